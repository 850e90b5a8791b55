import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import type { FoundWorkload } from '../../../src/jaeger/index.ts';
import type { Jaeger } from '../../../src/kubernetes/types.ts';
import { waitForReady, type WaitEvent } from '../../../src/status/index.ts';
import { fakeTime, type FakeTime } from '../../support/fake-time.ts';
import { container, jaeger, operatorLabels, workload } from '../../support/objects.ts';
import { watchedCluster, type WatchedCluster } from '../../support/watched-cluster.ts';

const ui = { containerPort: 16686 };
const jaegerWith = (ready: number, replicas = 1): { deployments: FoundWorkload[] } => ({
  deployments: [
    workload('j', { ready, replicas, containers: [container('jaegertracing/all-in-one:1.76.0', { ports: [ui] })] }),
  ],
});
/** What is there is new, and may yet become well. */
const NOW = new Date('2026-11-23T12:00:00Z');

interface Waiting {
  readonly state: WatchedCluster;
  readonly time: FakeTime;
  readonly events: WaitEvent[];
  readonly waited: ReturnType<typeof waitForReady>;
}

function wait(objects: WatchedCluster['objects'], name?: string, untilRunning = false): Waiting {
  const time = fakeTime();
  const state = watchedCluster(objects);
  const events: WaitEvent[] = [];
  const waited = waitForReady(
    state.cluster,
    { namespace: 'ns', name },
    {
      signal: new AbortController().signal,
      sleep: time.sleep,
      now: () => NOW,
      timeoutMs: 60_000,
      untilRunning,
      onEvent: (event) => events.push(event),
    },
  );
  return { state, time, events, waited };
}

describe('waiting for an instance', () => {
  it('is over at once when it is Ready', async () => {
    const { waited, events, time } = wait(jaegerWith(1));
    const { report, failure } = await waited;
    assert.equal(time.asleep(), 0);
    assert.deepEqual([report.instances[0]?.health, failure, events], ['Ready', undefined, []]);
  });

  it('says what it waits for, once, and is over when it has come', async () => {
    const { state, time, waited, events } = wait(jaegerWith(0));
    await time.pass(30_000);
    assert.deepEqual(events, [{ type: 'waiting', reasons: ['ns/j is NotReady'] }]);
    state.objects = jaegerWith(1);
    state.ring();
    await time.pass(1000);
    const { report, failure } = await waited;
    assert.deepEqual([report.instances[0]?.health, failure, events.length], ['Ready', undefined, 1]);
  });

  it('gives up in time, with the last state', async () => {
    const { time, waited } = wait(jaegerWith(0, 0));
    const at = waited.then(time.now);
    await time.pass(120_000);
    const { report, failure } = await waited;
    assert.equal(await at, 60_000);
    assert.equal(report.instances[0]?.health, 'ScaledDown');
    assert.equal(failure?.code, 'TIMED_OUT');
    assert.equal(failure.message, 'timed out after 60s: ns/j is ScaledDown');
  });

  it('gives up in time when the API server is gone as well', async () => {
    const { state, time, waited } = wait(jaegerWith(0));
    await time.pass(10_000);
    state.failure = new JaegerError('UNREACHABLE', 'refused');
    await time.pass(60_000);
    assert.equal((await waited).failure?.code, 'TIMED_OUT');
  });

  it('waits for one that is named and not there yet, and for no other', async () => {
    const { state, time, waited, events } = wait({ deployments: [] }, 'j');
    await time.pass(20_000);
    assert.deepEqual(events, [{ type: 'waiting', reasons: ['no Jaeger instance "j" found in namespace "ns"'] }]);
    state.objects = jaegerWith(1);
    await time.pass(10_000);
    assert.equal((await waited).failure, undefined);
  });

  it('waits for the operator to be done as well where that is wanted: an Ingress it makes last', async () => {
    const [deployment = assert.fail()] = jaegerWith(1).deployments;
    const labels = operatorLabels('j', 'all-in-one');
    const objects = (status: Jaeger['status']): WatchedCluster['objects'] => ({
      jaegers: [{ ...jaeger('j', 'ns'), ...(status && { status }) }],
      deployments: [{ ...deployment, metadata: { ...deployment.metadata, labels } }],
    });
    assert.equal((await wait(objects(undefined)).waited).failure, undefined);
    const { state, time, waited, events } = wait(objects(undefined), 'j', true);
    await time.pass(5000);
    assert.deepEqual(events, [
      { type: 'waiting', reasons: ['ns/j: the operator is not done with it, and says nothing yet'] },
    ]);
    state.objects = objects({ phase: 'Running' });
    state.ring();
    await time.pass(2000);
    assert.equal((await waited).failure, undefined);
  });

  it('fails as status does where nobody is named and nothing is there', async () => {
    const { time, waited } = wait({ deployments: [] });
    await assert.rejects(waited, { code: 'NOT_FOUND' });
    assert.equal(time.asleep(), 0);
  });
});
