import { familiesOf } from './families.ts';
import type { Fate, Hidden, KnownIndex } from './fate.ts';
import { nameOf, type IndexName } from './index-names.ts';
import { hidingTime, type Lookback } from './running-jobs.ts';

interface HiddenFacts {
  readonly indices: readonly KnownIndex[];
  readonly lookbacks: readonly Lookback[];
  readonly nowMs: number;
}

/** A fate with what lookback does before it. */
export function hiddenFates({ indices, lookbacks, nowMs }: HiddenFacts): (index: KnownIndex, fate: Fate) => Fate {
  const running = lookbacks.filter(({ idle }) => idle === undefined);
  const aliases = new Set(indices.flatMap((index) => index.aliases.map(({ name }) => name)));
  const successors = new Map(indices.map(({ name, createdMs }) => [generationKey(nameOf(name)), createdMs]));
  const sinceOf = (index: KnownIndex, alias: string): number | undefined => {
    const name = nameOf(index.name);
    const rolledMs = successors.get(generationKey(name && { ...name, generation: (name.generation ?? 0) + 1 }));
    const times = running
      .filter(({ run }) => run.settings && familiesOf(run.settings).some(({ readAlias }) => readAlias === alias))
      .flatMap((lookback) => hidingTime(lookback, index.createdMs, (rolledMs ?? index.createdMs) - 1) ?? []);
    const sinceMs = Math.min(...times);
    return sinceMs <= nowMs ? sinceMs : undefined;
  };
  return (index, fate) => {
    const alias = lostAlias(index, aliases);
    if (alias === undefined) return withHiding(index, fate, running, nowMs);
    if (fate.kind === 'written' || fate.kind === 'hidden') return fate;
    const sinceMs = sinceOf(index, alias);
    return { kind: 'hidden', ...(sinceMs !== undefined && { sinceMs }), after: fate } satisfies Hidden;
  };
}

const generationKey = (name: IndexName | undefined): string => `${name?.prefix} ${name?.type} ${name?.generation}`;

/** The read alias that a generation of a rollover is not in, while others of its family are. */
function lostAlias({ name, aliases }: KnownIndex, known: ReadonlySet<string>): string | undefined {
  const { form, prefix = '', type } = nameOf(name) ?? {};
  if (form !== 'rollover') return undefined;
  const base = `${prefix}jaeger-${type === 'archive' ? 'span-archive' : type}`;
  const own = new Set(aliases.map((alias) => alias.name));
  const isInUse = known.has(`${base}-read`) || known.has(`${base}-write`);
  return isInUse && !own.has(`${base}-read`) && !own.has(`${base}-write`) ? `${base}-read` : undefined;
}

/** Only what comes before the deletion is said. */
function withHiding(index: KnownIndex, fate: Fate, running: readonly Lookback[], nowMs: number): Fate {
  if (fate.kind !== 'deleted' && fate.kind !== 'kept' && fate.kind !== 'never') return fate;
  const times = running
    .filter(({ hiding }) => hiding?.(index) !== undefined)
    .flatMap((lookback) => hidingTime(lookback, index.createdMs, nowMs) ?? []);
  const hiddenAtMs = Math.min(...times);
  const goesAtMs = fate.kind === 'never' ? Infinity : fate.atMs;
  return hiddenAtMs < goesAtMs ? { ...fate, hiddenAtMs } : fate;
}
