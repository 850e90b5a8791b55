const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

interface Range {
  /** Seconds from which the next range holds. */
  readonly below: number;
  readonly unit: number;
  readonly sign: string;
  /** The smaller unit shown behind the first; it is left out when it is 0. */
  readonly rest?: { readonly unit: number; readonly sign: string };
}

const RANGES: readonly Range[] = [
  { below: 2 * MINUTE, unit: SECOND, sign: 's' },
  { below: 10 * MINUTE, unit: MINUTE, sign: 'm', rest: { unit: SECOND, sign: 's' } },
  { below: 3 * HOUR, unit: MINUTE, sign: 'm' },
  { below: 8 * HOUR, unit: HOUR, sign: 'h', rest: { unit: MINUTE, sign: 'm' } },
  { below: 2 * DAY, unit: HOUR, sign: 'h' },
  { below: 8 * DAY, unit: DAY, sign: 'd', rest: { unit: HOUR, sign: 'h' } },
  { below: 2 * YEAR, unit: DAY, sign: 'd' },
  { below: 8 * YEAR, unit: YEAR, sign: 'y', rest: { unit: DAY, sign: 'd' } },
];

/**
 * The age of something as kubectl's AGE column shows it: truncated, one or two units
 * (apimachinery 0.36, util/duration HumanDuration). `since` is RFC 3339; without it the age is `<unknown>`.
 */
export function formatAge(since: string | undefined, now: Date): string {
  const start = Date.parse(since ?? '');
  if (Number.isNaN(start)) return '<unknown>';
  const elapsed = Math.trunc((now.getTime() - start) / 1000);
  // Two clocks never agree to the second.
  if (elapsed < 0) return elapsed >= -1 ? '0s' : '<invalid>';
  const range = RANGES.find(({ below }) => elapsed < below) ?? { unit: YEAR, sign: 'y' };
  return inUnits(elapsed, range);
}

function inUnits(seconds: number, { unit, sign, rest }: Omit<Range, 'below'>): string {
  const first = `${Math.floor(seconds / unit)}${sign}`;
  const second = rest ? Math.floor((seconds % unit) / rest.unit) : 0;
  return second === 0 || !rest ? first : `${first}${second}${rest.sign}`;
}
