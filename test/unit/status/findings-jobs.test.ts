import assert from 'node:assert/strict';
import type { CronJob, Job, Pod } from '../../../src/kubernetes/types.ts';
import { findingsIn, found, idsOf, recordedSet, statusOf, withChanged, type Objects } from '../../support/findings.ts';

const production = { namespace: 'jaeger-production' };
const CLEANER = 'jaeger-production-es-index-cleaner';

const podOf = (job: Job, exitCode: number, restarts = 0): Pod => ({
  metadata: {
    name: `${job.metadata.name}-x`,
    namespace: 'jaeger-production',
    labels: { 'job-name': job.metadata.name },
    ownerReferences: [{ kind: 'Job', name: job.metadata.name, uid: job.metadata.uid ?? '' }],
  },
  status: {
    phase: restarts > 0 ? 'Running' : 'Failed',
    containerStatuses: [
      {
        name: 'main',
        ready: false,
        restartCount: restarts,
        ...(restarts > 0
          ? {
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: { terminated: { reason: 'Error', exitCode } },
            }
          : { state: { terminated: { reason: 'Error', exitCode } } }),
      },
    ],
  },
});

const run = (cronJob: CronJob, name: string, startTime: string, condition: string): Job => ({
  metadata: {
    name,
    namespace: 'jaeger-production',
    uid: name,
    ownerReferences: [{ kind: 'CronJob', name: cronJob.metadata.name, uid: cronJob.metadata.uid ?? '' }],
  },
  status: {
    startTime,
    conditions: [{ type: condition, status: 'True', reason: 'BackoffLimitExceeded', message: 'limit' }],
  },
});

async function withRuns(...runs: readonly (readonly [string, string])[]): Promise<{ objects: Objects; last: string }> {
  const objects = await recordedSet('hotrod');
  const cronJob = objects.cronjobs?.find(({ metadata }) => metadata.name === CLEANER);
  assert.ok(cronJob);
  const jobs = runs.map(([startTime, condition], number) => run(cronJob, `run-${number}`, startTime, condition));
  const pods = jobs.map((job) => podOf(job, 1));
  return {
    objects: { ...objects, jobs: [...(objects.jobs ?? []), ...jobs], pods: [...(objects.pods ?? []), ...pods] },
    last: `run-${runs.length - 1}-x`,
  };
}

describe('findings about CronJobs', () => {
  it('quote the last line of the last run, if that failed', async () => {
    const { objects, last } = await withRuns(['2026-11-29T23:55:00Z', 'Complete'], ['2026-11-30T23:55:00Z', 'Failed']);
    const log = 'cutoff\nfailed to query indices: status code: 401, body: Unauthorized\n';
    const { instances, asked } = await statusOf(objects, { ...production, logs: { [last]: log } });
    const { object, evidence } = found(instances[0]?.findings ?? [], 'JG041');
    assert.equal(object, `cronjobs/${CLEANER}`);
    assert.equal(
      evidence,
      'jobs/run-1: BackoffLimitExceeded: limit; container main ended with exit code 1 (Error); ' +
        'its last line: failed to query indices: status code: 401, body: Unauthorized',
    );
    assert.deepEqual(
      asked.filter((request) => request.startsWith('logs')),
      [`logs ${last}`],
    );
    assert.ok(!idsOf(instances[0]?.findings ?? []).includes('JG008'), 'its Pod is told of with it');
  });

  it('are none once a later run did well', async () => {
    const { objects } = await withRuns(['2026-11-29T23:55:00Z', 'Failed'], ['2026-11-30T23:55:00Z', 'Complete']);
    assert.deepEqual(idsOf(await findingsIn(objects, production)), ['JG070']);
  });

  it('say that nothing is left of the Pods', async () => {
    const { objects } = await withRuns(['2026-11-30T23:55:00Z', 'Failed']);
    const pods = (objects.pods ?? []).filter(({ metadata }) => !metadata.name.startsWith('run-'));
    assert.match(
      found(await findingsIn({ ...objects, pods }, production), 'JG041').evidence,
      /none of its Pods is left$/,
    );
  });

  it('say that one is suspended', async () => {
    const objects = withChanged(await recordedSet('hotrod'), 'cronjobs', ({ metadata, spec }) =>
      metadata.name === CLEANER ? { spec: { ...spec, suspend: true } } : undefined,
    );
    const findings = await findingsIn(objects, production);
    assert.deepEqual(idsOf(findings), ['JG042', 'JG070']);
    assert.equal(found(findings, 'JG042').object, `cronjobs/${CLEANER}`);
  });
});

describe('findings about Jobs that prepare the store', () => {
  it('give the reason that the operator keeps to itself', async () => {
    const objects = await recordedSet('hotrod');
    const job = objects.jobs?.find(({ metadata }) => metadata.name.endsWith('-create-mapping'));
    assert.ok(job);
    const failing: Objects = {
      ...objects,
      jaegers: (objects.jaegers ?? []).map((jaeger) => ({ ...jaeger, status: { phase: 'Failed' } })),
      jobs: [{ ...job, status: { active: 1 } }],
      pods: [...(objects.pods ?? []), podOf(job, 1, 5)],
    };
    const logs = { [`${job.metadata.name}-x`]: 'Error: dial tcp 198.19.28.201:9200: connect: connection refused\n' };
    const findings = await findingsIn(failing, { ...production, logs });
    const { object, evidence, why } = found(findings, 'JG040');
    assert.equal(object, `jobs/${job.metadata.name}`);
    assert.match(evidence, /exit code 1 \(Error\); its last line: Error: dial tcp .* connection refused$/);
    assert.match(why, /says no more than Failed/);
    assert.ok(!idsOf(findings).includes('JG020'), 'the reason is known');
  });
});
