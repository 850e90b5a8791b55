import { failedRuns, failureText, scheduleInWords, type JobRow, type Logs, type WithJobs } from '../jaeger/index.ts';
import { nextRunOf, nextRuns } from './cron-times.ts';
import type { RetentionJob } from './report.ts';
import type { JobRun } from './runs.ts';
import { rfc3339 } from './times.ts';

/** The CronJobs that do something about indices, in the order of their rows. */
export function retentionJobs(
  rows: readonly JobRow[],
  runs: readonly JobRun[],
  { instance, logs, nowMs }: { readonly instance: WithJobs; readonly logs: Logs; readonly nowMs: number },
): readonly RetentionJob[] {
  const failures = failedRuns(instance);
  return rows.flatMap((row): RetentionJob[] => {
    const run = runs.find(({ job }) => job.name === row.name && job.namespace === row.namespace);
    if (run === undefined || row.kind !== 'CronJob') return [];
    const next = nextRunOf(run.job);
    const nextMs = typeof next === 'function' && !row.suspended ? next(nowMs) : undefined;
    const failed = failures.find(({ cronJob }) => cronJob.object.metadata.name === row.name);
    return [
      {
        ...row,
        when: whenText(row),
        does: doesText(run),
        nextRunAt: nextMs === undefined ? undefined : rfc3339(nextMs),
        missedRuns: missedRuns(row, run, nowMs),
        lastFailure: failed && failureText(logs, failed),
      },
    ];
  });
}

function whenText({ schedule = '', timeZone }: JobRow): string {
  const words = scheduleInWords(schedule);
  return timeZone === undefined ? words : `${words.replace(/ UTC$/, '')} ${timeZone}`;
}

/** A run that is due is begun within moments; a controller that is away for longer has missed it. */
const GRACE_MS = 3 * 60_000;
/** More is not counted, by Kubernetes neither (1.36, cronjob controller). */
const MOST_MISSED = 100;

function missedRuns({ suspended, lastRunAt, createdAt }: JobRow, { job }: JobRun, nowMs: number): number | undefined {
  const next = nextRunOf(job);
  const fromMs = Date.parse(lastRunAt ?? createdAt ?? '');
  if (suspended) return 0;
  if (typeof next !== 'function' || Number.isNaN(fromMs)) return undefined;
  let missed = 0;
  for (const due of nextRuns(next, fromMs)) {
    if (due > nowMs - GRACE_MS || missed === MOST_MISSED) break;
    missed += 1;
  }
  return missed;
}

function doesText(run: JobRun): string {
  if (run.problem !== undefined)
    return run.problem.kind === 'fails' ? `nothing: ${run.problem.text}` : `unknown: ${run.problem.text}`;
  if (run.settings === undefined) return 'unknown';
  const { prefix, isArchive } = run.settings;
  const what = isArchive ? 'archived spans' : 'indices';
  const named = prefix === '' ? '' : ` of ${prefix}-`;
  if (run.kind === 'cleaner') {
    const form = isArchive ? '' : run.settings.isRollover ? ' that were rolled over,' : ' with a day,';
    return `deletes ${what}${named}${form} made more than ${run.settings.days} days ago (${CUTOFFS[run.settings.cutoff]})`;
  }
  if (run.kind === 'rollover') return `rolls ${what}${named} over by ${JSON.stringify(run.settings.conditions)}`;
  return `hides ${what}${named} made more than ${run.settings.count} ${run.settings.unit} ago from the query service`;
}

const CUTOFFS = {
  calendar: 'by whole days of UTC',
  relative: 'to the second',
  either: 'by whole days of UTC or to the second: the image does not say its version',
} as const;
