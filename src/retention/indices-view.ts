import { formatAge, renderColumns, type Tone, type ViewOptions } from '../terminal/index.ts';
import { DAY_MS } from './day-rates.ts';
import type { FateReport, IndexRow } from './report.ts';
import { countText, sizeText } from './sizes.ts';

const TONES: Readonly<Record<FateReport['state'], Tone>> = {
  deleted: 'plain',
  kept: 'plain',
  written: 'plain',
  hidden: 'plain',
  never: 'warning',
  unknown: 'warning',
};

/** A day more or less says nothing: spans of one day come in on the next. */
const SAME_MS = 2 * DAY_MS;

export const renderIndices = (rows: readonly IndexRow[], options: ViewOptions): string =>
  renderColumns(
    rows,
    [
      ['INDEX', ({ index }) => index],
      ['TYPE', ({ type }) => type],
      ['AGE', (row) => ageText(row, options.now)],
      ['SIZE', ({ bytes }) => sizeText(bytes)],
      ['DOCS', ({ documents }) => countText(documents)],
      ['SHARDS', ({ shards, replicas }) => `${shards}x${1 + replicas}`],
      ['ALIASES', aliasText],
      ['FATE', ({ fate }) => ({ text: fate.text, tone: TONES[fate.state] })],
    ],
    [
      ['CREATED', ({ createdAt = '<unknown>' }) => createdAt],
      ['NAMED FOR', ({ namedFor = '<none>' }) => namedFor],
      ['HEALTH', ({ health = '<unknown>' }) => health],
      ['STATE', stateText],
      ['POLICY', ({ policy = '<none>' }) => policy],
    ],
    options,
  );

/** The cleaner goes by the age; where the name says another date, both are shown. */
function ageText({ createdAt, namedFor }: IndexRow, now: Date): string {
  const age = formatAge(createdAt, now);
  if (createdAt === undefined || namedFor === undefined) return age;
  const differs = Math.abs(Date.parse(createdAt) - Date.parse(namedFor)) > SAME_MS;
  return differs ? `${age} (named ${formatAge(namedFor, now).replace('<invalid>', 'for the future')})` : age;
}

/** The alias that it is written to by is marked. */
const aliasText = ({ aliases, index }: IndexRow): string =>
  aliases.length === 0
    ? '<none>'
    : aliases
        .map(({ name, isWriteIndex }) => `${shortened(name, index)}${isWriteIndex === false ? '(no write)' : ''}`)
        .join(',');

/** `jaeger-span-write` of `jaeger-span-000001` says no more than `-write`. */
function shortened(alias: string, index: string): string {
  const [, family = '\n'] = /^(.*jaeger-[a-z-]*?)-\d+/.exec(index) ?? [];
  return alias.startsWith(`${family}-`) ? alias.slice(family.length) : alias;
}

const stateText = ({ isOpen, isHidden, blocks }: IndexRow): string =>
  [isOpen ? 'open' : 'closed', ...(isHidden ? ['hidden'] : []), ...blocks].join(',');
