import { JaegerError } from '../../errors/index.ts';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Longer than any command runs, and the longest that a timer can wait: 24 days. */
export const NO_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * `--request-timeout` in milliseconds: whole seconds, or Go's durations (`1m30s`, `1.5h`); 0 is none (client-go 0.36,
 * tools/clientcmd/helpers.go). Throws USAGE.
 */
export function parseRequestTimeout(text: string): number {
  const ms = /^\+?\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text);
  if (ms === undefined)
    throw new JaegerError(
      'USAGE',
      `invalid timeout "${text.slice(0, 60)}": --request-timeout takes seconds, or numbers with a unit (e.g. 1s, 2m, 1h30m)`,
    );
  return ms <= 0 ? NO_TIMEOUT_MS : Math.min(Math.ceil(ms), NO_TIMEOUT_MS);
}

function parseDuration(text: string): number | undefined {
  const match = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text);
  if (!match) return undefined;
  const parts = (match[2] ?? '').matchAll(/([\d.]+)([^\d.]+)/g);
  const ms = [...parts].reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0), 0);
  return match[1] === '-' ? -ms : ms;
}
