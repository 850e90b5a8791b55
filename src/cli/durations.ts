import { JaegerError } from '../errors/index.ts';

const UNITS_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Go's durations (`1m30s`, `1.5h`, `-5s`, `0`) in milliseconds; undefined for anything else (Go 1.26, time.ParseDuration). */
function parseDuration(text: string): number | undefined {
  const match = /^([+-]?)(0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text);
  if (!match) return undefined;
  const parts = (match[2] ?? '').matchAll(/([\d.]+)([^\d.]+)/g);
  const ms = [...parts].reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS_MS[unit] ?? 0), 0);
  return match[1] === '-' ? -ms : ms;
}

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
