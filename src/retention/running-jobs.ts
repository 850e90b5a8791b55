import { nextRunOf, type NextRun } from './cron-times.ts';
import type { Actor, KnownIndex, Reason } from './fate.ts';
import { familiesOf, type Family } from './families.ts';
import { reason } from './reasons.ts';
import type { CleanerRun, JobRun, LookbackRun, RolloverRun } from './runs.ts';
import { dueFrom, missOf, rulesOf, type ListedIndex, type MissOf } from './simulate-cleaner.ts';
import { hiddenNotBefore, hidingOf, lookbackFrom } from './simulate-lookback.ts';

/** A job with all that does not depend on an index. */
export interface Job<Run extends JobRun> {
  readonly run: Run;
  readonly actor: Actor;
  /** `cronjobs/NAME`. */
  readonly name: string;
  /** Why it changes nothing; undefined when it runs. */
  readonly idle: Reason | undefined;
  /** The first time after an instant that it is due. */
  readonly next: NextRun;
}

export interface Cleaner extends Job<CleanerRun> {
  /** Undefined when its settings are not known. */
  readonly miss: MissOf | undefined;
}

export interface Lookback extends Job<LookbackRun> {
  readonly hiding: ((index: ListedIndex) => string | undefined) | undefined;
}

export interface Rollover extends Job<RolloverRun> {
  readonly families: readonly Family[];
}

export const cleanerOf = (run: CleanerRun, nowMs: number): Cleaner => ({
  ...jobOf(run, nowMs),
  miss: run.settings && missOf(run.settings),
});

export const lookbackOf = (run: LookbackRun, nowMs: number): Lookback => ({
  ...jobOf(run, nowMs),
  hiding: run.settings && hidingOf(run.settings),
});

export const rolloverOf = (run: RolloverRun, nowMs: number): Rollover => ({
  ...jobOf(run, nowMs),
  families: run.settings ? familiesOf(run.settings) : [],
});

function jobOf<Run extends JobRun>(run: Run, nowMs: number): Job<Run> {
  const { job, problem } = run;
  const name = `cronjobs/${job.name}`;
  const next = nextRunOf(job);
  const isDue = typeof next === 'function' && next(nowMs) !== undefined;
  return {
    run,
    name,
    actor: { kind: run.kind, name: `${job.namespace}/${job.name}` },
    idle: job.isSuspended
      ? reason('suspended', name)
      : problem !== undefined
        ? reason(problem.kind === 'fails' ? 'job-fails' : 'unknown-settings', name, problem.text)
        : isDue
          ? undefined
          : reason('schedule', name, FAULTS[typeof next === 'string' ? next : 'never']),
    next: typeof next === 'function' ? remembered(next, nowMs) : () => undefined,
  };
}

const FAULTS = {
  schedule: 'its schedule is none',
  'time-zone': 'its time zone is none',
  never: 'its schedule has no date that there is',
};

/** Times that are kept: beyond them each is worked out again. */
const MOST_KEPT = 500;
/** The end of JavaScript's time. */
const LAST_MS = 8.64e15 - 1e12;

/** Ten thousand indices ask for few different runs. */
function remembered(next: NextRun, nowMs: number): NextRun {
  const kept: number[] = [];
  return (afterMs) => {
    if (afterMs > LAST_MS) return undefined;
    if (afterMs < nowMs) return next(afterMs);
    while (kept.length < MOST_KEPT && (kept.at(-1) ?? nowMs) <= afterMs) {
      const due = next(kept.at(-1) ?? nowMs);
      if (due === undefined) return undefined;
      kept.push(due);
    }
    return (kept.at(-1) ?? nowMs) > afterMs ? kept[firstBeyond(kept, afterMs)] : next(afterMs);
  };
}

/** The place of the first number that is greater. */
function firstBeyond(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first runs of a cleaner that delete an index which it takes: by each of the rules that may be its own, the earliest first. */
export function deletionTimes({ run, next }: Cleaner, { createdMs }: KnownIndex, nowMs: number): readonly number[] {
  const { settings } = run;
  if (settings === undefined) return [];
  return rulesOf(settings.cutoff).flatMap(
    (rule) => next(Math.max(nowMs, dueFrom(rule, settings.days, createdMs) - 1)) ?? [],
  );
}

/** The first run of lookback from an instant on that hides what was created then. */
export function hidingTime({ run, next }: Lookback, createdMs: number, fromMs: number): number | undefined {
  const { settings } = run;
  if (settings === undefined) return undefined;
  const start = Math.max(fromMs, hiddenNotBefore(settings, createdMs) - 1);
  let due = next(start);
  while (due !== undefined && lookbackFrom(settings, due) <= createdMs) due = next(due);
  return due;
}
