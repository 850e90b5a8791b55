import assert from 'node:assert/strict';
import type { ElasticsearchApi } from '../../../src/elasticsearch/ports.ts';
import { storeOf, type ServedStore } from '../../support/recorded-store.ts';

const { signal } = new AbortController();

/** Answers by the beginnings of paths, as documented for servers that are not run here; what is not among them does not exist. */
type Answers = Readonly<Record<string, object>>;

const UNKNOWN = { status: 400, body: '{"error":"no handler found for uri"}' };

describe('answers by their documented shapes, of OpenSearch that was not run', () => {
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

  const openSearch = { distribution: 'opensearch' };

  it('OpenSearch 1.3: gives itself out as Elasticsearch, and has ISM', async () => {
    const greeting = 'The OpenSearch Project: https://opensearch.org/';
    served = await storeOf((path) =>
      path === '/'
        ? { status: 200, body: JSON.stringify({ cluster_name: 'c', version: { number: '7.10.2' }, tagline: greeting }) }
        : { status: 200, body: JSON.stringify(path.startsWith('/_plugins/_ism/explain/') ? explained : {}) },
    );
    assert.equal((await served.api.version(signal)).distribution, 'opensearch');
    assert.deepEqual(await served.api.lifecycles('*jaeger-*', signal), [
      {
        index: 'jaeger-span-000001',
        policy: 'jaeger',
        phase: 'hot',
        step: 'attempt_rollover',
        ageFromMs: undefined,
        failure: 'Missing rollover_alias',
      },
    ]);
  });

  const explained = {
    'jaeger-span-000001': {
      'index.plugins.index_state_management.policy_id': 'jaeger',
      index: 'jaeger-span-000001',
      policy_id: 'jaeger',
      state: { name: 'hot', start_time: 1 },
      action: { name: 'rollover', failed: true },
      step: { name: 'attempt_rollover', step_status: 'failed' },
      retry_info: { failed: true, consumed_retries: 3 },
      info: { message: 'Missing rollover_alias' },
    },
    'jaeger-span-000002': { 'index.plugins.index_state_management.policy_id': null },
    total_managed_indices: 1,
  };

  const ism = (transitions: readonly object[]): object => ({
    _id: 'jaeger',
    policy: {
      policy_id: 'jaeger',
      default_state: 'hot',
      states: [
        { name: 'hot', actions: [{ rollover: { min_index_age: '1d' } }], transitions: [...transitions] },
        { name: 'cold', actions: [], transitions: [{ state_name: 'gone', conditions: { min_index_age: '3d' } }] },
        { name: 'gone', actions: [{ delete: {} }], transitions: [{ state_name: 'hot' }] },
      ],
    },
  });

  it('OpenSearch 3.1: policies delete by the age of the index, by that since its rollover, otherwise, or never', async () => {
    const policyOf = async (...transitions: object[]): Promise<object | undefined> => {
      const api = await serving('3.1.0', { '/_plugins/_ism/policies/jaeger': ism(transitions) }, openSearch);
      const [policy] = await api.policies(['jaeger'], signal);
      served?.close();
      return policy;
    };
    const common = { name: 'jaeger', kind: 'ism', rollover: { min_index_age: '1d' } };
    const day = 86_400_000;
    assert.deepEqual(await policyOf({ state_name: 'cold', conditions: { min_index_age: '7d' } }), {
      ...common,
      deleteAfterMs: 7 * day,
      ageFrom: 'creation',
    });
    assert.deepEqual(await policyOf({ state_name: 'gone', conditions: { min_rollover_age: '2d' } }), {
      ...common,
      deleteAfterMs: 2 * day,
      ageFrom: 'rollover',
    });
    assert.deepEqual(
      await policyOf({ state_name: 'cold', conditions: { cron: { cron: { expression: '* * * * *' } } } }),
      {
        ...common,
        deleteAfterMs: undefined,
        ageFrom: 'creation',
        deletesOtherwise: true,
      },
    );
    assert.deepEqual(await policyOf({ state_name: 'nonesuch' }), {
      ...common,
      deleteAfterMs: undefined,
      ageFrom: 'creation',
    });
  });
});
