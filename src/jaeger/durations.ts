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
export function parseDuration(text: string): number | undefined {
  const match = /^([+-]?)(0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text);
  if (!match) return undefined;
  const parts = (match[2] ?? '').matchAll(/([\d.]+)([^\d.]+)/g);
  const ms = [...parts].reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS_MS[unit] ?? 0), 0);
  return match[1] === '-' ? -ms : ms;
}
