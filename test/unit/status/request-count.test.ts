import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { EvidenceSource } from '../../../src/status/gather-evidence.ts';
import { loadWorld, startSandbox, type Sandbox } from '../../../sandbox/index.ts';
import { ApiCluster } from '../../../src/kubernetes/api-cluster.ts';
import { readStatus } from '../../../src/status/index.ts';

interface Count {
  readonly requests: number;
  /** How often everything that was asked had to be answered before anything else was asked. */
  readonly roundTrips: number;
}

/** Asks a practice cluster, but nothing before no other question is coming. */
async function countOf(sandbox: Sandbox, namespace: string): Promise<Count> {
  const config = new KubeConfig();
  config.loadFromString(sandbox.kubeconfig());
  const cluster = new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 10_000 });
  const from = sandbox.requests.length;
  let waiting: (() => void)[] = [];
  const open = new Set<Promise<unknown>>();
  const held = async <T>(ask: () => Promise<T>): Promise<T> => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    const answer = ask();
    open.add(answer);
    return answer;
  };
  const reader: EvidenceSource = {
    list: (resource, query) => held(() => cluster.list(resource, query)),
    servedGroups: (options) => held(() => cluster.servedGroups(options)),
    get: () => assert.fail('status gets nothing'),
    logs: () => assert.fail('no log is read'),
  };
  const progress = { isDone: false };
  const report = readStatus(reader, { namespace }, new Date()).finally(() => {
    progress.isDone = true;
  });
  let roundTrips = 0;
  for (await setImmediate(); !progress.isDone; await setImmediate()) {
    const all = waiting;
    waiting = [];
    roundTrips++;
    for (const ask of all) ask();
    await setImmediate();
    await Promise.all(open);
  }
  assert.equal((await report).instances.length, 1);
  cluster.close();
  return { requests: sandbox.requests.length - from, roundTrips };
}

describe('status of one healthy instance', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ world: await loadWorld('production') });
  });
  after(() => sandbox.close());

  for (const namespace of ['default', 'jaeger-production'])
    it(`takes at most 12 requests, two round trips deep (${namespace})`, async () => {
      const { requests, roundTrips } = await countOf(sandbox, namespace);
      assert.ok(requests >= 6 && requests <= 12, `${requests} requests`);
      assert.ok(roundTrips >= 1 && roundTrips <= 2, `${roundTrips} round trips`);
    });
});
