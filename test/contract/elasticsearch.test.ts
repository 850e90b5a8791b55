import assert from 'node:assert/strict';
import { recordedStore } from '../support/recorded-store.ts';
import { elasticsearchContract } from './elasticsearch.contract.ts';

for (const [name, expected] of [
  ['elasticsearch-7.10.2', { distribution: 'elasticsearch', number: '7.10.2', major: 7 }],
  ['opensearch-2.19.1', { distribution: 'opensearch', number: '2.19.1', major: 2 }],
] as const)
  elasticsearchContract(`the recorded ${name}`, async () => {
    const store = await recordedStore(name);
    const close = (): void => {
      store.close();
      assert.deepEqual(store.unknown, [], 'asked for what is not recorded: npm run record -- elasticsearch');
    };
    return { api: store.api, laidOutMs: store.recordedMs, expected, close };
  });
