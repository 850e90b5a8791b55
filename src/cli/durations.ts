import { JaegerError } from '../errors/index.ts';
import { parseDuration } from '../jaeger/durations.ts';

/** A time to wait in milliseconds. Throws USAGE. */
export function durationOf(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms < 0)
    throw new JaegerError(
      'USAGE',
      `invalid duration "${text.slice(0, 40)}": it takes numbers with a unit, e.g. 90s, 5m`,
    );
  return ms;
}

/**
 * `--request-timeout` in milliseconds: whole seconds, or Go's durations; 0 and less is for ever (client-go 0.36,
 * tools/clientcmd/helpers.go). Throws USAGE.
 */
export function requestTimeoutOf(text: string): number {
  const ms = /^\+?\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text);
  if (ms === undefined)
    throw new JaegerError(
      'USAGE',
      `invalid timeout "${text.slice(0, 60)}": --request-timeout takes seconds, or numbers with a unit (e.g. 1s, 2m, 1h30m)`,
    );
  return ms <= 0 ? Infinity : ms;
}
