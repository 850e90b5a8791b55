import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import type { ListQuery } from '../../../src/kubernetes/ports.ts';
import type { ApiResource } from '../../../src/kubernetes/types.ts';
import { renderGoing, renderGone, settleUninstall } from '../../../src/uninstall/index.ts';
import type { Doomed } from '../../../src/uninstall/doomed.ts';
import { CLAIMS, JAEGERS, KAFKAS, PODS } from '../../../src/jaeger/index.ts';
import { waitUntilGone } from '../../../src/uninstall/wait-until-gone.ts';
import { fakeTime } from '../../support/fake-time.ts';
import { planOf } from '../../support/plans.ts';
import { clusterWith, type RawObject } from '../../support/recorded-cluster.ts';

const raw = (name: string, more: object = {}): RawObject => ({
  metadata: { name, namespace: 'ns', uid: `uid-of-${name}`, ...more },
});

const doomed = (resource: ApiResource, name: string): Doomed => ({
  resource,
  object: { metadata: { name, namespace: 'ns', uid: `uid-of-${name}` } },
});

describe('waiting until objects are gone', () => {
  it('ends when they are, or others of their names are there', async () => {
    const time = fakeTime();
    const jaegers = [raw('a')];
    const objects = { 'jaegers.jaegertracing.io': jaegers, pods: [raw('p'), raw('q', { uid: 'another' })] };
    const events: string[] = [];
    const waiting = waitUntilGone(clusterWith(objects), [doomed(JAEGERS, 'a'), doomed(PODS, 'p'), doomed(PODS, 'q')], {
      signal: new AbortController().signal,
      sleep: time.sleep,
      timeoutMs: 60_000,
      onEvent: (event) => events.push(renderGoing(event)),
    });
    await time.pass(2500);
    jaegers.pop();
    await time.pass(1000);
    objects.pods.shift();
    await time.pass(1000);
    assert.deepEqual(await waiting, []);
    assert.deepEqual(events, ['waiting until jaegers/a, pods/p are gone\n', 'waiting until pods/p is gone\n']);
    assert.equal(time.asleep(), 0);
  });

  it('takes what may not be looked at for gone, and silence for nothing', async () => {
    const time = fakeTime();
    let failure: JaegerError | undefined = new JaegerError('UNREACHABLE', 'no answer');
    const list = async (_resource: unknown, _query: ListQuery): Promise<never> => {
      throw failure ?? new JaegerError('FORBIDDEN', 'no');
    };
    const options = {
      signal: new AbortController().signal,
      sleep: time.sleep,
      timeoutMs: 60_000,
      onEvent: () => undefined,
    };
    const waiting = waitUntilGone({ list }, [doomed(PODS, 'p')], options);
    await time.pass(5000);
    failure = undefined;
    await time.pass(1000);
    assert.deepEqual(await waiting, []);
  });

  it('can be interrupted', async () => {
    const time = fakeTime();
    const over = new AbortController();
    const options = { signal: over.signal, sleep: time.sleep, timeoutMs: 60_000, onEvent: () => undefined };
    const waiting = waitUntilGone(clusterWith({ pods: [raw('p')] }), [doomed(PODS, 'p')], options);
    await time.pass(1500);
    over.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
    assert.equal(time.asleep(), 0);
  });

  it('names many by their number, and nothing that a terminal would obey', () => {
    const left = ['a', 'b', 'c', 'd', 'e\u001B[2J', 'f'].map((name) => doomed(PODS, name));
    assert.equal(renderGoing({ left }), 'waiting until pods/a, pods/b, pods/c, pods/d and 2 more are gone\n');
    assert.ok(!renderGoing({ left: left.slice(4) }).includes('\u001B'));
    assert.match(renderGone('a', 'ns'), /^nothing of a is left in namespace ns/);
  });
});

describe('what does not go in time', () => {
  const ending = { deletionTimestamp: '2026-11-23T12:00:00Z' };

  async function hintsFor(
    resource: ApiResource,
    one: RawObject,
    around: Record<string, RawObject[]> = {},
    forbidden: string[] = [],
  ): Promise<readonly string[]> {
    const time = fakeTime();
    const key = resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
    const cluster = clusterWith({ ...around, [key]: [one] }, forbidden);
    const made = { plan: planOf([]), doomed: [doomed(resource, one.metadata.name)] };
    const options = {
      signal: new AbortController().signal,
      sleep: time.sleep,
      timeoutMs: 60_000,
      onEvent: () => undefined,
    };
    const waiting = settleUninstall(cluster, made, options);
    await time.pass(61_000);
    const failure = await waiting;
    assert.equal(failure?.code, 'TIMED_OUT');
    assert.equal(failure.message, 'timed out after 60s: 1 object is still there');
    return failure.hints;
  }

  it('waits for a Pod that mounts it', async () => {
    const spec = { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] };
    const claim = raw('data', { ...ending, finalizers: ['kubernetes.io/pvc-protection'] });
    assert.deepEqual(await hintsFor(CLAIMS, claim, { pods: [{ ...raw('backup'), spec }] }), [
      'persistentvolumeclaims/data waits for its finalizer kubernetes.io/pvc-protection: pods/backup still mounts it',
    ]);
    assert.match((await hintsFor(CLAIMS, claim, {}, ['list pods']))[0] ?? '', /: a Pod mounts it$/);
  });

  it('waits for a controller that runs, that does not, or that is not there', async () => {
    const kafka = raw('k', { ...ending, finalizers: ['strimzi.io/topics'] });
    const operator = (readyReplicas: number): Record<string, RawObject[]> => ({
      'deployments.apps': [
        { metadata: { name: 'strimzi-cluster-operator', namespace: 'kafka' }, status: { readyReplicas } },
      ],
    });
    const [running = '', last] = await hintsFor(KAFKAS, kafka, operator(1));
    assert.match(
      running,
      /^kafkas\.kafka\.strimzi\.io\/k waits for its finalizer strimzi\.io\/topics: kafka\/deployments\/strimzi-cluster-operator has to take it away, and its log/,
    );
    assert.equal(
      last,
      `if that is gone for good, what it would tidy up is yours: kubectl patch kafkas.kafka.strimzi.io/k -n ns --type merge -p '{"metadata":{"finalizers":null}}'`,
    );
    assert.match((await hintsFor(KAFKAS, kafka, operator(0)))[0] ?? '', /has to take it away, and has no ready Pod$/);
    assert.match(
      (await hintsFor(KAFKAS, kafka))[0] ?? '',
      /none is seen here that would be called strimzi-cluster-operator$/,
    );
  });

  it('waits for somebody whom nobody knows', async () => {
    const jaeger = raw('j', { ...ending, finalizers: ['example.com/hold'] });
    assert.match(
      (await hintsFor(JAEGERS, jaeger))[0] ?? '',
      /the controller that calls itself example\.com has to take it away$/,
    );
  });

  it('has been deleted by nobody, or is about to end', async () => {
    assert.match((await hintsFor(PODS, raw('p')))[0] ?? '', /^pods\/p has not been deleted yet: the garbage collector/);
    assert.match(
      (await hintsFor(PODS, raw('p', ending)))[0] ?? '',
      /^pods\/p is ending: its containers have their grace period/,
    );
    assert.match(
      (await hintsFor(JAEGERS, raw('j', ending)))[0] ?? '',
      /is ending: the server deletes it at any moment$/,
    );
  });
});
