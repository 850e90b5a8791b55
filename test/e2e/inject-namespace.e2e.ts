import assert from 'node:assert/strict';
import { manifestOf, type Cluster } from '../ground/cluster.ts';
import { until, type Outcome } from '../ground/run.ts';
import { addSets, removeSets } from '../ground/sets/index.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';

const NAMESPACE = 'inject-namespace';
const INSTANCE = 'default/jaeger-all-in-one-inmemory';
const V2 = 'otel/jaeger-inmemory';
const SIDECAR = 'to-jaeger-inmemory';

const workload = (kind: string, name: string): object => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: NAMESPACE, labels: { app: name } },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image: 'ground.local/pause:1' }] },
    },
    ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
  },
});

describe('kubectl jaeger inject and uninject of a Namespace', () => {
  let cluster: Cluster;

  const jaeger = (...argv: string[]): Promise<Outcome> => cluster.outcome(['kubectl', 'jaeger', ...argv]);
  const inNamespace = (...argv: string[]): Promise<string> => cluster.kubectl('-n', NAMESPACE, ...argv);

  /** All that anybody wishes of what is there, but for what their controllers count. */
  async function wishes(): Promise<unknown> {
    const kinds = 'deployments,statefulsets';
    const read = JSON.parse(await inNamespace('get', kinds, '-o', 'json')) as {
      items: { metadata: Marks; spec: object }[];
    };
    const space = JSON.parse(await cluster.kubectl('get', 'namespace', NAMESPACE, '-o', 'json')) as { metadata: Marks };
    const workloads = read.items.map(({ metadata: { name, labels, annotations = {} }, spec }) => {
      const { 'deployment.kubernetes.io/revision': _, ...others } = annotations;
      return { name, labels, annotations: others, spec };
    });
    return { workloads, namespace: space.metadata.annotations };
  }

  interface Marks {
    readonly name: string;
    readonly labels?: object;
    readonly annotations?: Readonly<Record<string, string>>;
  }

  /** Pod → its containers, those beside it among them. */
  async function pods(): Promise<ReadonlyMap<string, string>> {
    const columns = 'custom-columns=N:.metadata.name,C:.spec.containers[*].name,I:.spec.initContainers[*].name';
    const rows = await inNamespace(
      'get',
      'pods',
      '--field-selector=status.phase=Running',
      '--no-headers',
      '-o',
      columns,
    );
    return new Map(
      rows
        .trim()
        .split('\n')
        .map((row) => [row.split(/ +/, 1)[0] ?? '', row.split(/ +/).slice(1).join(' ')]),
    );
  }

  const settled = (count: number): Promise<void> =>
    until('as many Pods as there are to be', 60, async () => (await pods()).size === count);

  before(async () => {
    cluster = await e2eCluster();
  });

  // Each has as much time as a test.
  before(async () => {
    await addSets(cluster, ['otel-operator']);
    await cluster.kubectl('create', 'namespace', NAMESPACE);
    await cluster.apply(
      manifestOf([workload('Deployment', 'web'), workload('Deployment', 'cart'), workload('StatefulSet', 'db')]),
    );
    for (const name of ['deployment/web', 'deployment/cart', 'statefulset/db'])
      await inNamespace('rollout', 'status', name);
  });

  after(async () => {
    await cluster.kubectl('delete', 'namespace', NAMESPACE, '--wait=false');
    await removeSets(cluster, ['otel-operator']);
  });

  it('lets the v1 operator inject all Deployments, proves each, and takes back exactly that', async () => {
    const before = await wishes();
    const argv = [`namespace/${NAMESPACE}`, '--instance', INSTANCE, '--timeout', '60s'];
    assert.equal((await jaeger('inject', ...argv)).code, 2, 'without --yes');
    assert.deepEqual(await wishes(), before);
    const injected = await jaeger('inject', ...argv, '--yes');
    assert.equal(injected.code, 0, injected.stderr);
    assert.deepEqual(injected.stdout.trim().split('\n').toSorted(), [
      'deployment.apps/cart injected',
      'deployment.apps/web injected',
      `namespace/${NAMESPACE} injected`,
      'statefulset.apps/db skipped (the jaeger-operator does nothing for a StatefulSet)',
    ]);
    assert.match(injected.stderr, /^deployment\.apps\/web: proved: 1 of 1 Pods Ready with jaeger-agent$/m);
    const again = await jaeger('inject', ...argv);
    assert.deepEqual([again.code, again.stdout.split('\n')[0]], [0, `namespace/${NAMESPACE} unchanged`], again.stderr);
    const back = await jaeger('uninject', `ns/${NAMESPACE}`, '--yes', '--timeout', '60s');
    assert.equal(back.code, 0, back.stderr);
    assert.match(back.stderr, /^deployment\.apps\/cart: proved: 1 of 1 Pods Ready without anything of it$/m);
    await settled(3);
    assert.deepEqual(await wishes(), before);
  });

  it('gives the sidecar to Pods that are made later, and restarts those that need it and no others', async () => {
    const argv = ['inject', `namespace/${NAMESPACE}`, '--instance', V2, '--timeout', '90s', '--yes'];
    const first = await jaeger(...argv);
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^deployment\.apps\/web skipped \(its Pods are older, .*--restart\)$/m);
    await inNamespace('rollout', 'restart', 'deployment/cart');
    await inNamespace('rollout', 'status', 'deployment/cart');
    await settled(3);
    const before = await pods();
    const { stdout: half } = await jaeger('workloads', '-n', NAMESPACE);
    assert.match(half, /deployment\.apps\/cart +yes +otel-operator +otel\/jaeger-inmemory /);
    assert.match(half, /deployment\.apps\/web +no +otel-operator .*older than what asks for it/);

    const second = await jaeger(...argv, '--restart');
    assert.equal(second.code, 0, second.stderr);
    assert.match(second.stdout, /^deployment\.apps\/web restarted$/m);
    assert.match(second.stdout, /^deployment\.apps\/cart unchanged$/m);
    assert.match(second.stdout, /^statefulset\.apps\/db restarted$/m);
    await settled(3);
    const after = await pods();
    assert.ok(
      [...after.values()].every((containers) => containers.includes('otc-container')),
      [...after].join('\n'),
    );
    const cart = (all: ReadonlyMap<string, string>) => [...all.keys()].filter((name) => name.startsWith('cart-'));
    assert.deepEqual(cart(after), cart(before));
    const third = await jaeger(...argv, '--restart');
    assert.doesNotMatch(third.stdout, /restarted/);
    assert.deepEqual([...(await pods()).keys()], [...after.keys()]);
  });

  it('knows a sidecar of before its collector was changed, and makes it anew', async () => {
    const processors = { processors: { batch: {} } };
    await inNamespace(
      'patch',
      'otelcol',
      SIDECAR,
      '--type=merge',
      '-p',
      JSON.stringify({ spec: { config: processors } }),
    );
    const { stdout } = await jaeger('workloads', '-n', NAMESPACE);
    assert.match(stdout, /deployment\.apps\/web +yes .*its sidecar is outdated: its configuration is another one now/);
    const one = await jaeger('inject', 'web', '-n', NAMESPACE, '--instance', V2, '--restart', '--timeout', '90s');
    assert.deepEqual([one.code, one.stdout], [0, 'deployment.apps/web injected\n'], one.stderr);
    await settled(3);
    const { stdout: now } = await jaeger('workloads', '-n', NAMESPACE, '-l', 'app=web');
    assert.match(now, /^inject-namespace +web +yes /m);
    assert.doesNotMatch(now, /outdated/);
  });

  it('takes the sidecars away, with its collector', async () => {
    assert.equal((await jaeger('uninject', 'web', '-n', NAMESPACE, '--wait=false')).code, 0);
    const back = await jaeger('uninject', `namespace/${NAMESPACE}`, '--yes', '--restart', '--timeout', '90s');
    assert.equal(back.code, 0, back.stderr);
    assert.match(back.stdout, new RegExp(`^namespace/${NAMESPACE} uninjected$`, 'm'));
    assert.match(back.stdout, new RegExp(`^opentelemetrycollector\\.opentelemetry\\.io/${SIDECAR} deleted$`, 'm'));
    await settled(3);
    for (const containers of (await pods()).values()) assert.equal(containers, 'app <none>');
  });
});
