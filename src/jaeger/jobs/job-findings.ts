import type { CronJob } from '../../kubernetes/types.ts';
import type { Finding } from '../finding.ts';
import { finding } from '../findings.ts';
import type { Member } from '../instance.ts';
import { nameOf } from '../place.ts';
import { failedRuns, failingInitJobs, type FailedJob, type WithJobs } from './job-failures.ts';
import { logId, type Logs } from './job-logs.ts';
import { lastLines } from './log-lines.ts';
import { endOf } from './pod-troubles.ts';

interface Subject {
  readonly instance: WithJobs;
  readonly logs: Logs;
}

/** JG040 to JG042. */
export const jobFindings = (instance: WithJobs, logs: Logs): readonly Finding[] => {
  const subject = { instance, logs };
  return [
    ...failingInitJobs(instance).map((failed) => initFailure(subject, failed)),
    ...failedRuns(instance).map((failed) => runFailure(subject, failed)),
    ...instance.cronJobs.filter(({ object }) => object.spec?.suspend === true).map((cron) => suspended(subject, cron)),
  ];
};

/** Why a Job failed: what its condition says, how its container ended, and the last line of its log. */
export function failureText(logs: Logs, { job, pod, crash }: FailedJob): string {
  const condition = (job.object.status?.conditions ?? []).find(
    ({ type, status }) => type === 'Failed' && status === 'True',
  );
  const failed = condition && `${condition.reason ?? 'Failed'}: ${condition.message ?? ''}`;
  const ended = crash && `container ${crash.container} ${endOf(crash.ended)}`;
  const log = pod && crash && logs.get(logId(pod, crash.container));
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
    evidence: failureText(subject.logs, failed),
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
    evidence: `jobs/${job.metadata.name}: ${failureText(subject.logs, failed)}`,
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
