export { isJaegerError, JaegerError } from './jaeger-error.ts';
export { shellWord } from './shell-word.ts';
export { EXIT, type ErrorCode } from './codes.ts';
