import assert from 'node:assert/strict';
import { rawObjects, type RawObjects } from '../../support/recorded-cluster.ts';
import { ALL_IN_ONE, linesOf, PRODUCTION, rawObject, refusalOf, uninstallPlan } from '../../support/uninstall-plans.ts';

const claims = [1, 2, 3].map((number) => `elasticsearch-elasticsearch-cdm-jaegerproductionjaegerproduction-${number}`);

const RESOURCE = 'delete jaeger.jaegertracing.io/jaeger-production';
const UNOWNED = [
  'delete configmap/jaeger-production-service-ca',
  'delete configmap/jaeger-production-trusted-ca',
  'delete consolelink.console.openshift.io/jaeger-jaeger-production-jaeger-production',
];

describe('claims', () => {
  const BADGER = 'badger-data';

  /** The all-in-one of the set with Badger on a claim. */
  async function withBadger(): Promise<RawObjects> {
    const objects = await rawObjects('all-in-one');
    const claim = { metadata: { name: BADGER, namespace: 'default', uid: 'c' }, spec: {}, status: {} };
    objects['persistentvolumeclaims'] = [claim];
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: BADGER } }];
    const deployment = rawObject(objects, 'deployments.apps', ALL_IN_ONE.name);
    (deployment['spec'] as { template: { spec: { volumes: object[] } } }).template.spec.volumes.push(...volumes);
    rawObject(objects, 'jaegers.jaegertracing.io', ALL_IN_ONE.name)['spec'] = { storage: { type: 'badger' } };
    return objects;
  }

  it('of Badger are data, by what mounts them', async () => {
    const objects = await withBadger();
    const stays = await uninstallPlan(objects, ALL_IN_ONE);
    assert.equal(stays.plan.steps.length, 1);
    assert.ok(
      stays.plan.notes.some((note) =>
        note.startsWith(`data stays: persistentvolumeclaim/${BADGER}, reclaim policy unknown`),
      ),
    );
    const goes = await uninstallPlan(objects, { ...ALL_IN_ONE, deleteData: true });
    assert.equal(linesOf(goes.plan.steps).at(-1), `delete persistentvolumeclaim/${BADGER}`);
  });

  it('stay whatever is said when somebody else mounts them', async () => {
    const objects = await withBadger();
    const spec = { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: BADGER } }] };
    objects['pods']?.push({ metadata: { name: 'backup', namespace: 'default', uid: 'p' }, spec });
    const { plan: made } = await uninstallPlan(objects, { ...ALL_IN_ONE, deleteData: true });
    assert.equal(made.steps.length, 1);
    assert.ok(made.notes.some((note) => note.includes('pods/backup needs it')));
  });

  it('of a Kafka are data where the operator has ordered it, and nobody knows of others', async () => {
    const objects = await rawObjects('hotrod');
    const { uid } = rawObject(objects, 'jaegers.jaegertracing.io', PRODUCTION.name).metadata;
    const metadata = { name: PRODUCTION.name, namespace: PRODUCTION.namespace };
    const labels = { 'app.kubernetes.io/instance': PRODUCTION.name, 'app.kubernetes.io/part-of': 'jaeger' };
    const claim = {
      ...metadata,
      name: 'data-0-jaeger-production-kafka-0',
      uid: 'c',
      labels: { 'strimzi.io/cluster': PRODUCTION.name },
    };
    objects['persistentvolumeclaims']?.push({ metadata: claim });
    const request = { ...PRODUCTION, force: true, deleteData: true };
    assert.equal((await uninstallPlan(objects, request)).plan.steps.length, 1);
    const ownerReferences = [{ kind: 'Jaeger', name: PRODUCTION.name, uid }];
    objects['kafkas.kafka.strimzi.io'] = [{ metadata: { ...metadata, uid: 'k', labels, ownerReferences } }];
    const { plan: made, doomed } = await uninstallPlan(objects, request);
    assert.equal(linesOf(made.steps).at(-1), 'delete persistentvolumeclaim/data-0-jaeger-production-kafka-0');
    const kafka = doomed.find(({ resource }) => resource.plural === 'kafkas');
    assert.equal(kafka?.resource.version, 'v1');
  });

  it('that are missing make the spans of an Elasticsearch something that is lost', async () => {
    const objects = { ...(await rawObjects('openshift')), persistentvolumeclaims: [] };
    const error = await refusalOf(objects, PRODUCTION);
    assert.equal(error.code, 'USAGE');
    assert.match(error.message, /cannot stay: elasticsearches\/elasticsearch has no claim/);
    const { plan: made } = await uninstallPlan(objects, { ...PRODUCTION, deleteData: true });
    assert.deepEqual(linesOf(made.steps), [RESOURCE, ...UNOWNED]);
    assert.match(made.destroys.join('\n'), /^what elasticsearches\/elasticsearch holds/);
  });
});

describe('an instance that is half gone', () => {
  const orphaned = async (): Promise<RawObjects> => {
    const objects = await rawObjects('openshift');
    const { uid } = rawObject(objects, 'jaegers.jaegertracing.io', 'jaeger-production').metadata;
    for (const { metadata } of Object.values(objects).flat())
      if (JSON.stringify(metadata.ownerReferences ?? []).includes(String(uid))) delete metadata.ownerReferences;
    objects['jaegers.jaegertracing.io'] = [];
    return objects;
  };

  it('is removed object by object, and its store is data', async () => {
    const { plan: made } = await uninstallPlan(await orphaned(), PRODUCTION);
    const lines = linesOf(made.steps);
    assert.ok(
      lines.includes('delete deployment.apps/jaeger-production-collector') &&
        lines.includes('delete serviceaccount/jaeger-production'),
    );
    assert.ok(!lines.some((line) => /elasticsearch\.logging|persistentvolumeclaim|secret\/elasticsearch/.test(line)));
    const all = linesOf((await uninstallPlan(await orphaned(), { ...PRODUCTION, deleteData: true })).plan.steps);
    for (const part of ['elasticsearch.logging.openshift.io/elasticsearch', 'secret/elasticsearch'])
      assert.ok(all.includes(`delete ${part}`));
    assert.deepEqual(
      all.slice(-3),
      claims.map((claim) => `delete persistentvolumeclaim/${claim}`),
    );
  });

  it('with nothing but its claims is missing, until they are to go', async () => {
    const objects = await rawObjects('openshift');
    const left: RawObjects = {
      persistentvolumeclaims: objects['persistentvolumeclaims'] ?? [],
      'jaegers.jaegertracing.io': [],
    };
    const error = await refusalOf(left, PRODUCTION);
    assert.equal(error.code, 'NOT_FOUND');
    assert.match(
      error.hints[0] ?? '',
      /its data is still there: .*-1, .*-2, .*-3; to lose it: --delete-data --confirm/,
    );
    const { plan: made } = await uninstallPlan(left, { ...PRODUCTION, deleteData: true });
    assert.deepEqual(
      linesOf(made.steps),
      claims.map((claim) => `delete persistentvolumeclaim/${claim}`),
    );
    assert.equal((await refusalOf(left, { ...PRODUCTION, name: 'other', deleteData: true })).code, 'NOT_FOUND');
  });
});
