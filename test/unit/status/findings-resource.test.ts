import assert from 'node:assert/strict';
import type { Jaeger } from '../../../src/kubernetes/types.ts';
import { findingsIn, found, idsOf, recordedSet, withChanged, type Objects } from '../../support/findings.ts';

const inDefault = { namespace: 'default' };
const OBJECT = 'jaegers/jaeger-all-in-one-inmemory';

const withResource = async (change: (jaeger: Jaeger) => Partial<Jaeger>): Promise<Objects> =>
  withChanged(await recordedSet('all-in-one'), 'jaegers', change);

/** What the operator writes into every resource, and what a user has said beside it. */
const storage = (more: object): Promise<Objects> =>
  withResource(({ spec }) => ({ spec: { ...spec, storage: { ...spec?.storage, ...more } } }));

const evidenceOf = async (objects: Objects, id: Parameters<typeof found>[1]): Promise<string> =>
  found(await findingsIn(objects, inDefault), id).evidence;

describe('findings about a custom resource', () => {
  it('say of a readTTL that is no duration of Go that the operator ignores it', async () => {
    const rollover = (readTTL: unknown): Promise<Objects> => storage({ esRollover: { readTTL } });
    assert.match(await evidenceOf(await rollover('7d'), 'JG026'), /readTTL is "7d", which is no duration/);
    for (const good of ['168h', '1h30m', '0', '1.5h', ''])
      assert.ok(!idsOf(await findingsIn(await rollover(good), inDefault)).includes('JG026'), good);
  });

  it('say of a name that it is too long', async () => {
    const name = 'a'.repeat(64);
    const objects = await withResource(({ metadata }) => ({
      metadata: { ...metadata, name },
      status: { phase: 'Failed' },
    }));
    const findings = await findingsIn(objects, { ...inDefault, name });
    assert.match(found(findings, 'JG027').evidence, /^64 characters/);
    assert.ok(!idsOf(findings).includes('JG020'), 'the reason is known');
  });

  it('say what was asked for and silently became memory', async () => {
    const asked = { strategy: 'production', storage: { type: 'opensearch' } };
    const unreconciled = await withResource(() => ({ spec: asked }));
    assert.match(await evidenceOf(unreconciled, 'JG029'), /^storage\.type "opensearch" is none of the operator's/);
    const applied = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ spec: asked }) };
    const reconciled = await withResource(({ metadata }) => ({ metadata: { ...metadata, annotations: applied } }));
    assert.match(await evidenceOf(reconciled, 'JG029'), /"opensearch"/);
    const left = await storage({ options: { es: { 'server-urls': 'http://es:9200' } } });
    assert.equal(await evidenceOf(left, 'JG029'), 'storage.type is memory, and storage.options has es.server-urls');
  });

  it('say which strategy it is that the operator does not know, or cannot run', async () => {
    const strategy = (value: string): Promise<Objects> => withResource(() => ({ spec: { strategy: value } }));
    assert.equal(await evidenceOf(await strategy('prod'), 'JG028'), 'strategy "prod" is none of the operator\'s');
    assert.match(await evidenceOf(await strategy('Production'), 'JG028'), /^strategy production with storage memory/);
    for (const good of ['allInOne', 'all-in-one', ''])
      assert.ok(!idsOf(await findingsIn(await strategy(good), inDefault)).includes('JG028'), good);
  });

  it('read no annotation that is not JSON', async () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{' };
    const objects = await withResource(({ metadata }) => ({ metadata: { ...metadata, annotations } }));
    assert.deepEqual(idsOf(await findingsIn(objects, inDefault)), ['JG070']);
  });

  it('say what stands in the way of the operator', async () => {
    const objects = await withResource(() => ({ status: { phase: 'Failed', version: '' } }));
    assert.match(await evidenceOf(objects, 'JG020'), /^phase Failed; the operator writes no reason/);
    const foreign = withChanged(objects, 'services', ({ metadata }) =>
      metadata.name.endsWith('-query') ? { metadata: { ...metadata, labels: {}, ownerReferences: [] } } : undefined,
    );
    assert.match(await evidenceOf(foreign, 'JG020'), /-query was there before and is not the operator's$/);
  });

  it('name the other instances that injection could mean', async () => {
    const objects = await recordedSet('all-in-one');
    const other: Jaeger = {
      metadata: { name: 'other', namespace: 'default', uid: 'other' },
      status: { phase: 'Running' },
    };
    const findings = await findingsIn(
      { ...objects, jaegers: [...(objects.jaegers ?? []), other] },
      { ...inDefault, name: OBJECT.slice(8) },
    );
    assert.equal(found(findings, 'JG072').evidence, 'in this namespace there is also other');
  });

  it('say that an image has no fixed version', async () => {
    const objects = withChanged(await recordedSet('jaeger-v2'), 'deployments', ({ metadata, spec }) => {
      const pod = spec?.template?.spec;
      const containers = (pod?.containers ?? []).map((container) => ({ ...container, image: 'jaegertracing/jaeger' }));
      return metadata.namespace === 'jaeger-v2'
        ? { spec: { ...spec, template: { ...spec?.template, spec: { ...pod, containers } } } }
        : undefined;
    });
    const findings = await findingsIn(objects, { namespace: 'jaeger-v2' });
    assert.equal(found(findings, 'JG071').evidence, 'jaegertracing/jaeger');
  });
});

describe('the resource of the article', () => {
  /** As the article has it: rollover without `es.use-aliases`. */
  const ARTICLE: NonNullable<Jaeger['spec']> = {
    strategy: 'production',
    ingress: { security: 'oauth-proxy' },
    storage: {
      type: 'elasticsearch',
      elasticsearch: { name: undefined },
      esIndexCleaner: { enabled: true, schedule: '55 23 * * *' },
      esRollover: { schedule: '*/30 * * * *' },
    },
  };

  it('has a rollover that does nothing', async () => {
    const objects = withChanged(await recordedSet('openshift'), 'jaegers', ({ metadata }) =>
      metadata.name === 'jaeger-production' ? { spec: ARTICLE } : undefined,
    );
    const { object, evidence, severity } = found(
      await findingsIn(objects, { namespace: 'jaeger-production' }),
      'JG043',
    );
    assert.deepEqual(
      [object, severity, evidence],
      ['jaegers/jaeger-production', 'warning', 'storage.esRollover has schedule, and es.use-aliases is not set'],
    );
  });

  it('rolls over once aliases are used, however that is written', async () => {
    for (const options of [{ es: { 'use-aliases': true } }, { 'es.use-aliases': 'True' }]) {
      const objects = withChanged(await recordedSet('openshift'), 'jaegers', ({ spec }) => ({
        spec: { ...spec, storage: { ...spec?.storage, options } },
      }));
      assert.ok(!idsOf(await findingsIn(objects, { namespace: 'jaeger-production' })).includes('JG043'));
    }
  });

  it('is not the only one: what the operator fills in by itself asks for no rollover', async () => {
    assert.ok(!idsOf(await findingsIn(await storage({}), inDefault)).includes('JG043'));
  });
});
