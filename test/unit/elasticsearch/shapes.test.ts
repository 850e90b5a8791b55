import assert from 'node:assert/strict';
import type { ElasticsearchApi } from '../../../src/elasticsearch/ports.ts';
import { storeOf, type ServedStore } from '../../support/recorded-store.ts';

const { signal } = new AbortController();

/** Answers by the beginnings of paths, as documented for servers that are not run here; what is not among them does not exist. */
type Answers = Readonly<Record<string, object>>;

const UNKNOWN = { status: 400, body: '{"error":"no handler found for uri"}' };

describe('answers by their documented shapes, of servers that were not run', () => {
  let served: ServedStore | undefined;
  const asked: string[] = [];

  afterEach(() => {
    served?.close();
    asked.length = 0;
  });

  async function serving(number: string, answers: Answers, more: object = {}): Promise<ElasticsearchApi> {
    const greeting = { cluster_name: 'c', version: { number, ...more }, tagline: 'You Know, for Search' };
    served = await storeOf((path) => {
      asked.push(path);
      const [, answer] = Object.entries({ ...answers }).find(([begin]) => path.startsWith(begin)) ?? [];
      const found = path === '/' ? greeting : answer;
      return found === undefined ? UNKNOWN : { status: 200, body: JSON.stringify(found) };
    });
    return served.api;
  }

  it('Elasticsearch 6.8: knows neither hidden indices, nor templates of the newer kind, nor data streams', async () => {
    const api = await serving('6.8.23', {
      '/*jaeger-*/_settings': {
        'jaeger-span-2026-01-02': {
          settings: { index: { creation_date: '1767312000000', number_of_shards: '5', number_of_replicas: '1' } },
        },
      },
      '/*jaeger-*/_alias': { 'jaeger-span-2026-01-02': { aliases: {} } },
      '/_template': { 'jaeger-span': { order: 0, index_patterns: ['jaeger-span-*'], settings: {}, aliases: {} } },
    });
    const [index] = await api.indices('*jaeger-*', signal);
    assert.deepEqual([index?.createdMs, index?.shards, index?.replicas], [1_767_312_000_000, 5, 1]);
    assert.deepEqual(
      (await api.templates(signal)).map(({ name, isLegacy, shards }) => [name, isLegacy, shards]),
      [['jaeger-span', true, undefined]],
    );
    assert.deepEqual(await api.dataStreams('*', signal), []);
    assert.deepEqual(await api.lifecycles('*jaeger-*', signal), []);
    assert.ok(asked.some((path) => path.includes('expand_wildcards=open,closed&')));
    assert.ok(
      asked.every((path) => !/closed,hidden|only_managed|_data_stream/.test(path)),
      asked.join('\n'),
    );
  });

  it('Elasticsearch 8.15: lifecycles, and limits with headroom', async () => {
    const api = await serving('8.15.0', {
      '/_ilm/policy/jaeger-ilm-policy': {
        'jaeger-ilm-policy': {
          version: 1,
          policy: {
            phases: {
              hot: { min_age: '0ms', actions: { rollover: { max_age: '1d', max_primary_shard_size: '50gb' } } },
              delete: { min_age: '7d', actions: { delete: { delete_searchable_snapshot: true } } },
            },
          },
        },
      },
      '/*jaeger-*/_ilm/explain': {
        indices: {
          'jaeger-span-000001': {
            index: 'jaeger-span-000001',
            managed: true,
            policy: 'jaeger-ilm-policy',
            lifecycle_date_millis: 1_767_312_000_000,
            phase: 'hot',
            action: 'rollover',
            step: 'ERROR',
            failed_step: 'check-rollover-ready',
            step_info: { type: 'illegal_argument_exception', reason: 'index.lifecycle.rollover_alias is missing' },
          },
          'jaeger-span-000002': { index: 'jaeger-span-000002', managed: false },
        },
      },
      '/_cluster/settings': {
        persistent: { cluster: { max_shards_per_node: '2000' } },
        transient: {},
        defaults: {
          cluster: {
            'max_shards_per_node.frozen': '3000',
            routing: {
              allocation: {
                disk: {
                  threshold_enabled: 'true',
                  watermark: {
                    low: '85%',
                    'low.max_headroom': '200GB',
                    high: '90%',
                    'high.max_headroom': '150GB',
                    flood_stage: '95%',
                    'flood_stage.frozen': '95%',
                    'flood_stage.max_headroom': '100GB',
                  },
                },
              },
            },
          },
        },
      },
      '/_data_stream/': {
        data_streams: [
          {
            name: 'jaeger.spans',
            indices: [{ index_name: '.ds-jaeger.spans-2026.01.02-000001', index_uuid: 'x' }],
            generation: 1,
            status: 'GREEN',
            template: 'jaeger.spans',
            ilm_policy: 'jaeger-ilm-policy',
          },
        ],
      },
    });
    const [policy] = await api.policies(['jaeger-ilm-policy', 'nonesuch'], signal);
    assert.deepEqual(policy, {
      name: 'jaeger-ilm-policy',
      kind: 'ilm',
      rollover: { max_age: '1d', max_primary_shard_size: '50gb' },
      deleteAfterMs: 7 * 86_400_000,
      ageFrom: 'rollover',
    });
    assert.deepEqual(await api.lifecycles('*jaeger-*', signal), [
      {
        index: 'jaeger-span-000001',
        policy: 'jaeger-ilm-policy',
        phase: 'hot',
        step: 'ERROR',
        ageFromMs: 1_767_312_000_000,
        failure: 'check-rollover-ready: index.lifecycle.rollover_alias is missing',
      },
    ]);
    assert.deepEqual(await api.limits(signal), {
      isWatched: true,
      low: '85%',
      high: '90%',
      floodStage: '95%',
      headroom: { low: '200GB', high: '150GB', floodStage: '100GB' },
      shardsPerNode: 2000,
    });
    assert.deepEqual(await api.dataStreams('*jaeger*', signal), [
      { name: 'jaeger.spans', indices: ['.ds-jaeger.spans-2026.01.02-000001'], policy: 'jaeger-ilm-policy' },
    ]);
    assert.ok(asked.some((path) => path.includes('only_managed=true')));
  });

  it('Elasticsearch 9.1: the same, a policy that never deletes, and templates of the newer kind alone', async () => {
    const api = await serving('9.1.0', {
      '/_ilm/policy/p': { p: { policy: { phases: { hot: { actions: { rollover: { max_docs: 5 } } } } } } },
      '/_index_template': {
        index_templates: [
          {
            name: 'jaeger-span',
            index_template: {
              index_patterns: ['jaeger-span-*'],
              priority: 500,
              template: {
                settings: {
                  index: { number_of_shards: '3', lifecycle: { name: 'p', rollover_alias: 'jaeger-span-write' } },
                },
                aliases: { 'jaeger-span-read': {} },
              },
            },
          },
          { name: 'logs', index_template: { index_patterns: ['logs-*-*'], priority: 100 } },
        ],
      },
      '/_cluster/settings': {
        persistent: { cluster: { routing: { allocation: { disk: { watermark: { low: '100gb' } } } } } },
        transient: { cluster: { routing: { allocation: { disk: { threshold_enabled: 'false' } } } } },
        defaults: { cluster: { routing: { allocation: { disk: { threshold_enabled: 'true' } } } } },
      },
    });
    assert.deepEqual(await api.policies(['p'], signal), [
      { name: 'p', kind: 'ilm', rollover: { max_docs: 5 }, deleteAfterMs: undefined, ageFrom: 'rollover' },
    ]);
    assert.deepEqual(await api.templates(signal), [
      {
        name: 'jaeger-span',
        isLegacy: false,
        patterns: ['jaeger-span-*'],
        priority: 500,
        shards: 3,
        replicas: undefined,
        policy: 'p',
        rolloverAlias: 'jaeger-span-write',
        aliases: ['jaeger-span-read'],
      },
    ]);
    const { isWatched, low, high } = await api.limits(signal);
    assert.deepEqual([isWatched, low, high], [false, '100gb', '90%']);
  });

  it('leaves out nodes that are gone', async () => {
    const node = { node: 'a', shards: '3', 'disk.used': '10', 'disk.avail': '90', 'disk.total': '100' };
    const gone = { node: 'UNASSIGNED', shards: '2', 'disk.used': null, 'disk.avail': null, 'disk.total': null };
    const api = await serving('8.15.0', { '/_cat/allocation': [node, gone] });
    assert.deepEqual(await api.disks(signal), [
      { node: 'a', totalBytes: 100, usedBytes: 10, availableBytes: 90, shards: 3 },
    ]);
  });
});
