import { finding, isOwnedBy, type Finding, type JaegerInstance, type Member } from '../../jaeger/index.ts';
import type { CronJob, Job, Pod } from '../../kubernetes/types.ts';
import { logId } from './evidence.ts';
import { lastLines } from './log-lines.ts';
import { endOf, troublesOf, type Trouble } from './pod-troubles.ts';
import { compareTimes, nameOf, type Rule, type Subject } from './subject.ts';

const isOf = (job: Job, pod: Pod): boolean =>
  isOwnedBy(pod, job) ||
  (pod.metadata.namespace === job.metadata.namespace && pod.metadata.labels?.['job-name'] === job.metadata.name);

export const isOfJob = ({ jobs }: JaegerInstance, pod: Pod): boolean => jobs.some(({ object }) => isOf(object, pod));

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
export const failingInitJobs = (instance: JaegerInstance): readonly FailedJob[] =>
  instance.jobs
    .filter(
      ({ object, component }) => isInit(component) && !instance.cronJobs.some((cron) => isOwnedBy(object, cron.object)),
    )
    .filter(({ object }) => !hasCondition(object, 'Complete'))
    .map((job) => failureOf(instance, job))
    .filter(({ job, crash }) => hasCondition(job.object, 'Failed') || (job.object.status?.failed ?? 0) > 0 || crash);

const isInit = (component: Member<Job>['component']): boolean => component === 'rollover' || component === 'schema';

/** The last run of each CronJob that has ended, where it failed. */
export const failedRuns = (instance: JaegerInstance): readonly (FailedJob & { cronJob: Member<CronJob> })[] =>
  instance.cronJobs.flatMap((cronJob) => {
    const last = instance.jobs
      .filter(({ object }) => isOwnedBy(object, cronJob.object))
      .filter(({ object }) => hasCondition(object, 'Complete') || hasCondition(object, 'Failed'))
      .toSorted((one, other) => compareTimes(one.object.status?.startTime, other.object.status?.startTime))
      .at(-1);
    return last && hasCondition(last.object, 'Failed') ? { ...failureOf(instance, last), cronJob } : [];
  });

function failureOf(instance: JaegerInstance, job: Member<Job>): FailedJob {
  const pods = instance.pods
    .map(({ object }) => object)
    .filter((pod) => isOf(job.object, pod))
    .toSorted((one, other) => compareTimes(one.metadata.creationTimestamp, other.metadata.creationTimestamp));
  const failed = pods.findLast((pod) => crashOf(pod) !== undefined);
  return { job, pod: failed, crash: failed && crashOf(failed) };
}

const crashOf = (pod: Pod): Crash | undefined => troublesOf(pod).find((trouble) => trouble.type === 'crash');

export const jobFindings: Rule = (subject) => [
  ...failingInitJobs(subject.instance).map((failed) => initFailure(subject, failed)),
  ...failedRuns(subject.instance).map((failed) => runFailure(subject, failed)),
  ...subject.instance.cronJobs
    .filter(({ object }) => object.spec?.suspend === true)
    .map((cron) => suspended(subject, cron)),
];

function failureText({ evidence }: Subject, { job, pod, crash }: FailedJob): string {
  const condition = (job.object.status?.conditions ?? []).find(
    ({ type, status }) => type === 'Failed' && status === 'True',
  );
  const failed = condition && `${condition.reason ?? 'Failed'}: ${condition.message ?? ''}`;
  const ended = crash && `container ${crash.container} ${endOf(crash.ended)}`;
  const log = pod && crash && evidence.logs.get(logId(pod, crash.container));
  const [line] = lastLines(log ?? '', 1);
  const told =
    line === undefined ? (pod ? 'its log could not be read' : 'none of its Pods is left') : `its last line: ${line}`;
  return [failed, ended, told].filter((part) => part !== undefined).join('; ');
}

function initFailure(subject: Subject, failed: FailedJob): Finding {
  const { instance } = subject;
  const { name, namespace } = failed.job.object.metadata;
  const isOperators = instance.flavour === 'jaeger-operator';
  return finding('JG040', {
    object: nameOf('jobs', failed.job.object, instance),
    evidence: failureText(subject, failed),
    why: isOperators
      ? `the operator waits for it up to two minutes at a time, makes nothing else of this instance before it has succeeded${instance.phase === 'Failed' ? ', and says no more than Failed' : ''}; other instances wait meanwhile`
      : 'without what it prepares, spans cannot be written',
    next: `correct what the line names; when the Job has used up its retries: kubectl delete job ${name} -n ${namespace}`,
  });
}

function runFailure(subject: Subject, failed: FailedJob & { cronJob: Member<CronJob> }): Finding {
  const { object: job } = failed.job;
  const { object: cronJob, component } = failed.cronJob;
  return finding('JG041', {
    object: nameOf('cronjobs', cronJob, subject.instance),
    evidence: `jobs/${job.metadata.name}: ${failureText(subject, failed)}`,
    why: `${component} has not done its work since${component === 'cleaner' ? ': old indices stay and the disk fills' : ''}`,
    next: `correct what the line names, then: kubectl create job ${component}-now --from=cronjob/${cronJob.metadata.name} -n ${cronJob.metadata.namespace}`,
  });
}

const suspended = ({ instance }: Subject, { object, component }: Member<CronJob>): Finding =>
  finding('JG042', {
    object: nameOf('cronjobs', object, instance),
    evidence: 'spec.suspend is true',
    why: `${component} does not run${component === 'cleaner' ? ': old indices stay and the disk fills' : ''}`,
    next: `kubectl patch cronjob ${object.metadata.name} -n ${object.metadata.namespace} -p '{"spec":{"suspend":false}}'`,
  });
