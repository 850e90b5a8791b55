import assert from 'node:assert/strict';
import { down, up, type Ground } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { until } from '../ground/run.ts';
import { addSets, buildSets, removeSets, sets as all } from '../ground/sets/index.ts';
import { cells } from '../support/table.ts';
import { opensInBrowser } from './browser.ts';
import { memoryOf } from './memory.ts';
import { assertBare, passes, type Path } from './passes.ts';

const instance = instanceOf('prove');
const sets = all.filter(({ heavy }) => !heavy);

/** Where a span goes in and comes out again, for each set through which one can pass. */
const PATHS: Readonly<Record<string, readonly Path[]>> = {
  'all-in-one': [
    {
      namespace: 'default',
      collector: 'jaeger-all-in-one-inmemory-collector',
      query: 'jaeger-all-in-one-inmemory-query',
    },
  ],
  production: [
    { namespace: 'jaeger-production', collector: 'jaeger-production-collector', query: 'jaeger-production-query' },
  ],
  'jaeger-v2': [
    { namespace: 'jaeger-v2', collector: 'jaeger', query: 'jaeger' },
    { namespace: 'jaeger-v2-production', collector: 'jaeger-collector', query: 'jaeger-query' },
  ],
  'otel-operator': [
    { namespace: 'otel', collector: 'jaeger-inmemory-collector', query: 'jaeger-inmemory-collector-extension' },
    { namespace: 'otel', collector: '', query: 'jaeger-inmemory-collector-extension' },
  ],
  helm: [
    { namespace: 'helm-v1', collector: 'prod-jaeger-collector', query: 'prod-jaeger-query', port: 80 },
    { namespace: 'helm-v2', collector: 'jaeger', query: 'jaeger' },
  ],
};

/** Namespace, name, flavour, strategy, storage, version, status; by namespace and name. */
const LISTED = [
  'default jaeger-all-in-one-inmemory jaeger-operator allinone memory 1.65.0 Ready',
  'helm-v1 prod helm production elasticsearch 1.53.0 Ready',
  'helm-v2 jaeger helm allinone memory 2.13.0 Ready',
  'jaeger-production jaeger-production jaeger-operator production elasticsearch 1.65.0 Ready',
  'jaeger-v2 jaeger manifests allinone memory 2.13.0 Ready',
  'jaeger-v2-production jaeger manifests production opensearch 2.13.0 Ready',
  'otel jaeger-inmemory otel-operator allinone memory 2.13.0 Ready',
];

describe('the sets of the ground', () => {
  let cluster: Ground;
  const rows: string[] = [];

  before(async () => {
    await buildSets(sets.map(({ name }) => name));
    await down(instance);
    cluster = await up(instance);
  });

  after(async () => {
    process.stdout.write(`\n${['SET: seconds to ready, memory of all processes with it', ...rows].join('\n')}\n`);
    await down(instance);
  });

  for (const { name } of sets) {
    it(`${name} gets ready, beside all sets before it`, async () => {
      const began = Date.now();
      await addSets(cluster, [name]);
      const seconds = Math.round((Date.now() - began) / 1000);
      for (const path of PATHS[name] ?? []) await passes(cluster, path);
      const checked = (PATHS[name] ?? []).length > 0 ? `, ${PATHS[name]?.length} path(s) carried a span` : '';
      rows.push(`${name}: ${seconds} s, ${await memoryOf(instance)} MiB${checked}`);
    });
  }

  it('agent-client’s spans pass from the agent beside it to the query API', async () => {
    const services = '/api/v1/namespaces/default/services/jaeger-all-in-one-inmemory-query:16686/proxy/api/services';
    await until('agent-client in the query API', 60, async () =>
      (await cluster.kubectl('get', '--raw', services)).includes('"agent-client.default"'),
    );
  });

  it('all carry spans while they stand together', async () => {
    for (const path of Object.values(PATHS).flat()) await passes(cluster, path);
  });

  it('are listed, each as what it is, and nothing is wrong with any', async () => {
    const { code, stdout } = await cluster.outcome(['kubectl', 'jaeger', 'list', '-A', '--no-headers']);
    const listed = cells(stdout).map((row) => row.slice(0, -1).join(' '));
    assert.deepEqual([code, listed], [0, LISTED]);
    const status = await cluster.outcome(['kubectl', 'jaeger', 'status', '-A']);
    assert.equal(status.code, 0, status.stdout);
  });

  it('all have a page, which a browser opens through the tunnel', async () => {
    rows.push(...(await opensInBrowser(cluster)));
  });

  it('leave nothing in the cluster when they are removed', async () => {
    await removeSets(
      cluster,
      sets.map(({ name }) => name),
    );
    await assertBare(cluster);
  });
});
