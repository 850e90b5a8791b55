import assert from 'node:assert/strict';
import { loadWorld, startSandbox, type Sandbox } from '../../../sandbox/index.ts';
import type { EvidenceSource } from '../../../src/status/gather-evidence.ts';
import { readStatus } from '../../../src/status/index.ts';
import { countOf } from '../../support/round-trips.ts';

describe('status of one healthy instance', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ world: await loadWorld('production') });
  });
  after(() => sandbox.close());

  for (const namespace of ['default', 'jaeger-production'])
    it(`takes at most 12 requests, two round trips deep (${namespace})`, async () => {
      const { result, requests, roundTrips } = await countOf(sandbox, (cluster) => {
        const reader: EvidenceSource = {
          list: (resource, query) => cluster.list(resource, query),
          servedGroups: (options) => cluster.servedGroups(options),
          get: () => assert.fail('status gets nothing'),
          logs: () => assert.fail('no log is read'),
        };
        return readStatus(reader, { namespace }, new Date());
      });
      assert.equal(result.instances.length, 1);
      assert.ok(requests >= 6 && requests <= 12, `${requests} requests`);
      assert.ok(roundTrips >= 1 && roundTrips <= 2, `${roundTrips} round trips`);
    });
});
