/** A day in milliseconds: Jaeger's days are UTC's. */
export const DAY_MS = 86_400_000;

/** What an index holds, and from when to when it was written, as far as its name or its neighbours tell. */
export interface Written {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of all copies. */
  readonly bytes: number;
  readonly documents: number;
  /** Of all copies. */
  readonly shards: number;
}

/** What was written on one day. */
export interface DayRate {
  /** Midnight at its beginning. */
  readonly dayMs: number;
  readonly bytes: number;
  readonly documents: number;
  readonly shards: number;
  /** How much of the day is known, in milliseconds: less than all of today, and of the day of the first index. */
  readonly coveredMs: number;
}

export const isPartial = ({ coveredMs }: DayRate): boolean => coveredMs < DAY_MS;

export const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS) * DAY_MS;

/**
 * What was written on each day, the oldest first. An index that was written over several days counts evenly for them. Days without anything
 * are left out, and so are those to come, which only clocks that are wrong write.
 */
export function dayRates(indices: readonly Written[], nowMs: number): readonly DayRate[] {
  const days = new Map<number, { bytes: number; documents: number; shards: number; covered: number }>();
  for (const { fromMs, toMs, bytes, documents, shards } of indices) {
    const end = Math.min(toMs, nowMs);
    if (!(end > fromMs)) continue;
    for (let dayMs = dayOf(fromMs); dayMs < end; dayMs += DAY_MS) {
      const covered = Math.min(end, dayMs + DAY_MS) - Math.max(fromMs, dayMs);
      const share = covered / (end - fromMs);
      const day = days.get(dayMs) ?? { bytes: 0, documents: 0, shards: 0, covered: 0 };
      days.set(dayMs, {
        bytes: day.bytes + bytes * share,
        documents: day.documents + documents * share,
        shards: day.shards + shards * share,
        covered: Math.max(day.covered, covered),
      });
    }
  }
  return [...days]
    .toSorted(([one], [other]) => one - other)
    .map(([dayMs, { covered: coveredMs, ...written }]) => ({ dayMs, ...written, coveredMs }));
}

/** So many of the last days say what the next ones bring. */
const TELLING_DAYS = 14;

/** What a day brings. */
export interface Rate {
  readonly bytesPerDay: number;
  readonly documentsPerDay: number;
  readonly shardsPerDay: number;
  /** Whole days that it is taken from; 0: from a part of a day alone. */
  readonly days: number;
}

/** The least part of a day that says anything of the rest of it. */
const LEAST_PART_MS = DAY_MS / 24;

/**
 * The median of the last whole days: one day of a load test, and a day on which nothing worked, do not move it. Where there is no whole day, what there is of
 * the last one goes on as it began. Undefined when there is nothing, or less than an hour.
 */
export function rateOf(days: readonly DayRate[]): Rate | undefined {
  const whole = days.filter((day) => !isPartial(day)).slice(-TELLING_DAYS);
  if (whole.length > 0)
    return {
      bytesPerDay: median(whole.map(({ bytes }) => bytes)),
      documentsPerDay: median(whole.map(({ documents }) => documents)),
      shardsPerDay: median(whole.map(({ shards }) => shards)),
      days: whole.length,
    };
  const last = days.at(-1);
  if (last === undefined || last.coveredMs < LEAST_PART_MS) return undefined;
  const scale = DAY_MS / last.coveredMs;
  return {
    bytesPerDay: last.bytes * scale,
    documentsPerDay: last.documents * scale,
    shardsPerDay: last.shards,
    days: 0,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
