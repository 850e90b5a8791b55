import { DAY_MS } from './day-rates.ts';
import type { StoredIndex } from '../elasticsearch/ports.ts';
import { goExpression, type GoExpression } from './go-expression.ts';
import type { CleanerSettings, CutoffRule } from './runs.ts';

const DAY_NS = 86_400_000_000_000n;

/** An index as the cleaner is told of it. */
export type ListedIndex = Pick<StoredIndex, 'name' | 'createdMs' | 'aliases' | 'isHidden'> & {
  readonly isOpen: boolean;
};

export type CertainRule = Exclude<CutoffRule, 'either'>;

/** The rules that there are: both where the image does not say which. */
export const rulesOf = (cutoff: CutoffRule): readonly CertainRule[] =>
  cutoff === 'either' ? ['calendar', 'relative'] : [cutoff];

/** The tools append a dash whatever the prefix ends in. */
export const joined = (prefix: string): string => (prefix === '' ? '' : `${prefix}-`);

/** What a name is held against; prefix and separator are put in as they are (1.26 to 2.20). */
export function cleanerExpression({
  prefix,
  separator,
  isArchive,
  isRollover,
  types,
}: Omit<CleanerSettings, 'days' | 'cutoff'>): GoExpression {
  const start = `^${joined(prefix)}jaeger-`;
  if (isArchive) return goExpression(String.raw`${start}span-archive-\d{6}`);
  const family = `${start}(${types.join('|')})-`;
  if (isRollover) return goExpression(String.raw`${family}\d{6}`);
  return goExpression(String.raw`${family}\d{4}${separator}\d{2}${separator}\d{2}`);
}

/** What keeps an index out of a cleaner's run, its age aside; `undefined` when nothing does. */
export type Miss = 'not-listed' | 'no-match' | 'write-alias';

export type MissOf = (index: ListedIndex) => Miss | undefined;

/** For one cleaner, all that does not depend on the time. Of settings that it crashes on, everything is missed. */
export function missOf(settings: CleanerSettings): MissOf {
  const expression = cleanerExpression(settings);
  const prefix = joined(settings.prefix);
  const isListed = lists(`${prefix}jaeger-*`);
  const writeAliases = new Set([...settings.types, 'span-archive'].map((type) => `${prefix}jaeger-${type}-write`));
  return (index) => {
    if (!isListed(index)) return 'not-listed';
    if (typeof expression === 'string' || !expression.test(index.name)) return 'no-match';
    return index.aliases.some(({ name }) => writeAliases.has(name)) ? 'write-alias' : undefined;
  };
}

/**
 * Whether `GET /EXPRESSION` shows an index: open ones that match, and open ones with an alias that does. Hidden ones show by an alias alone, or
 * where expression and name begin with a dot (Elasticsearch 7.10, OpenSearch 2.19).
 */
export function lists(expression: string): (index: ListedIndex) => boolean {
  const pattern = new RegExp(`^${expression.split('*').map(literal).join('.*')}$`, 's');
  return ({ name, aliases, isHidden, isOpen }) => {
    const isShown = !isHidden || (expression.startsWith('.') && name.startsWith('.'));
    return isOpen && ((isShown && pattern.test(name)) || aliases.some((alias) => pattern.test(alias.name)));
  };
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Indices created before this go, at a run at that time. In milliseconds since 1970. */
export function cutoffAt(rule: CertainRule, days: number, atMs: number): number {
  return (rule === 'calendar' ? tomorrow(atMs) : atMs) - spanOf(days);
}

const tomorrow = (atMs: number): number => (Math.floor(atMs / DAY_MS) + 1) * DAY_MS;

/** Go counts in nanoseconds of 64 bits: from 106752 days on they run over, and it deletes what it should keep. */
const spanOf = (days: number): number => Number(BigInt.asIntN(64, BigInt(days) * DAY_NS)) / 1e6;

/** The first millisecond at which a run deletes what was created then. */
export function dueFrom(rule: CertainRule, days: number, createdMs: number): number {
  const reached = Math.floor(createdMs + spanOf(days)) + 1;
  return rule === 'relative' ? reached : Math.ceil(reached / DAY_MS) * DAY_MS - DAY_MS;
}

/** The names that a run of the cleaner deletes at a time, as upstream's program selects them. */
export function selectedBy(
  settings: CleanerSettings,
  indices: readonly ListedIndex[],
  atMs: number,
  rule: CertainRule,
): readonly string[] {
  const miss = missOf(settings);
  const cutoff = cutoffAt(rule, settings.days, atMs);
  return indices.filter((index) => index.createdMs < cutoff && miss(index) === undefined).map(({ name }) => name);
}
