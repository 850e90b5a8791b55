import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Sandbox } from '../../../sandbox/index.ts';
import { startPractice } from '../../../sandbox/practice.ts';
import type { Change, StoredObject } from '../../../sandbox/store.ts';
import { checkout } from '../../ground/paths.ts';

const JAEGERS = 'jaegers.jaegertracing.io';

interface Status {
  readonly phase?: string;
  readonly readyReplicas?: number;
  readonly unavailableReplicas?: number;
}

const statusOf = (object: StoredObject | undefined): Status => object?.['status'] ?? {};

describe('the operator and Pods of the practice cluster', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startPractice('fresh');
  });
  afterEach(() => sandbox.close());

  /** Waits for a change; the test's own time limit is the limit. */
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        off();
        resolve();
      };
      const off = sandbox.onChange(() => setImmediate(look));
      look();
    });
  const make = (name: string, namespace: string, spec: object = {}): StoredObject =>
    sandbox.put({ apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', metadata: { name, namespace }, spec });
  const deployment = (namespace: string, name: string): Status =>
    statusOf(sandbox.get('deployments.apps', { namespace, name }));

  it('begin with nothing, and make what the real ones made, step by step', async () => {
    assert.deepEqual(sandbox.list(JAEGERS), []);
    assert.deepEqual(sandbox.list('deployments.apps', 'jaeger-production'), []);
    const phases: (string | undefined)[] = [];
    sandbox.onChange(({ resource, object }: Change) => {
      if (resource === 'pods' && object.metadata.name.includes('-query-')) phases.push(statusOf(object).phase);
    });
    for (const set of ['all-in-one', 'production'])
      sandbox.put(parse(await readFile(join(checkout, `test/ground/sets/${set}.yaml`), 'utf8')) as StoredObject);
    await until(() => deployment('jaeger-production', 'jaeger-production-query').unavailableReplicas === 1);
    await until(() => deployment('jaeger-production', 'jaeger-production-query').readyReplicas === 1);
    assert.deepEqual(phases, ['Pending', 'Running']);
    await until(() => deployment('default', 'jaeger-all-in-one-inmemory').readyReplicas === 1);
    const phasesOfJaegers = sandbox.list(JAEGERS).map((jaeger) => statusOf(jaeger).phase);
    assert.deepEqual(phasesOfJaegers, ['Running', 'Running']);
    assert.equal(sandbox.list('cronjobs.batch').length, 4);
  });

  it('know an instance in memory whatever its options are, which become arguments', async () => {
    make('small', 'default', { storage: { type: 'memory', options: { memory: { 'max-traces': 5 } } } });
    await until(() => deployment('default', 'small').readyReplicas === 1);
    const text = JSON.stringify(sandbox.get('deployments.apps', { namespace: 'default', name: 'small' })?.['spec']);
    assert.match(text, /"args":\["--memory\.max-traces=5","--sampling/);
  });

  it('know a shape under another name, in another namespace', async () => {
    const es = { 'server-urls': 'http://elasticsearch.elsewhere.svc:9200', 'use-aliases': true, 'num-replicas': 0 };
    make('mine', 'default', { strategy: 'allInOne' });
    make('theirs', 'elsewhere', {
      strategy: 'production',
      storage: { type: 'elasticsearch', options: { es }, esIndexCleaner: { enabled: true } },
    });
    await until(() => deployment('default', 'mine').readyReplicas === 1);
    await until(() => deployment('elsewhere', 'theirs-collector').readyReplicas === 1);
    const made = JSON.stringify([...sandbox.list('pods', 'elsewhere'), ...sandbox.list('services', 'elsewhere')]);
    assert.doesNotMatch(made, /jaeger-production/);
    assert.match(made, /theirs-collector-headless\.elsewhere\.svc/);
  });

  it('make nothing up', async () => {
    make('odd', 'default', { strategy: 'streaming' });
    await until(() => statusOf(sandbox.get(JAEGERS, { namespace: 'default', name: 'odd' })).phase === 'Failed');
    assert.deepEqual(sandbox.list('pods', 'default'), []);
  });

  it('take away what belonged to an instance, and what was still to come', async () => {
    make('mine', 'default');
    await until(() => sandbox.list('pods', 'default').length === 1);
    const before = sandbox.list('services', 'default').length;
    sandbox.delete(JAEGERS, { namespace: 'default', name: 'mine' });
    assert.deepEqual([sandbox.list('pods', 'default'), sandbox.list('deployments.apps', 'default')], [[], []]);
    assert.equal(sandbox.list('services', 'default').length, before - 4);
    make('other', 'default');
    await until(() => deployment('default', 'other').readyReplicas === 1);
    assert.equal(sandbox.list('pods', 'default').length, 1);
  });

  it('replace a Pod that is deleted', async () => {
    make('mine', 'default');
    await until(() => deployment('default', 'mine').readyReplicas === 1);
    const [first] = sandbox.list('pods', 'default');
    assert.ok(first);
    sandbox.delete('pods', first.metadata);
    await until(() => sandbox.list('pods', 'default').length === 1);
    for (const { metadata } of sandbox.list('pods', 'default')) sandbox.delete('pods', metadata); // before it has started
    await until(() => deployment('default', 'mine').unavailableReplicas === 1);
    await until(() => deployment('default', 'mine').readyReplicas === 1);
    const [second, ...others] = sandbox.list('pods', 'default');
    assert.equal(others.length, 0);
    assert.notEqual(second?.metadata.name, first.metadata.name);
    sandbox.delete('pods', { namespace: 'jaeger-production', name: 'elasticsearch-0' });
    await until(
      () =>
        statusOf(sandbox.get('pods', { namespace: 'jaeger-production', name: 'elasticsearch-0' })).phase === 'Running',
    );
  });
});

describe('the practice cluster without an operator', () => {
  for (const name of ['operator-gone', 'operator-lease'])
    it(`${name}: nobody answers`, async () => {
      const sandbox = await startPractice(`faults/${name}`);
      const metadata = { name: 'new', namespace: 'default' };
      sandbox.put({ apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', metadata });
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.deepEqual(statusOf(sandbox.get(JAEGERS, metadata)), {});
      await sandbox.close();
    });
});
