import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { down, up, type Ground } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { until } from '../ground/run.ts';
import { addSets, buildSets, removeSets, sets as all } from '../ground/sets/index.ts';
import { memoryOf } from './memory.ts';

const instance = instanceOf('prove');
const sets = all.filter(({ heavy }) => !heavy);

interface Path {
  readonly namespace: string;
  readonly collector: string;
  readonly query: string;
  /** Of the query API; 16686 if not said. */
  readonly port?: number;
}

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

const span = (service: string): string => {
  const now = BigInt(Date.now()) * 1_000_000n;
  const sent = {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    name: 'prove',
    kind: 1,
    startTimeUnixNano: String(now),
    endTimeUnixNano: String(now + 1_000_000n),
  };
  const attributes = [{ key: 'service.name', value: { stringValue: service } }];
  return JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans: [sent] }] }] });
};

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

  /** The address of a Service; without a name, that of the Pod which has the collector beside it. */
  const addressOf = ({ namespace, collector }: Path): Promise<string> =>
    collector === ''
      ? cluster.kubectl(
          '-n',
          namespace,
          'get',
          'pods',
          '-l',
          'app=with-sidecar',
          '-o',
          'jsonpath={.items[0].status.podIP}',
        )
      : cluster.kubectl('-n', namespace, 'get', 'service', collector, '-o', 'jsonpath={.spec.clusterIP}');

  async function passes(path: Path): Promise<void> {
    const service = `prove-${randomBytes(4).toString('hex')}`;
    const post = `const [url, body] = process.argv.slice(1);
      const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      if (!answer.ok) throw new Error(answer.status + await answer.text());`;
    const url = `http://${await addressOf(path)}:4318/v1/traces`;
    await cluster.run([process.execPath, '--input-type=module', '-e', post, url, span(service)]);
    const port = path.port ?? 16686;
    const services = `/api/v1/namespaces/${path.namespace}/services/${path.query}:${port}/proxy/api/services`;
    // The query API fails while the first index has no shards yet.
    await until(`${service} in ${path.query}`, 60, async () =>
      (await cluster.outcome(['kubectl', 'get', '--raw', services])).stdout.includes(service),
    );
  }

  for (const { name } of sets) {
    it(`${name} gets ready, beside all sets before it`, async () => {
      const began = Date.now();
      await addSets(cluster, [name]);
      const seconds = Math.round((Date.now() - began) / 1000);
      for (const path of PATHS[name] ?? []) await passes(path);
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
    for (const path of Object.values(PATHS).flat()) await passes(path);
  });

  it('leave nothing in the cluster when they are removed', async () => {
    await removeSets(
      cluster,
      sets.map(({ name }) => name),
    );
    const left = await cluster.kubectl(
      'get',
      'namespaces,crd,mutatingwebhookconfigurations,validatingwebhookconfigurations',
      '-o',
      'name',
    );
    const builtIn = ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => `namespace/${name}`);
    assert.deepEqual(left.trim().split('\n').toSorted(), builtIn);
    assert.equal(await cluster.kubectl('get', 'pods,deployments,pvc', '-A', '-o', 'name'), '');
  });
});
