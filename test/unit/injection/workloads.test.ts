import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { readWorkloads, renderWorkloads, workloadNames } from '../../../src/injection/index.ts';
import { app, TO_PROD, world } from '../../support/applications.ts';
import { assertGolden } from '../../support/golden.ts';
import { clusterOf, jaeger } from '../../support/objects.ts';
import { assertSchema } from '../../support/schemas.ts';
import { PLAIN } from '../../support/views.ts';

const INJECT = 'sidecar.jaegertracing.io/inject';
const OTEL = 'sidecar.opentelemetry.io/inject';

describe('readWorkloads', () => {
  it('reads nothing of what nobody names, and no Pods', async () => {
    const cluster = clusterOf(world([app('web', {})], { opentelemetrycollectors: [] }));
    await readWorkloads(cluster, { namespace: 'shop' });
    assert.deepEqual(
      cluster.asked.filter((asked) => !asked.includes('shop') && !asked.startsWith('namespaces')),
      [],
      'other namespaces',
    );
    assert.ok(!cluster.asked.some((asked) => /^(pods|mutating)/.test(asked)), cluster.asked.join('\n'));
  });

  it('looks for instances everywhere only where an agent is missing', async () => {
    const named = world([app('web', { annotations: { [INJECT]: 'prod' } })], { jaegers: [jaeger('prod', 'tracing')] });
    const cluster = clusterOf(named);
    const { workloads } = await readWorkloads(cluster, { namespace: 'shop' });
    assert.ok(cluster.asked.includes('jaegers -A'));
    assert.equal(workloads[0]?.traced, 'no');
  });

  it('says unknown of what it may not read, and why', async () => {
    const refusal = new JaegerError('FORBIDDEN', 'no');
    const asked = app('asked', { podAnnotations: { [OTEL]: 'beside' } });
    const sending = app('sending', { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://nobody.tracing:4318' } });
    const failing = clusterOf(world([asked, sending]), { pods: refusal, services: refusal });
    const list = await readWorkloads(failing, { namespace: 'shop' });
    assert.deepEqual(
      list.workloads.map(({ traced }) => traced),
      ['unknown', 'unknown'],
    );
    assert.deepEqual([...new Set(list.errors.map(({ resource }) => resource))].toSorted(), ['pods', 'services']);
    const blind = clusterOf({}, { deployments: refusal, statefulsets: refusal, daemonsets: refusal });
    await assert.rejects(readWorkloads(blind, { namespace: 'shop' }), { code: 'FORBIDDEN' });
  });

  it('knows Rollouts where there are any, by their own way to count', async () => {
    const { metadata, spec } = app('canary', { env: { JAEGER_ENDPOINT: TO_PROD } });
    const rollout = (observedGeneration: string) => ({
      metadata,
      ...(spec && { spec }),
      status: { observedGeneration, replicas: 1, updatedReplicas: 1, readyReplicas: 1 },
    });
    const seen = async (observed: string) => {
      const { workloads } = await readWorkloads(clusterOf(world([], { rollouts: [rollout(observed)] })), {});
      return workloads.map(({ kind, name, traced }) => `${kind} ${name} ${traced}`);
    };
    assert.deepEqual(await seen('2'), ['Rollout canary yes']);
    assert.deepEqual(await seen('1'), ['Rollout canary unknown']);
  });

  it('reads more ConfigMaps than a few in one list, and no others', async () => {
    const maps = Array.from({ length: 5 }, (_, index) => `map-${index}`);
    const sources = (names: readonly string[]) => names.map((name) => ({ configMapRef: { name } }));
    const asked = async (names: readonly string[]): Promise<number> => {
      const cluster = clusterOf(world([app('web', { sources: sources(names) })]));
      await readWorkloads(cluster, { namespace: 'shop' });
      return cluster.asked.filter((one) => one.startsWith('configmaps')).length;
    };
    assert.deepEqual(await Promise.all([asked([]), asked(maps.slice(0, 4)), asked(maps)]), [0, 4, 1]);
  });

  it('keeps to what the server has selected', async () => {
    const both = world([app('one', { labels: { team: 'a' } }), app('two', { labels: { team: 'b' } })]);
    const { workloads } = await readWorkloads(clusterOf(both), { namespace: 'shop', labelSelector: 'team=b' });
    assert.deepEqual(
      workloads.map(({ name }) => name),
      ['two'],
    );
  });
});

describe('the view of workloads', () => {
  it('is a table with its coverage, of several kinds and of one', async () => {
    const apps = [app('web', { env: { JAEGER_ENDPOINT: TO_PROD } }), app('db', { resource: 'statefulsets' })];
    const list = await readWorkloads(clusterOf(world(apps)), {});
    await assertSchema(JSON.parse(JSON.stringify(list)));
    const one = { ...list, workloads: list.workloads.filter(({ kind }) => kind === 'Deployment') };
    const shown = [
      renderWorkloads(list, PLAIN),
      renderWorkloads(list, { ...PLAIN, wide: true }),
      renderWorkloads(one, { ...PLAIN, headers: false }),
    ];
    await assertGolden('injection/workloads.txt', shown.join('----\n'));
    assert.deepEqual(workloadNames(list), ['statefulset.apps/db', 'deployment.apps/web']);
  });
});
