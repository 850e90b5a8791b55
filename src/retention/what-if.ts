import { DAY_MS, dayOf } from './day-rates.ts';
import type { KnownIndex } from './fate.ts';
import type { Forecast } from './forecast.ts';
import type { WhatIf } from './report.ts';

/** What keeping another number of days would leave, delete, and come to: whole days of UTC, today among them, as the cleaner up to 2.19 counts them. */
export function whatIf(days: number, indices: readonly KnownIndex[], { rate, disks }: Forecast, nowMs: number): WhatIf {
  const cutoffMs = dayOf(nowMs) + DAY_MS - days * DAY_MS;
  const kept = indices.filter(({ createdMs }) => createdMs >= cutoffMs);
  const deleted = indices.filter(({ createdMs }) => createdMs < cutoffMs);
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

const bytesOf = (indices: readonly KnownIndex[]): number =>
  indices.reduce((sum, { size }) => sum + (size?.bytes ?? 0), 0);
