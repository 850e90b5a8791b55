import type { CronJob, Job, Pod } from '../../kubernetes/types.ts';
import type { JaegerInstance, Member } from '../instance.ts';
import { compareTimes } from '../order.ts';
import { isOwnedBy } from '../owners.ts';
import type { LogSource } from './job-logs.ts';
import { troublesOf, type Trouble } from './pod-troubles.ts';

/** What is known of an instance's Jobs. */
export type WithJobs = Pick<JaegerInstance, 'namespace' | 'flavour' | 'phase' | 'jobs' | 'cronJobs' | 'pods'>;

const isOf = (job: Job, pod: Pod): boolean =>
  isOwnedBy(pod, job) ||
  (pod.metadata.namespace === job.metadata.namespace && pod.metadata.labels?.['job-name'] === job.metadata.name);

export const isOfJob = ({ jobs }: Pick<WithJobs, 'jobs'>, pod: Pod): boolean =>
  jobs.some(({ object }) => isOf(object, pod));

const hasCondition = ({ status }: Job, condition: string): boolean =>
  (status?.conditions ?? []).some(({ type, status: holds }) => type === condition && holds === 'True');

type Crash = Extract<Trouble, { type: 'crash' }>;

/** A Job that failed or fails, with the Pod that shows it. */
export interface FailedJob {
  readonly job: Member<Job>;
  readonly pod: Pod | undefined;
  readonly crash: Crash | undefined;
}

/** Jobs that prepare the store, of which the operator waits for the end: they belong to no CronJob. */
export const failingInitJobs = (instance: WithJobs): readonly FailedJob[] =>
  instance.jobs
    .filter(
      ({ object, component }) => isInit(component) && !instance.cronJobs.some((cron) => isOwnedBy(object, cron.object)),
    )
    .filter(({ object }) => !hasCondition(object, 'Complete'))
    .map((job) => failureOf(instance, job))
    .filter(({ job, crash }) => hasCondition(job.object, 'Failed') || (job.object.status?.failed ?? 0) > 0 || crash);

const isInit = (component: Member<Job>['component']): boolean => component === 'rollover' || component === 'schema';

/** The last run of each CronJob that has ended, where it failed. */
export const failedRuns = (instance: WithJobs): readonly (FailedJob & { cronJob: Member<CronJob> })[] =>
  instance.cronJobs.flatMap((cronJob) => {
    const last = instance.jobs
      .filter(({ object }) => isOwnedBy(object, cronJob.object))
      .filter(({ object }) => hasCondition(object, 'Complete') || hasCondition(object, 'Failed'))
      .toSorted((one, other) => compareTimes(one.object.status?.startTime, other.object.status?.startTime))
      .at(-1);
    return last && hasCondition(last.object, 'Failed') ? { ...failureOf(instance, last), cronJob } : [];
  });

function failureOf(instance: WithJobs, job: Member<Job>): FailedJob {
  const pods = instance.pods
    .map(({ object }) => object)
    .filter((pod) => isOf(job.object, pod))
    .toSorted((one, other) => compareTimes(one.metadata.creationTimestamp, other.metadata.creationTimestamp));
  const failed = pods.findLast((pod) => crashOf(pod) !== undefined);
  return { job, pod: failed, crash: failed && crashOf(failed) };
}

const crashOf = (pod: Pod): Crash | undefined => troublesOf(pod).find((trouble) => trouble.type === 'crash');

/** The containers whose last lines say why Jobs failed. */
export const jobLogSources = (instance: WithJobs): readonly LogSource[] =>
  [...failingInitJobs(instance), ...failedRuns(instance)].flatMap(({ pod, crash }) =>
    pod && crash ? [{ pod, container: crash.container, previous: crash.previous }] : [],
  );
