import { deletions, earliest } from './deletion.ts';
import type { Fate, KnownIndex, Written } from './fate.ts';
import { reason } from './reasons.ts';
import type { Cleaner, Rollover } from './running-jobs.ts';
import { conditionsOf, rolloverDue } from './simulate-rollover.ts';
import { writeAliasOf } from './why-missed.ts';

interface WrittenFacts {
  readonly indices: readonly KnownIndex[];
  readonly cleaners: readonly Cleaner[];
  readonly rollovers: readonly Rollover[];
  readonly nowMs: number;
}

export interface WrittenFates {
  /** Whether spans go to it through an alias. */
  readonly isWritten: (index: KnownIndex) => boolean;
  /** Of an index with a write alias that no policy manages; undefined for others. */
  readonly fateOf: (index: KnownIndex) => Fate | undefined;
}

export function writtenFates(facts: WrittenFacts): WrittenFates {
  const holders = new Map<string, number>();
  for (const { aliases } of facts.indices)
    for (const { name } of aliases) holders.set(name, (holders.get(name) ?? 0) + 1);
  const isWritten = (index: KnownIndex): boolean => {
    const alias = index.aliases.find(({ name }) => name === writeAliasOf(index));
    return alias !== undefined && (alias.isWriteIndex ?? holders.get(alias.name) === 1);
  };
  return {
    isWritten,
    fateOf(index) {
      const alias = writeAliasOf(index);
      if (alias === undefined) return undefined;
      if (isWritten(index)) return rolledFate(index, alias, facts);
      const code = holders.get(alias) === 1 ? 'write-alias' : 'write-alias-on-all';
      return { kind: 'never', reason: reason(code, alias) };
    },
  };
}

/** Until a job rolls it over; after that the cleaners see it without its alias. */
function rolledFate(index: KnownIndex, alias: string, { rollovers, cleaners, nowMs }: WrittenFacts): Written {
  const fitting = rollovers.filter(({ families }) => families.some(({ writeAlias }) => writeAlias === alias));
  const [rolling] = fitting.flatMap((rollover) => (rollover.idle === undefined ? rollover : []));
  if (rolling?.run.settings === undefined) {
    const unread = rollovers.find(({ run }) => run.settings === undefined);
    return { kind: 'written', reason: (fitting[0] ?? unread)?.idle ?? reason('no-rollover', alias) };
  }
  const conditions = conditionsOf(rolling.run.settings.conditions, index, nowMs);
  const due = rolloverDue(conditions, nowMs);
  const condition = due === undefined ? conditions[0] : due.condition;
  const rollsOverAtMs = due && rolling.next(Math.max(nowMs, due.fromMs - 1));
  const later = { ...index, aliases: index.aliases.filter(({ name }) => name !== alias) };
  const deletion = rollsOverAtMs === undefined ? undefined : earliest(deletions(later, cleaners, rollsOverAtMs));
  return {
    kind: 'written',
    by: rolling.actor,
    ...(rollsOverAtMs !== undefined && { rollsOverAtMs }),
    ...(condition !== undefined && { condition: `${condition.name} ${condition.value}` }),
    ...(deletion !== undefined && { deletedAtMs: deletion.atMs }),
  };
}
