import { DAY_MS, dayOf } from './day-rates.ts';
import type { Forecast } from './forecast.ts';
import type { JaegerIndex } from './jaeger-index.ts';
import type { WhatIf } from './report.ts';

/** What keeping another number of days would leave, delete, and come to: whole days of UTC, today among them, as the cleaner up to 2.19 counts them. */
export function whatIf(
  days: number,
  indices: readonly JaegerIndex[],
  { rate, disks }: Forecast,
  nowMs: number,
): WhatIf {
  const cutoffMs = dayOf(nowMs) + DAY_MS - days * DAY_MS;
  const kept = indices.filter(({ index }) => index.createdMs >= cutoffMs);
  const deleted = indices.filter(({ index }) => index.createdMs < cutoffMs);
  const eventualBytes = rate === undefined ? undefined : rate.bytesPerDay * days;
  const all = disks.find(({ node }) => node === undefined) ?? disks[0];
  const low = all?.limits.find(({ limit }) => limit === 'low')?.usedBytes;
  const others = (all?.usedBytes ?? 0) - bytesOf(indices);
  return {
    days,
    keptIndices: kept.length,
    keptBytes: bytesOf(kept),
    deletedIndices: deleted.length,
    deletedBytes: bytesOf(deleted),
    eventualBytes,
    fits: eventualBytes === undefined || low === undefined ? undefined : others + eventualBytes < low,
  };
}

const bytesOf = (indices: readonly JaegerIndex[]): number =>
  indices.reduce((sum, { index }) => sum + (index.size?.bytes ?? 0), 0);
