import { renderColumns, type ViewOptions } from '../terminal/index.ts';
import type { DiskForecast, Reaching } from './forecast.ts';
import type { ForecastReport, WhatIf } from './report.ts';
import { countText, sizeText } from './sizes.ts';

/** What days bring, and when limits are reached. */
export function renderForecast({ perDay, keptDays, disks, shards }: ForecastReport, options: ViewOptions): string {
  const rate =
    perDay === undefined
      ? 'too little is there to say what a day brings\n'
      : `a day brings ${sizeText(perDay.bytes)} with all copies, ${countText(perDay.documents)} documents and ${countText(perDay.shards)} shards (${basis(perDay.fromDays)})\n`;
  const kept =
    keptDays === undefined
      ? 'what comes is never deleted, as far as can be seen\n'
      : `what comes is kept for ${countText(keptDays)} days\n`;
  const limit =
    shards === undefined
      ? ''
      : `${shards.shards} of ${shards.most} shards that the nodes may have: ${inDays(shards.inDays)}\n`;
  const table = renderColumns(
    disks,
    [
      ['NODE', ({ node = '<all>' }) => node],
      ['USED', ({ usedBytes, totalBytes }) => `${sizeText(usedBytes)} of ${sizeText(totalBytes)}`],
      ['LOW', (disk) => limitText(disk, 'low')],
      ['HIGH', (disk) => limitText(disk, 'high')],
      ['FLOOD STAGE', (disk) => limitText(disk, 'floodStage')],
    ],
    [],
    options,
  );
  return `${rate}${kept}${limit}${table}`;
}

const basis = (days: number): string =>
  days === 0 ? 'from a part of a day alone' : days === 1 ? 'from one whole day' : `the median of ${days} whole days`;

const limitText = ({ limits }: DiskForecast, wanted: Reaching['limit']): string => {
  const found = limits.find(({ limit }) => limit === wanted);
  return found === undefined ? '<unknown>' : `${sizeText(found.usedBytes)}: ${inDays(found.inDays)}`;
};

const inDays = (days: number | undefined): string =>
  days === undefined ? 'not reached' : days === 0 ? 'reached' : days === 1 ? 'in a day' : `in ${days} days`;

/** What `--days` would come to. */
export function renderWhatIf({
  days,
  keptIndices,
  keptBytes,
  deletedIndices,
  deletedBytes,
  eventualBytes,
  fits,
}: WhatIf): string {
  const now = `keeping ${days} days would leave ${sizeText(keptBytes)} in ${keptIndices} indices and delete ${sizeText(deletedBytes)} in ${deletedIndices}\n`;
  if (eventualBytes === undefined) return now;
  const room =
    fits === undefined ? '' : fits ? ', which stays below the low watermark' : ', which is above the low watermark';
  return `${now}in the long run it takes ${sizeText(eventualBytes)}${room}\n`;
}

const FULL = '█';
const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** So many days are drawn. */
const DRAWN = 14;
const BESIDE = 24;
const LONGEST = 60;

/** A bar for each of the last days: the longest is the largest. A day without anything has none. */
export function renderChart({ days }: Pick<ForecastReport, 'days'>, columns: number): string {
  const drawn = days.slice(-DRAWN);
  const most = Math.max(...drawn.map(({ bytes }) => bytes));
  const room = Math.min(LONGEST, columns - BESIDE);
  if (drawn.length < 2 || most <= 0 || room < PARTS.length) return '';
  return drawn
    .map(
      ({ date, bytes, isPartial }) =>
        `${date}  ${sizeText(bytes).padStart(6)}  ${bar((bytes / most) * room)}${isPartial ? ' so far' : ''}\n`,
    )
    .join('');
}

const bar = (length: number): string =>
  FULL.repeat(Math.floor(length)) + (PARTS[Math.floor((length % 1) * PARTS.length)] ?? '');
