const UNITS: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  micros: 0.001,
  nanos: 0.000_001,
};

/** `7d`, `90m`, `0ms`, `0`: Elasticsearch's own durations, in milliseconds; undefined for what is none. */
export function parseTimeValue(text: string | undefined): number | undefined {
  const [, amount, unit = 'ms'] =
    /^(\d+(?:\.\d+)?)(d|h|m|s|ms|micros|nanos)?$/.exec(text?.trim().toLowerCase() ?? '') ?? [];
  const size = UNITS[unit];
  return amount === undefined || size === undefined ? undefined : Number(amount) * size;
}
