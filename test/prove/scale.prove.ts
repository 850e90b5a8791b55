import assert from 'node:assert/strict';
import { join } from 'node:path';
import { down, up, type Ground } from '../ground/cluster.ts';
import { checkout, instanceOf } from '../ground/paths.ts';
import { addSets, buildSets, removeSets } from '../ground/sets/index.ts';
import { INSTANCES, NAMESPACES, PODS, REPLICAS, scale } from '../ground/sets/scale-objects.ts';
import { memoryOf } from './memory.ts';

const instance = instanceOf('prove-scale');
const OPERATORS = ['operator', 'otel-operator'];

interface Pod {
  readonly metadata: { readonly namespace: string; readonly ownerReferences?: readonly { readonly kind: string }[] };
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly { readonly name: string }[];
    readonly initContainers?: readonly { readonly name: string }[];
  };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

interface Jaegers {
  readonly items: readonly {
    readonly spec: { readonly strategy: string };
    readonly status: { readonly phase?: string };
  }[];
}

interface Listed {
  readonly instances: readonly { readonly namespace: string; readonly flavour: string; readonly health: string }[];
  readonly errors: readonly object[];
}

const isReady = ({ status }: Pod): boolean =>
  (status.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');
const has = (container: string) => (pod: Pod) =>
  [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].some(({ name }) => name === container);

describe('the large cluster', () => {
  let cluster: Ground;
  let pods: readonly Pod[];
  const rows: string[] = [];

  async function timed<T>(what: string, act: () => Promise<T>): Promise<T> {
    const began = Date.now();
    const result = await act();
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    rows.push(`${what}: ${seconds} s, ${await memoryOf(instance)} MiB`);
    return result;
  }

  const names = async (...args: string[]): Promise<string[]> =>
    (await cluster.kubectl('get', ...args, '-o', 'name')).split('\n').filter((name) => name !== '');

  before(async () => {
    await buildSets(['scale']);
    await down(instance);
    cluster = await up(instance);
    await addSets(cluster, OPERATORS);
  });

  after(async () => {
    process.stdout.write(`\n${['WHAT: seconds, memory of all processes after it', ...rows].join('\n')}\n`);
    await down(instance);
  });

  it('gets ready', async () => {
    await timed('add scale', () => addSets(cluster, ['scale']));
    const { items } = JSON.parse(await cluster.kubectl('get', '--raw', '/api/v1/pods')) as { items: readonly Pod[] };
    pods = items.filter(({ metadata }) => metadata.namespace.startsWith('scale-'));
    const elsewhere = items.filter((pod) => !pods.includes(pod));
    assert.ok(elsewhere.length > 0);
    assert.deepEqual(
      elsewhere.filter(({ spec }) => spec.nodeName !== 'ground'),
      [],
    );
  });

  it('has every Pod, ready, on a played node, owned by its ReplicaSet', () => {
    assert.equal(pods.length, PODS);
    assert.equal(new Set(pods.map(({ metadata }) => metadata.namespace)).size, NAMESPACES);
    assert.equal(pods.filter(isReady).length, PODS);
    assert.equal(pods.filter(({ spec }) => spec.nodeName?.startsWith('played-')).length, PODS);
    assert.equal(pods.filter(({ metadata }) => metadata.ownerReferences?.[0]?.kind === 'ReplicaSet').length, PODS);
  });

  it('has every instance, and what they put beside applications', async () => {
    const { releases } = scale();
    const { items: jaegers } = JSON.parse(await cluster.kubectl('get', 'jaegers', '-A', '-o', 'json')) as Jaegers;
    assert.deepEqual(
      jaegers.filter(({ status }) => status.phase !== 'Running'),
      [],
    );
    const collectors = await names('opentelemetrycollectors', '-A', '--field-selector', 'metadata.name=jaeger');
    const helm = await names('secrets', '-A', '-l', 'owner=helm,status=deployed,name=jaeger');
    assert.equal(helm.length, releases.length);
    const plain = await names(
      'services',
      '-A',
      '-l',
      'app.kubernetes.io/managed-by!=Helm',
      '--field-selector',
      'metadata.name=jaeger',
    );
    assert.equal(jaegers.length + collectors.length + helm.length + plain.length, INSTANCES);
    // Each query component that the v1 operator makes has an agent of its own.
    const queries = jaegers.filter(({ spec }) => spec.strategy === 'production').length;
    assert.equal(pods.filter(has('jaeger-agent')).length, jaegers.length * REPLICAS + queries);
    assert.equal(pods.filter(has('otc-container')).length, collectors.length * (REPLICAS + 1));
  });

  it('can be listed', async () => {
    const listed = await timed('kubectl get pods -A', () => cluster.kubectl('get', 'pods', '-A', '--no-headers'));
    assert.ok(listed.trim().split('\n').length > PODS);
  });

  it('has a row for every instance, in few requests', async () => {
    const { releases } = scale();
    const { code, stdout, stderr } = await cluster.outcome([
      'kubectl',
      'jaeger',
      'list',
      '-A',
      '-o',
      'json',
      '-v',
      '6',
    ]);
    assert.equal(code, 0, stderr);
    const { instances, errors } = JSON.parse(stdout) as Listed;
    const ofScale = instances.filter(({ namespace }) => namespace.startsWith('scale-'));
    assert.deepEqual([ofScale.length, errors], [INSTANCES, []]);
    assert.equal(ofScale.filter(({ flavour }) => flavour === 'helm').length, releases.length);
    assert.deepEqual(
      ofScale.filter(({ health }) => health !== 'Ready'),
      [],
    );
    rows.push(`list -A: ${stderr.match(/^"Response" /gm)?.length} requests`);
    const status = await cluster.outcome(['kubectl', 'jaeger', 'status', '-A', '-o', 'json', '-v', '6']);
    assert.equal((JSON.parse(status.stdout) as Listed).instances.length, instances.length);
    rows.push(`status -A: ${status.stderr.match(/^"Response" /gm)?.length} requests, exit ${status.code}`);
  });

  it('is shown as fast as may be', async () => {
    const measure = join(checkout, 'test/bench/measure.ts');
    rows.push(await cluster.run([process.execPath, measure, '5', 'large']));
  });

  it('leaves nothing when it is removed', async () => {
    await timed('remove scale', () => removeSets(cluster, ['scale']));
    const played = /scale-|played-|kwok/;
    const kinds = 'namespaces,nodes,pods,leases,clusterroles,clusterrolebindings,mutatingadmissionpolicies';
    assert.deepEqual(
      (await names(kinds, '-A')).filter((name) => played.test(name)),
      [],
    );
  });
});
