import assert from 'node:assert/strict';
import type { IndexSize, StoredIndex } from '../../../src/elasticsearch/ports.ts';
import { chooseWithJobs, jobRows } from '../../../src/jaeger/index.ts';
import { renderRetention } from '../../../src/retention/index.ts';
import { retentionJobs } from '../../../src/retention/job-report.ts';
import type { Known } from '../../../src/retention/known.ts';
import { readRuns } from '../../../src/retention/read-runs.ts';
import { storeReport } from '../../../src/retention/store-report.ts';
import { assertGolden } from '../../support/golden.ts';
import { clusterWith, rawObjects } from '../../support/recorded-cluster.ts';
import { assertSchema } from '../../support/schemas.ts';
import { DAY, emptyStore, NOW, stored } from '../../support/stored.ts';
import { PLAIN } from '../../support/views.ts';

const GB = 1024 ** 3;
const dated = (back: number): string => new Date(NOW - back * DAY).toISOString().slice(0, 10);

/** Eight days of an instance, an archive, what was left of a rollover, a clock that runs ahead, and another Jaeger. */
const indices: readonly StoredIndex[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7].flatMap((back) => [
    stored(`jaeger-span-${dated(back)}`, { createdMs: NOW - back * DAY, shards: 5, replicas: 1 }),
    stored(`jaeger-service-${dated(back)}`, { createdMs: NOW - back * DAY, shards: 5, replicas: 1 }),
  ]),
  stored('jaeger-span-2026-01-01', { createdMs: NOW - 2 * DAY }),
  stored('jaeger-span-000004', { createdMs: NOW - 90 * DAY }),
  stored('jaeger-span-archive', { createdMs: NOW - 200 * DAY }),
  stored('jaeger-span-2042-01-01', { createdMs: NOW - DAY }),
  stored('other-jaeger-span-2026-11-01', { createdMs: NOW - 22 * DAY }),
];

const sizes: readonly IndexSize[] = indices.map(({ name }, position) => ({
  name,
  health: 'green',
  isOpen: true,
  documents: name.includes('service') ? 120 : 3_000_000 + position,
  bytes: name.includes('service') ? 30_000 : 4 * GB,
  primaryBytes: name.includes('service') ? 15_000 : 2 * GB,
}));

const store = {
  ...emptyStore,
  version: { distribution: 'elasticsearch', number: '6.8.23', major: 6, clusterName: 'es\u001b[31m' } as const,
  indices,
  sizes,
  health: { status: 'green', dataNodes: 2, activeShards: 170, unassignedShards: 0 } as const,
  disks: ['es-0', 'es-1'].map((node, position) => ({
    node,
    totalBytes: 50 * GB,
    usedBytes: (30 + position * 11) * GB,
    availableBytes: (20 - position * 11) * GB,
    shards: 85,
  })),
  limits: { isWatched: true, low: '85%', high: '90%', floodStage: '95%', headroom: undefined, shardsPerNode: 1000 },
  policies: [],
};

async function known(): Promise<Known> {
  const cluster = clusterWith(await rawObjects('openshift'));
  const chosen = await chooseWithJobs(cluster, { namespace: 'jaeger-production' });
  const { runs, errors } = await readRuns(cluster, chosen.cronJobs, new AbortController().signal);
  const withJobs = { ...chosen.root, jobs: chosen.jobs, cronJobs: chosen.cronJobs, pods: [] };
  const logs = new Map<string, string>();
  const jobs = retentionJobs(jobRows(chosen), runs, { instance: withJobs, logs, nowMs: NOW });
  return { chosen, runs, jobs, logs, withJobs, errors };
}

describe('the report of retention', () => {
  const via = {
    url: 'https://elasticsearch:9200',
    identity: 'certificate of secrets/curator',
    skipsVerification: false,
    way: 'tunnel',
    namespace: 'jaeger-production',
    pod: 'elasticsearch-cdm-1',
  } as const;
  const shown = { types: undefined, olderThanMs: undefined, sortedBy: 'name' } as const;
  const request = { store: {}, indices: shown, days: 3 };
  const options = { ...PLAIN, now: new Date(NOW) };

  it('says of every index what becomes of it, and what that comes to', async () => {
    const report = storeReport(await known(), { store, via }, request, NOW);
    await assertSchema(structuredClone(JSON.parse(JSON.stringify(report))));
    await assertGolden('retention/production.txt', renderRetention(report, { ...options, columns: 80 }));
    await assertGolden('retention/production-wide.txt', renderRetention(report, { ...options, wide: true }));
  });

  it('shows those that were asked for, and counts all', async () => {
    const facts = await known();
    const some = (choice: Partial<typeof request.indices> & object) =>
      storeReport(facts, { store, via }, { ...request, indices: { ...shown, ...choice } }, NOW);
    const all = some({});
    const archived = some({ types: ['archive'] } as object);
    assert.deepEqual(
      archived.indices.map(({ index }) => index),
      ['jaeger-span-archive'],
    );
    assert.deepEqual(archived.findings, all.findings);
    assert.deepEqual(archived.forecast, all.forecast);
    const old = some({ olderThanMs: 50 * DAY } as object);
    assert.deepEqual(
      old.indices.map(({ index }) => index),
      ['jaeger-span-000004', 'jaeger-span-archive'],
    );
    const largest = some({ sortedBy: 'size' } as object);
    assert.ok((largest.indices[0]?.bytes ?? 0) > (largest.indices.at(-1)?.bytes ?? 0));
  });
});
