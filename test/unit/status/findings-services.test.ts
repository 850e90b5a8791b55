import assert from 'node:assert/strict';
import type { NetworkPolicy } from '../../../src/kubernetes/types.ts';
import { findingsIn, found, idsOf, recordedSet, withChanged, type Objects } from '../../support/findings.ts';

const inDefault = { namespace: 'default' };
const INSTANCE = 'jaeger-all-in-one-inmemory';

describe('findings about Services', () => {
  it('say which labels they select, and which the Pods have', async () => {
    const objects = withChanged(await recordedSet('all-in-one'), 'services', ({ metadata, spec }) =>
      metadata.labels?.['app.kubernetes.io/managed-by'] === 'jaeger-operator'
        ? { spec: { ...spec, selector: { ...spec?.selector, app: 'tracing' } } }
        : undefined,
    );
    const failed = withChanged(objects, 'jaegers', () => ({ status: { phase: 'Failed', version: '' } }));
    const findings = await findingsIn(failed, inDefault);
    assert.deepEqual(idsOf(findings), ['JG020', 'JG011', 'JG070']);
    assert.equal(
      found(findings, 'JG011').evidence,
      `${INSTANCE}-agent, ${INSTANCE}-collector, ${INSTANCE}-collector-headless and ${INSTANCE}-query select app=tracing; ` +
        `the Pods of deployments/${INSTANCE} have app=jaeger`,
    );
    assert.match(found(findings, 'JG020').evidence, /selects labels that its Deployments do not have/);
  });

  it('are none of ready Pods, of what was scaled to zero, or where Pods could not be listed', async () => {
    const objects = await recordedSet('hotrod');
    const ids = idsOf(await findingsIn(objects, { namespace: 'jaeger-production' }));
    assert.ok(!ids.includes('JG011') && !ids.includes('JG012'));
  });
});

describe('findings about policies', () => {
  const policy = (name: string, spec: NetworkPolicy['spec']): NetworkPolicy => ({
    metadata: { name, namespace: 'default' },
    spec: { ...spec },
  });
  const withPolicies = async (...networkpolicies: readonly NetworkPolicy[]): Promise<readonly string[]> => {
    const objects: Objects = { ...(await recordedSet('all-in-one')), networkpolicies };
    return idsOf(await findingsIn(objects, inDefault)).filter((id) => id === 'JG013');
  };
  const deny = policy('deny-all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

  it('say that nothing is let in, though all is ready', async () => {
    assert.deepEqual(await withPolicies(deny), ['JG013']);
    assert.deepEqual(await withPolicies(policy('old', { podSelector: { matchLabels: { app: 'jaeger' } } })), ['JG013']);
    const expressions = [{ key: 'app', operator: 'In', values: ['jaeger', 'x'] }];
    assert.deepEqual(await withPolicies(policy('in', { podSelector: { matchExpressions: expressions } })), ['JG013']);
  });

  it('are silent where something is let in, or others are meant', async () => {
    const open = policy('open', { podSelector: { matchLabels: { app: 'jaeger' } }, ingress: [{}] });
    const others = policy('others', { podSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } });
    const outward = policy('outward', { podSelector: {}, policyTypes: ['Egress'] });
    assert.deepEqual(await withPolicies(deny, open), []);
    assert.deepEqual(await withPolicies(others), []);
    assert.deepEqual(await withPolicies(outward), []);
    assert.deepEqual(await withPolicies({ ...deny, metadata: { name: 'elsewhere', namespace: 'other' } }), []);
  });
});

describe('findings about the span store', () => {
  const production = { namespace: 'jaeger-production' };

  it('say that its Service is not there', async () => {
    const objects = await recordedSet('hotrod');
    const services = (objects.services ?? []).filter(({ metadata }) => metadata.name !== 'elasticsearch');
    const { object, evidence } = found(await findingsIn({ ...objects, services }, production), 'JG050');
    assert.equal(object, 'services/elasticsearch');
    assert.match(
      evidence,
      /elasticsearch at http:\/\/elasticsearch\.jaeger-production\.svc:9200; there is no such Service/,
    );
  });

  it('say nothing of a server that may be outside the cluster', async () => {
    for (const url of ['http://elastic.example:9200', 'http://localhost:9200', 'http://10.0.0.1:9200']) {
      const objects = withChanged(await recordedSet('hotrod'), 'jaegers', ({ spec }) => ({
        spec: { ...spec, storage: { ...spec?.storage, options: { es: { 'server-urls': url, 'use-aliases': true } } } },
      }));
      assert.deepEqual(idsOf(await findingsIn(objects, production)), ['JG070'], url);
    }
  });

  it('say that none of its Pods is ready, or that there is none', async () => {
    const objects = await recordedSet('hotrod');
    const unready = withChanged(objects, 'pods', ({ metadata, status }) =>
      metadata.name.startsWith('elasticsearch') ? { status: { ...status, conditions: [] } } : undefined,
    );
    assert.equal(found(await findingsIn(unready, production), 'JG051').evidence, 'none of its 1 Pods is ready');
    const pods = (objects.pods ?? []).filter(({ metadata }) => !metadata.name.startsWith('elasticsearch'));
    assert.equal(
      found(await findingsIn({ ...objects, pods }, production), 'JG051').evidence,
      'its selector matches no Pod',
    );
  });
});

describe('findings about Badger', () => {
  interface Kept {
    readonly args?: readonly string[];
    readonly volume?: object;
  }
  const DIRECTORIES = ['--badger.directory-key=/badger/key', '--badger.directory-value=/badger/data'];
  const badger = async ({ args = [], volume }: Kept): Promise<string | undefined> => {
    const objects = withChanged(await recordedSet('all-in-one'), 'deployments', ({ metadata, spec }) => {
      const pod = spec?.template?.spec;
      const containers = (pod?.containers ?? []).map((container) => ({
        ...container,
        args,
        env: [{ name: 'SPAN_STORAGE_TYPE', value: 'badger' }],
        volumeMounts: volume ? [{ name: 'spans', mountPath: '/badger' }] : [],
      }));
      const volumes = volume ? [{ name: 'spans', ...volume }] : [];
      return metadata.name === INSTANCE
        ? { spec: { ...spec, template: { ...spec?.template, spec: { ...pod, containers, volumes } } } }
        : undefined;
    });
    return (await findingsIn(objects, inDefault)).find(({ id }) => id === 'JG052')?.evidence;
  };
  const claim = { persistentVolumeClaim: { claimName: 'spans' } };
  const lasting = ['--badger.ephemeral=false', ...DIRECTORIES];

  it('say where spans are lost', async () => {
    assert.match((await badger({ volume: claim })) ?? '', /^badger\.ephemeral is not set, which means true/);
    assert.match((await badger({ args: ['--badger.ephemeral=true', ...DIRECTORIES], volume: claim })) ?? '', /is true/);
    assert.match((await badger({ args: lasting })) ?? '', /^\/badger\/data is in the container/);
    assert.match((await badger({ args: lasting, volume: { emptyDir: {} } })) ?? '', /volume spans, an emptyDir$/);
  });

  it('are none with a claim', async () => {
    assert.equal(await badger({ args: lasting, volume: claim }), undefined);
  });
});
