import assert from 'node:assert/strict';
import { manifestOf, type Cluster } from '../ground/cluster.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { until, type Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { declaredRights, tableOf } from '../support/rights-reference.ts';

const NAMESPACE = 'inject-e2e';
const INSTANCE = 'default/jaeger-all-in-one-inmemory';
const IMAGE = 'docker.io/jaegertracing/example-hotrod:1.76.0';

const deployment = (name: string, image = IMAGE): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: NAMESPACE, labels: { app: name } },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [{ name: 'app', image, args: ['all'], env: [{ name: 'OWN', value: 'kept' }] }],
      },
    },
  },
});

interface Stored {
  readonly metadata: { readonly labels: object; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly name: string }[] } };
  };
}

/** What the Deployment's controller counts up. */
const REVISION = 'deployment.kubernetes.io/revision';

describe('kubectl jaeger inject and uninject', () => {
  let cluster: Cluster;

  const jaeger = (...argv: string[]): Promise<Outcome> =>
    cluster.outcome(['kubectl', 'jaeger', ...argv, '-n', NAMESPACE]);

  const inNamespace = (...argv: string[]): Promise<string> => cluster.kubectl('-n', NAMESPACE, ...argv);

  const stored = async (name: string): Promise<Stored> =>
    JSON.parse(await inNamespace('get', 'deployment', name, '-o', 'json')) as Stored;

  /** All that anybody wishes of it. */
  async function wishes(name: string): Promise<unknown> {
    const { metadata, spec } = await stored(name);
    const { [REVISION]: _, ...annotations } = metadata.annotations ?? {};
    return { labels: metadata.labels, annotations, spec };
  }

  const ready = async (name: string): Promise<string> => {
    const columns = 'custom-columns=C:.spec.containers[*].name,R:.status.containerStatuses[*].ready';
    const rows = await inNamespace('get', 'pods', '-l', `app=${name}`, '--no-headers', '-o', columns);
    return rows.trim().replaceAll(/ +/g, ' ');
  };

  before(async () => {
    cluster = await e2eCluster();
    await cluster.kubectl('create', 'namespace', NAMESPACE);
    await cluster.apply(
      manifestOf([
        ...['web', 'one', 'two'].map((name) => deployment(name)),
        deployment('three', 'nowhere.invalid/none:1'),
      ]),
    );
    await inNamespace('rollout', 'status', 'deployment/web');
  });

  after(async () => {
    await cluster.kubectl('delete', 'namespace', NAMESPACE, '--wait=false');
  });

  it('refuses what could be several, and names them', async () => {
    const before = await wishes('web');
    const { code, stderr } = await jaeger('inject', 'web');
    assert.equal(code, 2, stderr);
    assert.match(stderr, /hint: --instance default\/jaeger-all-in-one-inmemory \(jaeger-operator\)\n/);
    assert.match(stderr, /hint: --instance jaeger-production\/jaeger-production \(jaeger-operator\)\n/);
    assert.deepEqual(await wishes('web'), before);
  });

  it('changes nothing when it is only tried or asked why', async () => {
    const before = await wishes('web');
    for (const [argv, code, expected] of [
      [['--dry-run=server', '-o', 'json'], 0, /"name": "jaeger-agent"/],
      [['--dry-run=client', '-o', 'name'], 0, /^deployment\.apps\/web\n$/],
      [['--diff'], 1, /^\+ +- name: jaeger-agent$/m],
      [['--explain'], 0, /^ {2}plan {6}jaeger-operator, for default\/jaeger-all-in-one-inmemory/m],
    ] as const) {
      const outcome = await jaeger('inject', 'web', '--instance', INSTANCE, ...argv);
      assert.equal(outcome.code, code, outcome.stderr);
      assert.match(outcome.stdout, expected);
    }
    assert.deepEqual(await wishes('web'), before);
  });

  it('lets the operator inject, sees that it did, and takes back exactly that', async () => {
    const before = await wishes('web');
    const injected = await jaeger('inject', 'web', '--instance', INSTANCE);
    assert.deepEqual([injected.code, injected.stdout], [0, 'deployment.apps/web injected\n'], injected.stderr);
    assert.match(injected.stderr, /^deployment\.apps\/web: proved: 1 of 1 Pods Ready with jaeger-agent$/m);
    await until('2/2 and nothing else', 30, async () => (await ready('web')) === 'app,jaeger-agent true,true');
    const again = await jaeger('inject', 'web', '--instance', INSTANCE);
    assert.deepEqual([again.code, again.stdout], [0, 'deployment.apps/web unchanged\n'], again.stderr);

    const back = await jaeger('uninject', 'web');
    assert.deepEqual([back.code, back.stdout], [0, 'deployment.apps/web uninjected\n'], back.stderr);
    await until('1/1', 30, async () => (await ready('web')) === 'app true');
    assert.deepEqual(await wishes('web'), before);
  });

  it('writes by itself what the operator writes', async () => {
    const tried = async (via: string): Promise<readonly object[]> => {
      const argv = ['inject', 'web', '--instance', INSTANCE, '--via', via, '--dry-run=server', '-o', 'json'];
      const { stdout, stderr } = await jaeger(...argv);
      const { containers } = (JSON.parse(stdout) as Stored).spec.template.spec;
      assert.equal(containers.length, 2, stderr);
      return containers;
    };
    assert.deepEqual(await tried('sidecar'), await tried('jaeger-operator'));
  });

  it('gives Jaeger v2 no agent, but variables', async () => {
    const before = await wishes('web');
    const refused = await jaeger('inject', 'web', '--instance', 'jaeger-v2/jaeger', '--via', 'sidecar');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /jaeger-v2\/jaeger is Jaeger v2: the agent of v1 has no place there/);
    const injected = await jaeger('inject', 'web', '--instance', 'jaeger-v2/jaeger');
    assert.equal(injected.code, 0, injected.stderr);
    const endpoint = /http:\/\/[a-z-]+\.jaeger-v2\.svc:4318/;
    assert.match(
      await inNamespace('get', 'pods', '-l', 'app=web', '-o', 'jsonpath={.items[*].spec.containers[0].env}'),
      endpoint,
    );
    assert.equal((await jaeger('uninject', 'web', '--wait=false')).code, 0);
    assert.deepEqual(await wishes('web'), before);
  });

  it('changes many in stages, stops at a failure, says why, and goes on', async () => {
    const many = ['-l', 'app in (one,two,three)', '--instance', INSTANCE];
    assert.equal((await jaeger('inject', ...many)).code, 2, 'without --yes');
    const first = await jaeger('inject', ...many, '--yes', '--timeout', '12s', '--max-rollouts', '1');
    assert.equal(first.code, 124, first.stderr);
    const lines = first.stdout.trim().split('\n');
    assert.deepEqual([lines.length, lines[0]], [2, 'deployment.apps/one injected']);
    assert.match(lines[1] ?? '', /^deployment\.apps\/three failed \(timed out after 12s: /);
    assert.match(first.stderr, /^hint: not begun: deployment\.apps\/two$/m);
    assert.match(first.stderr, /container app: (ErrImagePull|ImagePullBackOff)/);
    await inNamespace('delete', 'deployment', 'three');
    const second = await jaeger('inject', ...many, '--yes');
    assert.equal(second.code, 0, second.stderr);
    assert.deepEqual(second.stdout.trim().split('\n').toSorted(), [
      'deployment.apps/one unchanged',
      'deployment.apps/two injected',
    ]);
  });

  it('needs no right but those that it declares', async () => {
    const user = { name: 'inject' };
    const declared = (await declaredRights()).find(({ id }) => id === 'inject') ?? assert.fail('inject');
    const kubeconfig = await narrowed(cluster, { ...user, rights: tableOf(declared) });
    const argv = ['kubectl', 'jaeger', 'inject', 'one', '-n', NAMESPACE, '--instance', INSTANCE, '--via', 'sidecar'];
    try {
      const { code, stdout, stderr } = await withKubeconfig(cluster, kubeconfig, argv);
      assert.deepEqual([code, stdout], [0, 'deployment.apps/one injected\n'], stderr);
      assert.ok(!stderr.includes('forbidden'), stderr);
    } finally {
      await forget(cluster, user);
    }
  });
});
