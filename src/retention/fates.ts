import { deletions, earliest } from './deletion.ts';
import type { Fate, KnownIndex, NeverDeleted, Reason, UnknownFate } from './fate.ts';
import { hiddenFates } from './hidden-fate.ts';
import { lifecycleFates, type LifecycleFate, type Lifecycles } from './lifecycle-fate.ts';
import { reason } from './reasons.ts';
import { cleanerOf, lookbackOf, rolloverOf, type Cleaner } from './running-jobs.ts';
import type { JobRun } from './runs.ts';
import { closest, whyMissed } from './why-missed.ts';
import { writtenFates, type WrittenFates } from './written-fate.ts';

export interface FateFacts extends Lifecycles {
  readonly indices: readonly KnownIndex[];
  readonly jobs: readonly JobRun[];
  /** In milliseconds since 1970. */
  readonly nowMs: number;
}

/** Index → what upstream's programs and the store's own policies will do with it, if nobody changes anything. */
export function fatesOf({ indices, jobs, nowMs, ...lifecycles }: FateFacts): ReadonlyMap<string, Fate> {
  const cleaners = jobs.flatMap((run) => (run.kind === 'cleaner' ? cleanerOf(run, nowMs) : []));
  const lookbacks = jobs.flatMap((run) => (run.kind === 'lookback' ? lookbackOf(run, nowMs) : []));
  const rollovers = jobs.flatMap((run) => (run.kind === 'rollover' ? rolloverOf(run, nowMs) : []));
  const world: World = {
    cleaners,
    lifecycle: lifecycleFates(lifecycles, nowMs),
    written: writtenFates({ indices, cleaners, rollovers, nowMs }),
    nowMs,
  };
  const hidden = hiddenFates({ indices, lookbacks, nowMs });
  return new Map(indices.map((index) => [index.name, hidden(index, fateOf(index, world))]));
}

interface World {
  readonly cleaners: readonly Cleaner[];
  readonly lifecycle: LifecycleFate;
  readonly written: WrittenFates;
  readonly nowMs: number;
}

function fateOf(index: KnownIndex, { cleaners, lifecycle, written, nowMs }: World): Fate {
  const managed = lifecycle(index, written.isWritten(index));
  const byPolicy = managed?.kind === 'deleted' || managed?.kind === 'kept' ? [managed] : [];
  const deletion = earliest([...deletions(index, cleaners, nowMs), ...byPolicy]);
  return deletion ?? managed ?? written.fateOf(index) ?? undeleted(index, cleaners);
}

/** Why nothing deletes an index. What is suspended or fails, and would take it, says more than what would not. */
function undeleted(index: KnownIndex, cleaners: readonly Cleaner[]): NeverDeleted | UnknownFate {
  const idle = cleaners.find(
    ({ miss, idle: why }) => why !== undefined && miss !== undefined && miss(index) === undefined,
  );
  if (idle?.idle !== undefined) return blocked(idle.idle);
  const unread = cleaners.find(({ miss, idle: why }) => miss === undefined && why?.code === 'unknown-settings');
  if (unread?.idle !== undefined) return blocked(unread.idle);
  const missed = cleaners.flatMap((cleaner) => missReason(cleaner, index) ?? []);
  const [stopped] = cleaners.flatMap(({ idle: why }) => why ?? []);
  return blocked(closest(missed) ?? stopped ?? reason('no-job'));
}

const blocked = (why: Reason): NeverDeleted | UnknownFate =>
  why.code === 'unknown-settings' ? { kind: 'unknown', reason: why } : { kind: 'never', reason: why };

function missReason({ run, name, miss }: Cleaner, index: KnownIndex): Reason | undefined {
  const missed = miss?.(index);
  if (missed === undefined || run.settings === undefined) return undefined;
  return whyMissed({ run, settings: run.settings, job: name }, index, missed);
}
