export { isJaegerError, JaegerError } from './jaeger-error.ts';
export { EXIT, type ErrorCode } from './codes.ts';
