export { isJaegerError, JaegerError } from './jaeger-error.ts';
export { EXIT } from './codes.ts';
