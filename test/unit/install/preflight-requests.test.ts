import assert from 'node:assert/strict';
import type { Sandbox } from '../../../sandbox/index.ts';
import { startPractice } from '../../../sandbox/practice.ts';
import { installRights, preflight, type InstallOptions } from '../../../src/install/index.ts';
import { statusRights } from '../../../src/status/index.ts';
import { optionsOf } from '../../support/install-options.ts';
import { countOf } from '../../support/round-trips.ts';

const CASES: readonly (readonly [what: string, options: Partial<InstallOptions>, most: number])[] = [
  ['an all-in-one', {}, 17],
  ['one on an Elasticsearch that is there', { settings: { storage: 'elasticsearch', 'es-url': 'http://es:9200' } }, 19],
  ['one that orders its Elasticsearch', { settings: { storage: 'elasticsearch', 'es-storage-size': '1Gi' } }, 20],
];

describe('a preflight', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startPractice('fresh');
  });
  after(() => sandbox.close());

  for (const [what, more, most] of CASES)
    it(`of ${what} takes ${most} requests, two round trips deep`, async () => {
      const options = { ...optionsOf(more), namespace: 'default' };
      const rights = [...installRights, ...statusRights];
      const request = { options, createNamespace: false, rights, now: new Date() };
      const { result, requests, roundTrips } = await countOf(sandbox, (cluster) =>
        preflight(cluster, request, new AbortController().signal),
      );
      assert.deepEqual(
        result.checks.filter(({ unknown }) => unknown),
        [],
      );
      assert.deepEqual([requests, roundTrips], [most, 2]);
    });
});
