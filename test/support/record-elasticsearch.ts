import { connectElasticsearch } from '../../src/elasticsearch/connect.ts';
import type { ElasticsearchApi, StoreExchange } from '../../src/elasticsearch/ports.ts';
import type { Ground } from '../ground/cluster.ts';
import { startElasticsearch } from '../ground/elasticsearch.ts';
import { addSets } from '../ground/sets/index.ts';
import { relayInto } from './relay.ts';
import { writeFixture } from './record-world.ts';
import { asking, layOut, PREFIX } from './store-layout.ts';

/** What a store answered: path → status and body. */
export interface RecordedStore {
  readonly recordedMs: number;
  readonly answers: Readonly<Record<string, { readonly status: number; readonly body: string }>>;
}

/** Everything that the contract asks of a port. */
async function askAll(api: ElasticsearchApi): Promise<void> {
  const { signal } = new AbortController();
  const nothing = 'contract-nonesuch';
  for (const expression of [`${PREFIX}*jaeger-*`, nothing, `${nothing}-*`]) {
    await api.indices(expression, signal);
    await api.sizes(expression, signal);
    await api.lifecycles(expression, signal);
  }
  await api.dataStreams(`${nothing}-*`, signal);
  await api.policies([nothing], signal);
  await api.health(signal);
  await api.disks(signal);
  await api.limits(signal);
  await api.templates(signal);
}

async function recordStore(name: string, url: string): Promise<void> {
  await layOut(asking(url));
  const answers: Record<string, { status: number; body: string }> = {};
  const onExchange = ({ url: asked, answer }: StoreExchange): void => {
    const path = asked.slice(url.length);
    if (answer) answers[path] = { status: answer.status, body: answer.body };
  };
  const { hostname: host, port } = new URL(url);
  const api = connectElasticsearch({ scheme: 'http', host, port: Number(port), basePath: '/' }, {}, { onExchange });
  const recordedMs = Date.now();
  await askAll(api);
  api.close();
  const recorded: RecordedStore = { recordedMs, answers };
  await writeFixture(`elasticsearch/${name}`, recorded);
}

/** What OpenSearch 2.19.1 and Elasticsearch 7.10.2 answer to the contract's questions: test/fixtures/elasticsearch/. */
export async function recordElasticsearch(cluster: Ground): Promise<void> {
  const server = await startElasticsearch();
  try {
    await recordStore('elasticsearch-7.10.2', server.url);
  } finally {
    await server.stop();
  }
  await addSets(cluster, ['opensearch']);
  const address = ['-n', 'jaeger-production', 'get', 'service', 'elasticsearch', '-o', 'jsonpath={.spec.clusterIP}'];
  const relay = await relayInto(cluster, await cluster.kubectl(...address), 9200);
  try {
    await recordStore('opensearch-2.19.1', `http://127.0.0.1:${relay.port}`);
  } finally {
    relay.close();
  }
}
