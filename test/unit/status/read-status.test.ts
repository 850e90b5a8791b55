import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { readStatus, renderStatus } from '../../../src/status/index.ts';
import { PLAIN } from '../../support/views.ts';
import { assertGolden } from '../../support/golden.ts';
import { clusterOf, jaeger, operatorLabels, pod } from '../../support/objects.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const rejectsWith =
  (code: string, message: RegExp) =>
  (error: unknown): boolean =>
    error instanceof JaegerError && error.code === code && message.test(error.message);

describe('readStatus', () => {
  it('ends with what is missing when there is no instance', async () => {
    const cluster = clusterOf({});
    await assert.rejects(
      readStatus(cluster, { namespace: 'ns' }, NOW),
      rejectsWith('NOT_FOUND', /^no Jaeger instance found in namespace "ns"$/),
    );
    await assert.rejects(
      readStatus(cluster, {}, NOW),
      rejectsWith('NOT_FOUND', /^no Jaeger instance found in any namespace$/),
    );
    await assert.rejects(
      readStatus(cluster, { name: 'x' }, NOW),
      rejectsWith('NOT_FOUND', /^no Jaeger instance "x" found in any namespace$/),
    );
  });

  it('ends with why the instances could not be listed', async () => {
    const forbidden = clusterOf({ jaegers: [] }, { jaegers: new JaegerError('FORBIDDEN', 'jaegers is forbidden') });
    await assert.rejects(readStatus(forbidden, {}, NOW), rejectsWith('FORBIDDEN', /forbidden/));
    const halfBlind = clusterOf({}, { deployments: new JaegerError('FORBIDDEN', 'deployments is forbidden') });
    await assert.rejects(readStatus(halfBlind, {}, NOW), rejectsWith('FORBIDDEN', /deployments is forbidden/));
  });

  it('reports what it can and what it may not read', async () => {
    const labels = operatorLabels('j', 'all-in-one');
    const cluster = clusterOf(
      { jaegers: [jaeger('j', 'ns')], pods: [pod('j-1', { labels }, ['c'])] },
      {
        persistentvolumeclaims: new JaegerError('FORBIDDEN', 'claims are forbidden', {
          hints: ['ask an administrator'],
        }),
      },
    );
    const report = await readStatus(cluster, { namespace: 'ns' }, NOW);
    assert.deepEqual(report.errors, [
      { resource: 'persistentvolumeclaims', message: 'claims are forbidden', hints: ['ask an administrator'] },
    ]);
    await assertGolden('status/partial.txt', renderStatus(report, { ...PLAIN, now: NOW }));
  });
});

describe('renderStatus', () => {
  it('keeps two instances apart', async () => {
    const report = await readStatus(clusterOf({ jaegers: [jaeger('a', 'ns'), jaeger('b', 'ns')] }), {}, NOW);
    await assertGolden('status/two-instances.txt', renderStatus(report, { ...PLAIN, now: NOW }));
  });
});
