import assert from 'node:assert/strict';
import { manifestOf, type Cluster } from '../ground/cluster.ts';
import type { Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';

const NAMESPACE = 'inject-rollout';
const INSTANCE = 'default/jaeger-all-in-one-inmemory';
const V2 = 'jaeger-v2/jaeger';

const rollout = (name: string, spec: object): object => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name, namespace: NAMESPACE },
  spec,
});

const TEMPLATE = {
  selector: { matchLabels: { app: 'canary' } },
  template: {
    metadata: { labels: { app: 'canary' } },
    spec: { containers: [{ name: 'app', image: 'ground.local/pause:1' }] },
  },
};

/** As much of Argo Rollouts as an API server needs: nobody acts on its objects here. */
const ROLLOUTS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'rollouts.argoproj.io' },
  spec: {
    group: 'argoproj.io',
    names: { kind: 'Rollout', plural: 'rollouts', singular: 'rollout' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

describe('kubectl jaeger inject and uninject of Argo Rollouts', () => {
  let cluster: Cluster;

  const jaeger = (...argv: string[]): Promise<Outcome> => cluster.outcome(['kubectl', 'jaeger', ...argv]);
  const inNamespace = (...argv: string[]): Promise<string> => cluster.kubectl('-n', NAMESPACE, ...argv);

  before(async () => {
    cluster = await e2eCluster();
    await cluster.kubectl('create', 'namespace', NAMESPACE);
  });

  after(async () => {
    await cluster.kubectl('delete', 'namespace', NAMESPACE, '--wait=false');
    await cluster.kubectl('delete', 'crd', 'rollouts.argoproj.io', '--ignore-not-found');
  });

  it('knows Rollouts where there are any, and says so where there are none', async () => {
    const argv = ['-n', NAMESPACE, '--instance', V2, '--via', 'env', '--wait=false'];
    const none = await jaeger('inject', 'rollout/canary', ...argv);
    assert.equal(none.code, 3, none.stderr);
    assert.match(none.stderr, /the server doesn't have a resource type "rollouts"/);
    await cluster.apply(manifestOf([ROLLOUTS]));
    await cluster.kubectl('wait', '--for=condition=established', 'crd/rollouts.argoproj.io');
    const referring = { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } };
    await cluster.apply(manifestOf([rollout('canary', TEMPLATE), rollout('other', referring)]));
    const spec = (): Promise<string> =>
      inNamespace('get', 'rollout', 'canary', '-o', 'jsonpath={.spec}{.metadata.annotations}');
    const before = await spec();
    const other = await jaeger('inject', 'rollout/other', ...argv);
    assert.equal(other.code, 2);
    assert.match(other.stderr, /takes its Pods' template from deployment\/web: inject that one/);
    const refused = await jaeger(
      'inject',
      'rollout/canary',
      '-n',
      NAMESPACE,
      '--instance',
      INSTANCE,
      '--via',
      'jaeger-operator',
    );
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /the jaeger-operator does nothing for a Rollout/);
    const injected = await jaeger('inject', 'rollout/canary', ...argv);
    assert.deepEqual([injected.code, injected.stdout], [0, 'rollout.argoproj.io/canary injected\n'], injected.stderr);
    const { stdout } = await jaeger('workloads', '-n', NAMESPACE, '-o', 'name');
    assert.ok(stdout.split('\n').includes('rollout.argoproj.io/canary'), stdout);
    const late = await jaeger(
      'inject',
      'rollout/canary',
      '-n',
      NAMESPACE,
      '--instance',
      V2,
      '--via',
      'env',
      '--timeout',
      '2s',
    );
    assert.equal(late.code, 124, late.stderr);
    assert.match(late.stdout, /timed out after 2s: its controller has not looked at it yet/);
    const back = await jaeger('uninject', 'rollout/canary', '-n', NAMESPACE, '--wait=false');
    assert.deepEqual([back.code, back.stdout], [0, 'rollout.argoproj.io/canary uninjected\n'], back.stderr);
    assert.equal(await spec(), before);
  });
});
