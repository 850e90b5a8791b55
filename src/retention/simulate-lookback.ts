import { DAY_MS } from './day-rates.ts';
import { familiesOf } from './families.ts';
import type { LookbackSettings } from './runs.ts';
import { dueFrom, joined, lists, type ListedIndex } from './simulate-cleaner.ts';

const SECOND_MS = 1000;

/** Units that end at the beginning of the running one. */
const TRUNCATED: Readonly<Record<string, number>> = { minutes: 60 * SECOND_MS, hours: 3600 * SECOND_MS };

/**
 * Indices created before this are taken out of the read alias, at a run at that time; in milliseconds since 1970. Days and weeks count back from
 * tomorrow's midnight, months and years from today's; a word that the tool does not know, `seconds` among them, counts seconds. Midnight is
 * that of the container's zone, which is UTC in upstream's images (1.27 to 2.20).
 */
export function lookbackFrom({ unit, count }: Pick<LookbackSettings, 'unit' | 'count'>, atMs: number): number {
  const at = new Date(atMs);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  switch (unit) {
    case 'days':
      return Date.UTC(year, month, day + 1) - count * DAY_MS;
    case 'weeks':
      return Date.UTC(year, month, day + 1) - 7 * count * DAY_MS;
    case 'months':
      return Date.UTC(year, month - count, day);
    case 'years':
      return Date.UTC(year - count, month, day);
    default: {
      const size = TRUNCATED[unit] ?? SECOND_MS;
      return (Math.floor(atMs / size) - count) * size;
    }
  }
}

/** The first millisecond at which a run may hide what was created then; with months and years the date of a later run may spare it again. */
export function hiddenNotBefore({ unit, count }: Pick<LookbackSettings, 'unit' | 'count'>, createdMs: number): number {
  if (unit === 'days' || unit === 'weeks') return dueFrom('calendar', unit === 'days' ? count : 7 * count, createdMs);
  if (unit === 'months' || unit === 'years') return firstDay({ unit, count }, createdMs);
  const size = TRUNCATED[unit] ?? SECOND_MS;
  return (Math.floor(createdMs / size) + 1 + count) * size;
}

/** Dates that a month does not have are some days later: so the years and months are counted by the calendar itself. */
function firstDay(settings: Pick<LookbackSettings, 'unit' | 'count'>, createdMs: number): number {
  const years = settings.unit === 'years' ? settings.count : settings.count / 12;
  let day = Math.floor(createdMs / DAY_MS + years * 365.2425 - 5) * DAY_MS;
  while (lookbackFrom(settings, day) <= createdMs) day += DAY_MS;
  return Number.isNaN(lookbackFrom(settings, day)) ? Number.POSITIVE_INFINITY : day;
}

/** Of an index, the read alias that lookback would take away, its age aside. */
export function hidingOf(settings: LookbackSettings): (index: ListedIndex) => string | undefined {
  const families = familiesOf(settings);
  const isListed = lists(`${joined(settings.prefix)}jaeger-*`);
  return (index) => {
    const has = (alias: string): boolean => index.aliases.some(({ name }) => name === alias);
    if (!isListed(index)) return undefined;
    return families.find(({ readAlias, writeAlias }) => has(readAlias) && !has(writeAlias))?.readAlias;
  };
}

/** The indices that a run of lookback takes out of a read alias, and out of which, as upstream's program selects them. */
export function hiddenBy(
  settings: LookbackSettings,
  indices: readonly ListedIndex[],
  atMs: number,
): ReadonlyMap<string, string> {
  const hiding = hidingOf(settings);
  const from = lookbackFrom(settings, atMs);
  const hidden = indices.flatMap((index): [string, string][] => {
    const alias = index.createdMs < from ? hiding(index) : undefined;
    return alias === undefined ? [] : [[index.name, alias]];
  });
  return new Map(hidden);
}
