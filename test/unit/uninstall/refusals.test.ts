import assert from 'node:assert/strict';
import type { JaegerError } from '../../../src/errors/index.ts';
import { managerOf } from '../../../src/jaeger/index.ts';
import type { Plan } from '../../../src/plan/index.ts';
import { rawObjects, type RawObjects } from '../../support/recorded-cluster.ts';
import { PRODUCTION, refusalOf, uninstallPlan } from '../../support/uninstall-plans.ts';

const plan = async (objects: RawObjects, more: Partial<typeof PRODUCTION> = {}): Promise<Plan> =>
  (await uninstallPlan(objects, { ...PRODUCTION, ...more })).plan;

async function refusal(objects: RawObjects, more: Partial<typeof PRODUCTION> = {}): Promise<JaegerError> {
  const error = await refusalOf(objects, { ...PRODUCTION, ...more });
  assert.equal(error.code, 'USAGE');
  return error;
}

describe('who keeps a resource as it is', () => {
  const marked = (where: 'labels' | 'annotations', key: string, value: string): string | undefined =>
    managerOf({ metadata: { name: 'j', namespace: 'ns', [where]: { [key]: value } } })?.manager;

  it('is known by its marks', () => {
    assert.equal(
      marked('annotations', 'argocd.argoproj.io/tracking-id', 'shop:jaegertracing.io/Jaeger:ns/j'),
      'Argo CD (shop)',
    );
    assert.equal(marked('labels', 'argocd.argoproj.io/instance', 'shop'), 'Argo CD (shop)');
    assert.equal(marked('labels', 'kustomize.toolkit.fluxcd.io/name', 'shop'), 'the Flux Kustomization shop');
    assert.equal(marked('labels', 'helm.toolkit.fluxcd.io/name', 'shop'), 'the Flux HelmRelease shop');
    assert.equal(marked('annotations', 'meta.helm.sh/release-name', 'shop'), 'the Helm release shop');
    assert.equal(marked('labels', 'olm.owner', 'shop.v1'), 'the Operator Lifecycle Manager (shop.v1)');
    assert.equal(marked('labels', 'app', 'shop'), undefined);
    const ownerReferences = [{ kind: 'ServiceMeshControlPlane', name: 'basic', uid: 'u' }];
    assert.match(
      managerOf({ metadata: { name: 'j', ownerReferences } })?.manager ?? '',
      /^ServiceMeshControlPlane basic/,
    );
  });

  it('is a reason against removing it, but not with --force', async () => {
    const objects = await rawObjects('openshift');
    for (const { metadata } of objects['jaegers.jaegertracing.io'] ?? [])
      metadata.labels = { 'argocd.argoproj.io/instance': 'shop' };
    assert.match((await refusal(objects)).message, /is managed by Argo CD \(shop\), which may make it again/);
    assert.ok((await plan(objects, { force: true })).notes.includes('Argo CD (shop) may make it again'));
  });
});

describe('what the jaeger-operator has not made', () => {
  for (const [set, namespace, name, command] of [
    ['helm', 'helm-v1', 'prod', /helm uninstall prod -n helm-v1$/],
    [
      'otel-operator',
      'otel',
      'jaeger-inmemory',
      /kubectl delete opentelemetrycollectors\.opentelemetry\.io\/\S+ -n otel$/,
    ],
    ['jaeger-v2', 'jaeger-v2', 'jaeger', /kubectl delete deployments\/\S+ .*services\/\S+ .*-n jaeger-v2$/],
  ] as const)
    it(`is left alone, with the command that removes it (${set})`, async () => {
      const { message, hints } = await refusal(await rawObjects(set), {
        namespace,
        name,
        force: true,
        deleteData: true,
      });
      assert.match(message, /was not made by the jaeger-operator/);
      assert.match(hints[0] ?? '', command);
      assert.equal(hints.at(-1), 'nothing has been changed');
    });
});

it('a name that none can have is refused before anything is asked', async () => {
  for (const name of ['', 'a,b', 'a=b', '../x', 'A'])
    assert.match((await refusal({}, { name })).message, /NAME.*name of a Kubernetes object/);
});
