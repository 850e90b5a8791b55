import { exitCodes, type ErrorCode } from './codes.ts';

interface Explanation {
  /** What to run or look at next, one line each. */
  readonly hints?: readonly string[];
  /** What the message begins with where it is not `error`: kubectl's `Error from server (Forbidden)`, or nothing. */
  readonly prefix?: string;
  readonly cause?: unknown;
}

/** The only error thrown on purpose. Anything else that reaches the top is a bug of ours. */
export class JaegerError extends Error {
  override readonly name = 'JaegerError';
  readonly code: ErrorCode;
  readonly hints: readonly string[];
  readonly prefix: string;

  constructor(code: ErrorCode, message: string, { hints = [], prefix = 'error', cause }: Explanation = {}) {
    super(message, { cause });
    this.code = code;
    this.hints = hints;
    this.prefix = prefix;
  }

  get exitCode(): number {
    return exitCodes[this.code];
  }
}

export const isJaegerError = (error: unknown): error is JaegerError => error instanceof JaegerError;
