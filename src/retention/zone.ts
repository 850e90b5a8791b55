const MINUTE_MS = 60_000;
/** Clocks are moved at full quarters of an hour of UTC everywhere since 2012. */
const STEP_MS = 15 * MINUTE_MS;

/** A time zone: milliseconds that its clocks are ahead of UTC at an instant. */
export type Zone = (utcMs: number) => number;

export const UTC: Zone = () => 0;

/** The zone of a name of the IANA's; undefined for none, as for the offsets that JavaScript takes and Kubernetes does not. */
export function zoneOf(name: string): Zone | undefined {
  if (!/^[A-Za-z]/.test(name) || name.toLowerCase() === 'local') return undefined;
  const format = formatOf(name);
  if (format === undefined) return undefined;
  const known = new Map<number, number>();
  return (utcMs) => {
    const step = Math.floor(utcMs / STEP_MS);
    const offset = known.get(step) ?? offsetAt(format, step * STEP_MS);
    known.set(step, offset);
    return offset;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    return undefined;
  }
}

function offsetAt(format: Intl.DateTimeFormat, utcMs: number): number {
  const part = new Map(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 0, day, hour, minute] = (['year', 'month', 'day', 'hour', 'minute'] as const).map((type) =>
    part.get(type),
  );
  return Date.UTC(year, month - 1, day, hour, minute) - utcMs;
}

/** What a clock of the zone shows, as if that were UTC. */
export const clockAt = (zone: Zone, utcMs: number): Date => new Date(utcMs + zone(utcMs));

/**
 * When a clock of the zone shows a time, which is given as if it were UTC. Of a doubled hour the first or the second, of a skipped one an hour
 * to either side, as Go decides it (1.26, time.Date).
 */
export const instantOf = (zone: Zone, clockMs: number): number => clockMs - zone(clockMs - zone(clockMs));
