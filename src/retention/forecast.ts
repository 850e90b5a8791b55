import type { NodeDisk, StoreLimits } from '../elasticsearch/ports.ts';
import { DAY_MS, type DayRate, type Rate } from './day-rates.ts';
import { WATERMARKS, watermarksOf, type Watermark } from './watermarks.ts';

/** Longer than anybody plans: beyond it nothing is said of a day. */
const HORIZON_DAYS = 3650;

/** An index that will go. */
interface Deletion {
  readonly atMs: number;
  readonly bytes: number;
  readonly shards: number;
}

interface ForecastBasis {
  readonly nowMs: number;
  readonly days: readonly DayRate[];
  readonly rate: Rate | undefined;
  /** How long what comes will stay, in days; undefined: for ever. */
  readonly keptDays: number | undefined;
  readonly deletions: readonly Deletion[];
  readonly disks: readonly NodeDisk[];
  readonly limits: StoreLimits | undefined;
  readonly activeShards: number | undefined;
}

/** When a limit is reached as things go: days from now, 0 when it is already, undefined when retention keeps it from being reached. */
export interface Reaching {
  readonly limit: Watermark;
  readonly usedBytes: number;
  readonly inDays: number | undefined;
}

export interface DiskForecast {
  /** Undefined: all nodes together. */
  readonly node: string | undefined;
  readonly totalBytes: number;
  readonly usedBytes: number;
  readonly limits: readonly Reaching[];
}

export interface ShardForecast {
  readonly shards: number;
  readonly most: number;
  readonly perDay: number;
  readonly inDays: number | undefined;
}

export interface Forecast {
  readonly days: readonly DayRate[];
  readonly rate: Rate | undefined;
  readonly keptDays: number | undefined;
  /** Each node, and the sum of several. */
  readonly disks: readonly DiskForecast[];
  readonly shards: ShardForecast | undefined;
}

/** What the disks and the shards come to, when each day brings what the median of the last ones brought and goes when the rules say. */
export function forecast(basis: ForecastBasis): Forecast {
  const { days, rate, keptDays, disks, limits } = basis;
  return { days, rate, keptDays, disks: disksOf(disks, limits, basis), shards: shardsOf(basis) };
}

function disksOf(
  disks: readonly NodeDisk[],
  limits: StoreLimits | undefined,
  basis: ForecastBasis,
): readonly DiskForecast[] {
  const nodes = disks.map((disk) => ({ ...disk, marks: limits === undefined ? [] : watermarksOf(disk, limits) }));
  const forecasts = nodes.map((disk) => diskForecast(disk, { node: disk.node, share: 1 / disks.length, basis }));
  if (nodes.length < 2) return forecasts;
  const sum = (of: (disk: Disk) => number): number => nodes.reduce((total, disk) => total + of(disk), 0);
  const marks = WATERMARKS.filter((mark) => nodes.every((disk) => usedAt(disk, mark) !== undefined));
  const all: Disk = {
    totalBytes: sum(({ totalBytes }) => totalBytes),
    usedBytes: sum(({ usedBytes }) => usedBytes),
    marks: marks.map((mark) => [mark, sum((disk) => usedAt(disk, mark) ?? 0)]),
  };
  return [...forecasts, diskForecast(all, { node: undefined, share: 1, basis })];
}

interface Disk extends Pick<NodeDisk, 'totalBytes' | 'usedBytes'> {
  readonly marks: readonly (readonly [Watermark, number])[];
}

const usedAt = ({ marks }: Disk, wanted: Watermark): number | undefined => marks.find(([mark]) => mark === wanted)?.[1];

interface Sharing {
  readonly node: string | undefined;
  /** Shards are spread evenly over the nodes (Elasticsearch's BalancedShardsAllocator), and so is what comes and goes. */
  readonly share: number;
  readonly basis: ForecastBasis;
}

function diskForecast({ totalBytes, usedBytes, marks }: Disk, { node, share, basis }: Sharing): DiskForecast {
  const perDay = (basis.rate?.bytesPerDay ?? 0) * share;
  const going = basis.deletions.map(({ atMs, bytes }) => ({ atMs, amount: bytes * share }));
  return {
    node,
    totalBytes,
    usedBytes,
    limits: marks.map(([limit, most]) => ({
      limit,
      usedBytes: most,
      inDays: daysUntil(most, { now: usedBytes, perDay, going, basis }),
    })),
  };
}

function shardsOf(basis: ForecastBasis): ShardForecast | undefined {
  const { activeShards, limits, disks, rate } = basis;
  if (activeShards === undefined || limits === undefined || disks.length === 0) return undefined;
  const most = limits.shardsPerNode * disks.length;
  const perDay = rate?.shardsPerDay ?? 0;
  const going = basis.deletions.map(({ atMs, shards }) => ({ atMs, amount: shards }));
  return { shards: activeShards, most, perDay, inDays: daysUntil(most, { now: activeShards, perDay, going, basis }) };
}

interface Course {
  readonly now: number;
  readonly perDay: number;
  readonly going: readonly { readonly atMs: number; readonly amount: number }[];
  readonly basis: ForecastBasis;
}

/** Whole days until something is as much as `most`: it grows evenly, what is there goes at its time, and what comes goes after the days that it is kept. */
function daysUntil(most: number, { now, perDay, going, basis }: Course): number | undefined {
  const { nowMs, keptDays = Infinity } = basis;
  const gone = going.toSorted((one, other) => one.atMs - other.atMs);
  const lasting = Math.min(
    HORIZON_DAYS,
    keptDays === Infinity ? Infinity : Math.ceil(keptDays) + lastDay(gone, nowMs) + 1,
  );
  let left = now;
  let next = 0;
  for (let day = 0; day <= lasting; day += 1) {
    for (; (gone[next]?.atMs ?? Infinity) <= nowMs + day * DAY_MS; next += 1) left -= gone[next]?.amount ?? 0;
    if (left + perDay * Math.min(day, keptDays) >= most) return day;
  }
  return undefined;
}

const lastDay = (gone: Course['going'], nowMs: number): number =>
  Math.max(0, Math.ceil(((gone.at(-1)?.atMs ?? nowMs) - nowMs) / DAY_MS));
