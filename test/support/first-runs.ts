import { nextRuns, type NextRun } from '../../src/retention/cron-times.ts';

/** As many as there are, in milliseconds since 1970. */
export function firstRuns(next: NextRun, afterMs: number, count: number): readonly number[] {
  const runs: number[] = [];
  for (const due of nextRuns(next, afterMs)) if (runs.push(due) === count) break;
  return runs;
}
