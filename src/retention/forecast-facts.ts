import type { NodeDisk, StoreHealth, StoreLimits } from '../elasticsearch/ports.ts';
import { DAY_MS, dayRates, isPartial, rateOf } from './day-rates.ts';
import type { Fate } from './fate.ts';
import { forecast, type Forecast } from './forecast.ts';
import type { JaegerIndex } from './jaeger-index.ts';
import type { ForecastReport } from './report.ts';
import { dateText } from './times.ts';
import { writtenIn } from './written.ts';

interface Grounds {
  readonly indices: readonly JaegerIndex[];
  readonly disks: readonly NodeDisk[] | undefined;
  readonly limits: StoreLimits | undefined;
  readonly health: StoreHealth | undefined;
  readonly nowMs: number;
}

/** What the indices, and what becomes of them, let one expect. */
export function expectedFrom({ indices, disks = [], limits, health, nowMs }: Grounds): Forecast {
  const days = dayRates(writtenIn(indices, nowMs), nowMs);
  const deletions = indices.flatMap(({ index: { size, shards, replicas }, fate }) => {
    const atMs = deletedAt(fate);
    return atMs === undefined ? [] : [{ atMs, bytes: size?.bytes ?? 0, shards: shards * (1 + replicas) }];
  });
  return forecast({
    nowMs,
    days,
    rate: rateOf(days, nowMs),
    keptDays: keptDays(indices),
    deletions,
    disks,
    limits,
    activeShards: health?.activeShards,
  });
}

/** The later of two times: a disk must not be promised room that it may not get. */
function deletedAt(fate: Fate): number | undefined {
  if (fate.kind === 'never' || fate.kind === 'unknown') return undefined;
  if (fate.kind === 'written') return fate.deletedAtMs;
  if (fate.kind === 'hidden') return deletedAt(fate.after);
  return Math.max(fate.atMs, fate.orAtMs ?? 0);
}

/** How long the youngest index of spans stays, from its beginning to its end: what comes will fare alike. */
function keptDays(indices: readonly JaegerIndex[]): number | undefined {
  const [youngest] = indices
    .filter(({ name }) => name.type === 'span')
    .toSorted((one, other) => other.index.createdMs - one.index.createdMs);
  const endMs = youngest && deletedAt(youngest.fate);
  return youngest === undefined || endMs === undefined
    ? undefined
    : Math.round(((endMs - youngest.index.createdMs) / DAY_MS) * 10) / 10;
}

export const forecastReport = ({ days, rate, keptDays: kept, disks, shards }: Forecast): ForecastReport => ({
  days: days.map((day) => ({
    date: dateText(day.dayMs) ?? '',
    bytes: Math.round(day.bytes),
    documents: Math.round(day.documents),
    isPartial: isPartial(day),
  })),
  perDay: rate && {
    bytes: Math.round(rate.bytesPerDay),
    documents: Math.round(rate.documentsPerDay),
    shards: Math.round(rate.shardsPerDay * 10) / 10,
    fromDays: rate.days,
  },
  keptDays: kept,
  disks,
  shards,
});
