import assert from 'node:assert/strict';
import { renderPlan } from '../../../src/plan/index.ts';
import { assertGolden } from '../../support/golden.ts';
import { rawObjects, type RawObjects } from '../../support/recorded-cluster.ts';
import { ALL_IN_ONE, linesOf, PRODUCTION, rawObject, refusalOf, uninstallPlan } from '../../support/uninstall-plans.ts';

const claims = [1, 2, 3].map((number) => `elasticsearch-elasticsearch-cdm-jaegerproductionjaegerproduction-${number}`);

const RESOURCE = 'delete jaeger.jaegertracing.io/jaeger-production';
const UNOWNED = [
  'delete configmap/jaeger-production-service-ca',
  'delete configmap/jaeger-production-trusted-ca',
  'delete consolelink.console.openshift.io/jaeger-jaeger-production-jaeger-production',
];

/** A second instance on the Elasticsearch of the first. */
function withNeighbour(objects: RawObjects, storage: object): RawObjects {
  const neighbour = structuredClone(rawObject(objects, 'jaegers.jaegertracing.io', 'jaeger-production'));
  neighbour.metadata = { name: 'neighbour', namespace: 'jaeger-production', uid: 'uid-of-neighbour' };
  neighbour['spec'] = { strategy: 'production', storage: { type: 'elasticsearch', ...storage } };
  objects['jaegers.jaegertracing.io']?.push(neighbour);
  return objects;
}

describe('the plan of uninstall', () => {
  it('is the resource, then what nobody owns, each by its uid; claims stay', async () => {
    const { plan: made, doomed } = await uninstallPlan(await rawObjects('openshift'), PRODUCTION);
    assert.deepEqual(linesOf(made.steps), [RESOURCE, ...UNOWNED]);
    assert.ok(made.steps.every((step) => step.type === 'delete' && step.preconditions.uid === step.live.metadata.uid));
    assert.deepEqual(made.destroys, []);
    await assertGolden('uninstall/plan.txt', renderPlan(made, { colour: false }));
    const gone = doomed.map(({ resource, object }) => `${resource.plural}/${object.metadata.name}`);
    assert.ok(
      gone.includes('elasticsearches/elasticsearch') && gone.includes('deployments/jaeger-production-collector'),
    );
    assert.equal(gone.filter((name) => name.startsWith('pods/')).length, 5);
    assert.equal(new Set(gone).size, gone.length);
    assert.ok(!gone.some((name) => name.startsWith('persistentvolumeclaims/')));
  });

  it('has the claims last with --delete-data, and says what is lost', async () => {
    const { plan: made, doomed } = await uninstallPlan(await rawObjects('openshift'), {
      ...PRODUCTION,
      deleteData: true,
    });
    const deletes = claims.map((claim) => `delete persistentvolumeclaim/${claim}`);
    assert.deepEqual(linesOf(made.steps), [RESOURCE, ...UNOWNED, ...deletes]);
    assert.equal(made.destroys.length, 3);
    assert.match(made.destroys[0] ?? '', /-1, 50Gi, storage class gp2, reclaim policy Delete: its volume is deleted/);
    assert.ok(claims.every((claim) => doomed.some(({ object }) => object.metadata.name === claim)));
  });

  it('leaves an instance of another name and of another namespace alone', async () => {
    const objects = await rawObjects('openshift');
    const copy = structuredClone(rawObject(objects, 'configmaps', 'jaeger-production-service-ca'));
    copy.metadata = {
      ...copy.metadata,
      namespace: 'default',
      uid: 'elsewhere',
      labels: { 'app.kubernetes.io/instance': 'other' },
    };
    objects['configmaps']?.push(copy);
    const { plan: made } = await uninstallPlan(objects, PRODUCTION);
    assert.deepEqual(linesOf(made.steps), [RESOURCE, ...UNOWNED]);
    const all = (await uninstallPlan(objects, ALL_IN_ONE)).plan.steps;
    assert.ok(linesOf(all).every((line) => line.includes('jaeger-all-in-one-inmemory')));
    assert.equal(all.length, 4);
  });

  it('knows nothing of an external store: neither its claim nor its Pods go', async () => {
    const { plan: made, doomed } = await uninstallPlan(await rawObjects('hotrod'), {
      ...PRODUCTION,
      deleteData: true,
      force: true,
    });
    assert.deepEqual(linesOf(made.steps), [RESOURCE]);
    assert.deepEqual(made.destroys, []);
    assert.ok(!doomed.some(({ object }) => /^elasticsearch-|^data-|^hotrod/.test(object.metadata.name)));
    assert.ok(
      doomed.some(({ object }) => object.metadata.name.startsWith('jaeger-production-es-rollover-create-mapping-')),
    );
  });

  it('says that spans in memory go with the Pod', async () => {
    const { plan: made } = await uninstallPlan(await rawObjects('all-in-one'), ALL_IN_ONE);
    assert.ok(made.notes.includes('its spans are in memory: they go with its Pod'));
  });
});

