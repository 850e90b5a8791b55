import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import type { FoundWorkload } from '../../../src/jaeger/index.ts';
import { followStatus, type StatusEvent } from '../../../src/status/index.ts';
import { fakeTime, type FakeTime } from '../../support/fake-time.ts';
import { container, workload } from '../../support/objects.ts';
import { watchedCluster, type WatchedCluster } from '../../support/watched-cluster.ts';

const ui = { containerPort: 16686 };
const jaegerWith = (ready: number, replicas = 1): { deployments: FoundWorkload[] } => ({
  deployments: [
    workload('j', { ready, replicas, containers: [container('jaegertracing/all-in-one:1.76.0', { ports: [ui] })] }),
  ],
});
/** What is there is new, and may yet become well. */
const NOW = new Date('2026-11-23T12:00:00Z');
const lost = new JaegerError('UNREACHABLE', 'refused');
const healthOf = (event: StatusEvent | undefined): string =>
  event?.type === 'report' ? (event.report.instances[0]?.health ?? 'none') : (event?.type ?? 'nothing');

interface Followed extends WatchedCluster, FakeTime {
  readonly events: StatusEvent[];
  readonly told: () => readonly string[];
  readonly end: AbortController;
  readonly done: Promise<void>;
}

function follow(objects = jaegerWith(1), refusal?: JaegerError): Followed {
  const time = fakeTime();
  const state = Object.assign(watchedCluster(objects), { refusal });
  const end = new AbortController();
  const events: StatusEvent[] = [];
  const done = (async () => {
    const options = { sleep: time.sleep, now: () => NOW, signal: end.signal };
    for await (const event of followStatus(state.cluster, { namespace: 'ns' }, options)) events.push(event);
  })();
  return Object.assign(state, time, { events, told: () => events.splice(0).map(healthOf), end, done });
}

describe('following the status', () => {
  it('tells what is there, and nothing twice', async () => {
    const { pass, told, ring } = follow();
    await pass(5000);
    assert.deepEqual(told(), ['Ready']);
    ring();
    await pass(60_000);
    assert.deepEqual(told(), []);
  });

  it('looks again when something happens, at once but for a second', async () => {
    const followed = follow();
    await followed.pass(3000);
    followed.told();
    followed.objects = jaegerWith(0);
    followed.ring();
    await followed.pass(0);
    assert.deepEqual(followed.told(), ['NotReady']);
    followed.objects = jaegerWith(1);
    followed.ring();
    await followed.pass(999);
    assert.deepEqual(followed.told(), []);
    await followed.pass(1);
    assert.deepEqual(followed.told(), ['Ready']);
  });

  it('looks no more often than once a second, however much happens', async () => {
    const followed = follow();
    await followed.pass(5000);
    const before = followed.looks;
    for (let tenth = 0; tenth < 50; tenth++) {
      followed.ring();
      await followed.pass(100);
    }
    const looks = followed.looks - before;
    assert.ok(looks >= 4 && looks <= 6, `${looks} looks in 5 s`);
  });

  it('sees after ten seconds what nothing has told of', async () => {
    const followed = follow();
    await followed.pass(2000); // after its first look, and the one after the watches have begun
    const before = followed.looks;
    followed.told();
    followed.objects = jaegerWith(0);
    await followed.pass(8900);
    assert.deepEqual([followed.looks - before, followed.told()], [0, []]);
    await followed.pass(1200);
    assert.deepEqual([followed.looks - before, followed.told()], [1, ['NotReady']]);
  });

  it('outlives an API server that is gone, and says so once', async () => {
    const followed = follow();
    await followed.pass(2000);
    followed.told();
    followed.failure = lost;
    await followed.pass(60_000);
    assert.deepEqual(followed.told(), ['interrupted']);
    followed.failure = undefined;
    await followed.pass(10_000);
    assert.deepEqual(followed.told(), ['resumed']);
    followed.failure = lost;
    await followed.pass(10_000);
    followed.failure = undefined;
    followed.objects = jaegerWith(0);
    await followed.pass(10_000);
    assert.deepEqual(followed.told(), ['interrupted', 'resumed', 'NotReady']);
  });

  it('tells of an instance that is gone', async () => {
    const followed = follow();
    await followed.pass(2000);
    followed.told();
    followed.objects = {};
    await followed.pass(10_000);
    const [event] = followed.events;
    assert.ok(event?.type === 'report' && event.missing?.code === 'NOT_FOUND');
    assert.deepEqual(event.report.instances, []);
  });

  it('does without watches that are refused, and says so once', async () => {
    const followed = follow(jaegerWith(1), new JaegerError('FORBIDDEN', 'pods is forbidden'));
    await followed.pass(2000);
    assert.deepEqual(followed.told(), ['Ready', 'unwatched']);
    followed.objects = jaegerWith(0);
    await followed.pass(30_000);
    assert.deepEqual(followed.told(), ['NotReady']);
  });

  it('tries watches again that could not begin', async () => {
    const followed = follow(jaegerWith(1), lost);
    await followed.pass(2000);
    assert.deepEqual([followed.told(), followed.watches()], [['Ready'], 0]);
    followed.refusal = undefined;
    await followed.pass(10_000);
    assert.equal(followed.watches(), 4);
  });

  it('fails as status does when there is nothing at first', async () => {
    const { pass, done } = follow({ deployments: [] });
    const failed = assert.rejects(done, { code: 'NOT_FOUND' });
    await pass(100);
    await failed;
  });

  it('ends with its watches when it is told to, also in the middle of a pause', async () => {
    const { pass, end, done, watches, asleep } = follow();
    await pass(5500);
    assert.equal(watches(), 4);
    end.abort();
    await done;
    await pass(0);
    assert.deepEqual([watches(), asleep()], [0, 0]);
  });
});
