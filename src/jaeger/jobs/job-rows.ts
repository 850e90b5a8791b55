import type { CronJob, Job } from '../../kubernetes/types.ts';
import type { Component, JaegerInstance, Member } from '../instance.ts';
import { isOwnedBy } from '../owners.ts';
import { placeOf } from '../place.ts';

/** A CronJob with its last run, or a Job that no CronJob made. */
export interface JobRow {
  readonly kind: 'CronJob' | 'Job';
  readonly namespace: string;
  readonly name: string;
  readonly component: Component;
  /** Of a CronJob, in the cron form that it has. */
  readonly schedule: string | undefined;
  /** In which the schedule is meant; undefined where the cluster's own is. */
  readonly timeZone: string | undefined;
  readonly suspended: boolean;
  readonly active: number;
  readonly lastRunAt: string | undefined;
  readonly lastSuccessAt: string | undefined;
  /**
   * Of the last run that has ended, or of the Job. A CronJob that has never run is `Waiting` or `Suspended`; `Unknown` when nothing is
   * left of its last run, and its status does not say that it succeeded.
   */
  readonly state: 'Complete' | 'Failed' | 'Running' | 'Pending' | 'Suspended' | 'Waiting' | 'Unknown';
  readonly createdAt: string | undefined;
  readonly because: string;
}

/** Every CronJob with what its Jobs say of its runs, then the Jobs that none of these CronJobs made. */
export function jobRows({ cronJobs, jobs }: Pick<JaegerInstance, 'cronJobs' | 'jobs'>): readonly JobRow[] {
  const made = (cronJob: CronJob): readonly Job[] =>
    jobs.flatMap(({ object }) => (isOwnedBy(object, cronJob) ? object : []));
  const alone = jobs.filter(({ object }) => !cronJobs.some((cronJob) => isOwnedBy(object, cronJob.object)));
  return [...cronJobs.map((cronJob) => cronJobRow(cronJob, made(cronJob.object))), ...alone.map(jobRow)];
}

/** Runs that somebody started by hand count as well: the CronJob's own status leaves them out. */
function cronJobRow({ object, component, because }: Member<CronJob>, jobs: readonly Job[]): JobRow {
  const { metadata, spec = {}, status = {} } = object;
  const active = Math.max((status.active ?? []).length, jobs.filter((job) => endOf(job) === undefined).length);
  const lastRunAt = latest([status.lastScheduleTime, ...jobs.map(startOf)]);
  const lastSuccessAt = latest([status.lastSuccessfulTime, ...jobs.map(successOf)]);
  const suspended = spec.suspend === true;
  return {
    kind: 'CronJob',
    ...placeOf(metadata),
    component,
    schedule: spec.schedule,
    timeZone: spec.timeZone,
    suspended,
    active,
    lastRunAt,
    lastSuccessAt,
    state: lastState(jobs) ?? stateWithoutJobs({ active, suspended, lastRunAt, lastSuccessAt }),
    createdAt: metadata.creationTimestamp,
    because,
  };
}

function jobRow({ object, component, because }: Member<Job>): JobRow {
  const { metadata, status = {} } = object;
  const active = status.active ?? 0;
  return {
    kind: 'Job',
    ...placeOf(metadata),
    component,
    schedule: undefined,
    timeZone: undefined,
    suspended: holds(object, 'Suspended'),
    active,
    lastRunAt: status.startTime,
    lastSuccessAt: successOf(object),
    state: endOf(object) ?? (holds(object, 'Suspended') ? 'Suspended' : active > 0 ? 'Running' : 'Pending'),
    createdAt: metadata.creationTimestamp,
    because,
  };
}

const holds = ({ status }: Job, condition: string): boolean =>
  (status?.conditions ?? []).some(({ type, status: is }) => type === condition && is === 'True');

/** How a Job has ended, if it has (kubernetes 1.36, both conditions are final). */
function endOf(job: Job): 'Complete' | 'Failed' | undefined {
  if (holds(job, 'Complete')) return 'Complete';
  return holds(job, 'Failed') ? 'Failed' : undefined;
}

const startOf = ({ metadata, status }: Job): string | undefined => status?.startTime ?? metadata.creationTimestamp;

const successOf = (job: Job): string | undefined =>
  endOf(job) === 'Complete' ? job.status?.completionTime : undefined;

/** Of the run that began last among those that have ended. */
const lastState = (jobs: readonly Job[]): JobRow['state'] | undefined =>
  jobs
    .flatMap((job) => ({ at: startOf(job) ?? '', state: endOf(job) ?? [] }))
    .flatMap(({ at, state }) => (typeof state === 'string' ? { at, state } : []))
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .at(-1)?.state;

/** No Job that has ended is left to ask: histories are short, and Jobs can be told to vanish. */
function stateWithoutJobs({
  active,
  suspended,
  lastRunAt,
  lastSuccessAt,
}: Pick<JobRow, 'active' | 'suspended' | 'lastRunAt' | 'lastSuccessAt'>): JobRow['state'] {
  if (active > 0) return 'Running';
  if (lastRunAt === undefined) return suspended ? 'Suspended' : 'Waiting';
  return lastSuccessAt !== undefined && lastSuccessAt >= lastRunAt ? 'Complete' : 'Unknown';
}

/** RFC 3339 in UTC without fractions, as the API server writes times, sorts as text. */
const latest = (times: readonly (string | undefined)[]): string | undefined =>
  times
    .filter((time) => time !== undefined)
    .toSorted()
    .at(-1);
