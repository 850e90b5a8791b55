import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElasticsearchApi, IndexSize, StoreVersion } from '../../src/elasticsearch/ports.ts';
import { PREFIX } from '../support/store-layout.ts';

export interface StoreSubject {
  /** Of a store with what `layOut` puts there. */
  readonly api: ElasticsearchApi;
  /** When it was put there, within a minute or so. */
  readonly laidOutMs: number;
  readonly expected: Partial<StoreVersion>;
  close(): Promise<void> | void;
}

const index = (name: string): string => `${PREFIX}jaeger-${name}`;
const MINUTE = 60_000;

/** A store remembers for ten seconds how large an index was (`index.store.stats_refresh_interval`), and somebody may have asked before it was written to. */
async function sizesSince(api: ElasticsearchApi): Promise<ReadonlyMap<string, IndexSize>> {
  for (const began = Date.now(); ; await sleep(500)) {
    const sizes = await api.sizes(`${PREFIX}*jaeger-*`, AbortSignal.timeout(15_000));
    const byName = new Map(sizes.map((size) => [size.name, size]));
    const { bytes = 0 } = byName.get(index('span-2026-01-02')) ?? {};
    if (bytes > 1000 || Date.now() - began > 15_000) return byName;
  }
}

/** The ElasticsearchApi port. */
export function elasticsearchContract(name: string, start: () => Promise<StoreSubject>): void {
  describe(`the Elasticsearch port of ${name}`, () => {
    const { signal } = new AbortController();
    let subject: StoreSubject;
    let api: ElasticsearchApi;

    before(async () => {
      subject = await start();
      ({ api } = subject);
    });

    after(() => subject.close());

    it('knows which server it is', async () => {
      const version = await api.version(signal);
      assert.deepEqual({ ...version, ...subject.expected }, version);
      assert.match(version.number, /^\d+\.\d+\.\d+/);
      assert.equal(String(version.major), version.number.split('.')[0]);
      assert.notEqual(version.clusterName, '');
    });

    it('lists indices with their settings and aliases, closed and hidden ones too, by name', async () => {
      const indices = await api.indices(`${PREFIX}*jaeger-*`, signal);
      assert.deepEqual(
        indices.map((found) => ({ ...found, createdMs: 0 })),
        [
          { name: index('sampling-hidden'), ...plain, isHidden: true },
          {
            name: index('service-000001'),
            ...plain,
            aliases: [
              { name: index('service-read'), isWriteIndex: undefined },
              { name: index('service-write'), isWriteIndex: true },
            ],
          },
          { name: index('service-2026-01-01'), ...plain },
          { name: index('span-2026-01-02'), ...plain, ...read, blocks: ['read_only_allow_delete'] },
          { name: index('span-2026.01.03'), ...plain, ...read, replicas: 1 },
        ],
      );
      for (const { createdMs } of indices)
        assert.ok(Math.abs(createdMs - subject.laidOutMs) < 2 * MINUTE, String(createdMs));
    });

    it('tells what they take up, and which are closed', async () => {
      const sizes = await sizesSince(api);
      assert.equal(sizes.size, 5);
      const written = sizes.get(index('span-2026-01-02')) ?? assert.fail();
      assert.deepEqual([written.health, written.isOpen], ['green', true]);
      // Where Jaeger's own template holds, its tag is a document of its own.
      assert.ok([1, 2].includes(written.documents ?? 0), String(written.documents));
      assert.ok((written.bytes ?? 0) > 1000 && written.bytes === written.primaryBytes, String(written.bytes));
      assert.equal(sizes.get(index('span-2026.01.03'))?.health, 'yellow');
      const closed = sizes.get(index('service-2026-01-01')) ?? assert.fail();
      assert.deepEqual([closed.isOpen, closed.documents], [false, undefined]);
    });

    it('has nothing to say of indices that are not there', async () => {
      const nothing = 'contract-nonesuch';
      for (const expression of [nothing, `${nothing}-*`]) {
        assert.deepEqual(await api.indices(expression, signal), []);
        assert.deepEqual(await api.sizes(expression, signal), []);
        assert.deepEqual(await api.lifecycles(expression, signal), []);
      }
      assert.deepEqual(await api.dataStreams(`${nothing}-*`, signal), []);
      assert.deepEqual(await api.policies([nothing], signal), []);
    });

    it('knows health, disks and their limits', async () => {
      const health = await api.health(signal);
      assert.equal(health.status, 'yellow');
      assert.equal(health.dataNodes, 1);
      assert.ok(health.activeShards >= 4 && health.unassignedShards >= 1);
      const [disk, ...others] = await api.disks(signal);
      assert.deepEqual(others, []);
      assert.ok(disk !== undefined && disk.totalBytes > disk.usedBytes && disk.availableBytes > 0);
      assert.ok(disk.shards >= 4);
      assert.deepEqual(await api.limits(signal), {
        isWatched: true,
        low: '85%',
        high: '90%',
        floodStage: '95%',
        headroom: undefined,
        shardsPerNode: 1000,
      });
    });

    it("lists templates of both kinds, Jaeger's alone", async () => {
      const templates = (await api.templates(signal)).filter((template) => template.name.startsWith(PREFIX));
      const common = { policy: undefined, rolloverAlias: undefined };
      assert.deepEqual(templates, [
        {
          name: `${PREFIX}custom`,
          isLegacy: false,
          patterns: [index('archive-*')],
          priority: 7,
          shards: undefined,
          replicas: 2,
          ...common,
          aliases: [index('archive-read')],
        },
        {
          name: `${PREFIX}jaeger-span`,
          isLegacy: true,
          patterns: [`*${PREFIX}jaeger-span-*`],
          priority: 3,
          shards: 2,
          replicas: 1,
          ...common,
          aliases: [index('span-read')],
        },
      ]);
    });
  });
}

const plain = {
  createdMs: 0,
  aliases: [],
  isHidden: false,
  shards: 1,
  replicas: 0,
  blocks: [],
  policy: undefined,
  rolloverAlias: undefined,
};
const read = { aliases: [{ name: index('span-read'), isWriteIndex: undefined }] };
