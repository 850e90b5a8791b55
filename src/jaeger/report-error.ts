import type { JaegerError } from '../errors/index.ts';

/** A part that could not be read; the rest of the report stands without it. */
export interface ReportError {
  readonly resource: string;
  readonly message: string;
  readonly hints: readonly string[];
}

export const reportError = (resource: string, { message, hints }: JaegerError): ReportError => ({
  resource,
  message,
  hints,
});