describe('what another instance needs', () => {
  for (const [what, storage] of [
    ['doNotProvision', { elasticsearch: { name: 'elasticsearch', doNotProvision: true } }],
    ['the same name', {}],
    ['its address', { options: { es: { 'server-urls': 'https://elasticsearch:9200' } } }],
  ] as const)
    it(`stays, and is taken from its owner before that is deleted (${what})`, async () => {
      const objects = withNeighbour(await rawObjects('openshift'), storage);
      const { plan: made, doomed } = await uninstallPlan(objects, { ...PRODUCTION, deleteData: true });
      assert.deepEqual(linesOf(made.steps), [
        'patch secret/elasticsearch',
        'patch elasticsearch.logging.openshift.io/elasticsearch',
        RESOURCE,
        ...UNOWNED,
      ]);
      const [patch] = made.steps;
      assert.ok(patch?.type === 'patch' && patch.patch.type === 'json');
      const { uid } = rawObject(objects, 'jaegers.jaegertracing.io', 'jaeger-production').metadata;
      assert.deepEqual(patch.patch.operations, [
        { op: 'test', path: '/metadata/ownerReferences/0/uid', value: uid },
        { op: 'remove', path: '/metadata/ownerReferences/0' },
      ]);
      assert.deepEqual(made.destroys, []);
      assert.ok(!doomed.some(({ object }) => object.metadata.name.startsWith('elasticsearch')));
      assert.equal(
        made.notes.filter((note) => note.includes('the instance jaeger-production/neighbour needs it')).length,
        5,
      );
    });

  it('is a Secret that it names', async () => {
    const storage = {
      secretName: 'jaeger-production-curator',
      options: { es: { 'server-urls': 'https://es.example:9200' } },
    };
    const { plan: made } = await uninstallPlan(withNeighbour(await rawObjects('openshift'), storage), PRODUCTION);
    assert.deepEqual(linesOf(made.steps).slice(0, 2), ['patch secret/jaeger-production-curator', RESOURCE]);
  });

  it('can be a copy of its ConfigMaps, or of one that a sidecar still has', async () => {
    const copied = async (): Promise<RawObjects> => {
      const objects = await rawObjects('openshift');
      const copy = structuredClone(rawObject(objects, 'configmaps', 'jaeger-production-service-ca'));
      copy.metadata = { ...copy.metadata, namespace: 'shop', uid: 'uid-of-copy' };
      objects['configmaps']?.push(copy);
      return objects;
    };
    const copies = async (objects: RawObjects): Promise<number> =>
      (await uninstallPlan(objects, { ...PRODUCTION, force: true })).plan.steps.filter(
        (step) => step.type === 'delete' && step.object.namespace === 'shop',
      ).length;
    assert.equal(await copies(await copied()), 1);
    const namesake = { name: 'jaeger-production', namespace: 'other', uid: 'uid-of-namesake' };
    const withNamesake = await copied();
    withNamesake['jaegers.jaegertracing.io']?.push({ metadata: namesake, spec: {} });
    assert.equal(await copies(withNamesake), 0);
    const withSidecar = await copied();
    const labels = { 'sidecar.jaegertracing.io/injected': 'jaeger-production' };
    withSidecar['deployments.apps']?.push({
      metadata: { name: 'shop', namespace: 'shop', uid: 'uid-of-shop', labels },
    });
    assert.equal(await copies(withSidecar), 0);
  });

  it('is not what it could have and has not', async () => {
    const storage = { options: { es: { 'server-urls': 'https://elasticsearch.other:9200' } } };
    const { plan: made } = await uninstallPlan(withNeighbour(await rawObjects('openshift'), storage), PRODUCTION);
    assert.deepEqual(linesOf(made.steps), [RESOURCE, ...UNOWNED]);
  });
});

describe('rights', () => {
  it('that are needed to see what is there are asked for by their name', async () => {
    const objects = await rawObjects('openshift');
    for (const resource of ['jaegers.jaegertracing.io', 'deployments.apps']) {
      const error = await refusalOf(objects, PRODUCTION, [`list ${resource}`]);
      assert.equal(error.code, 'FORBIDDEN', resource);
    }
    const claimsToo = await refusalOf(objects, { ...PRODUCTION, deleteData: true }, ['list persistentvolumeclaims']);
    assert.equal(claimsToo.code, 'FORBIDDEN');
  });

  it('that are missing leave the rest, and are told', async () => {
    const forbidden = ['list deployments.apps -A', 'list namespaces', 'list secrets', 'get persistentvolumes'];
    const { plan: made } = await uninstallPlan(await rawObjects('openshift'), PRODUCTION, forbidden);
    assert.deepEqual(linesOf(made.steps), [RESOURCE, ...UNOWNED]);
    assert.equal(
      made.notes.at(-1),
      'not looked at, for lack of rights: deployments of all namespaces, namespaces of all namespaces, secrets of namespace jaeger-production',
    );
    assert.ok(made.notes.some((note) => note.includes('reclaim policy unknown')));
  });
});
