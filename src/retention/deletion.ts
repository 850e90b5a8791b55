import type { Deleted, KnownIndex } from './fate.ts';
import { deletionTimes, type Cleaner } from './running-jobs.ts';

/** What each cleaner that runs does with an index from an instant on. */
export function deletions(index: KnownIndex, cleaners: readonly Cleaner[], fromMs: number): readonly Deleted[] {
  return cleaners.flatMap((cleaner): readonly Deleted[] => {
    if (cleaner.idle !== undefined || cleaner.miss?.(index) !== undefined) return [];
    const [atMs, orAtMs = atMs] = deletionTimes(cleaner, index, fromMs);
    if (atMs === undefined || orAtMs === undefined) return [];
    const kind = atMs === cleaner.next(fromMs) ? 'deleted' : 'kept';
    return [{ kind, atMs, by: cleaner.actor, ...(orAtMs !== atMs && { orAtMs }) }];
  });
}

/** Whoever comes first deletes it; by either rule, where one of them has two. */
export function earliest(all: readonly Deleted[]): Deleted | undefined {
  const [first] = all.toSorted((a, b) => a.atMs - b.atMs);
  if (first === undefined) return undefined;
  const { orAtMs: _, ...sure } = first;
  const orAtMs = Math.min(...all.map((one) => one.orAtMs ?? one.atMs));
  return orAtMs === first.atMs ? sure : { ...sure, orAtMs };
}
