import { connectElasticsearch } from '../../src/elasticsearch/connect.ts';
import type { ElasticsearchApi, StoreExchange } from '../../src/elasticsearch/ports.ts';
import type { Ground } from '../ground/cluster.ts';
import { readStore } from '../../src/retention/read-store.ts';
import { startElasticsearch } from '../ground/elasticsearch.ts';
import { sleep } from '../ground/run.ts';
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

async function recordStore(name: string, url: string, ask: (api: ElasticsearchApi) => Promise<unknown>): Promise<void> {
  const answers: Record<string, { status: number; body: string }> = {};
  const onExchange = ({ url: asked, answer }: StoreExchange): void => {
    const path = asked.slice(url.length);
    if (answer) answers[path] = { status: answer.status, body: answer.body };
  };
  const { hostname: host, port } = new URL(url);
  const api = connectElasticsearch({ scheme: 'http', host, port: Number(port), basePath: '/' }, {}, { onExchange });
  const recordedMs = Date.now();
  await ask(api);
  api.close();
  const recorded: RecordedStore = { recordedMs, answers };
  await writeFixture(`elasticsearch/${name}`, recorded);
}

/** What OpenSearch 2.19.1 and Elasticsearch 7.10.2 answer to the contract's questions: test/fixtures/elasticsearch/. */
export async function recordElasticsearch(cluster: Ground): Promise<void> {
  const server = await startElasticsearch();
  try {
    await layOut(asking(server.url));
    await recordStore('elasticsearch-7.10.2', server.url, askAll);
  } finally {
    await server.stop();
  }
  await addSets(cluster, ['opensearch']);
  await withStore(cluster, async (url) => {
    await layOut(asking(url));
    await recordStore('opensearch-2.19.1', url, askAll);
  });
}

async function withStore(cluster: Ground, work: (url: string) => Promise<void>): Promise<void> {
  const address = ['-n', 'jaeger-production', 'get', 'service', 'elasticsearch', '-o', 'jsonpath={.spec.clusterIP}'];
  const relay = await relayInto(cluster, await cluster.kubectl(...address), 9200);
  try {
    await work(`http://127.0.0.1:${relay.port}`);
  } finally {
    relay.close();
  }
}

/** What the span store of the set `production` says to `retention` when spans came in and twice a new index was begun: for the practice cluster. */
export async function recordProductionStore(cluster: Ground): Promise<void> {
  await addSets(cluster, ['production', 'hotrod']);
  await withStore(cluster, async (url) => {
    const ask = asking(url);
    for (const round of ['first', 'second', 'last']) {
      await sendSpans(cluster);
      await ask('POST', '_refresh');
      if (round === 'last') break;
      for (const type of ['span', 'service']) {
        await ask('POST', `jaeger-${type}-write/_rollover`, {});
        const [written = ''] = Object.keys((await ask('GET', `_alias/jaeger-${type}-write`)) as object);
        await ask('POST', '_aliases', { actions: [{ add: { index: written, alias: `jaeger-${type}-read` } }] });
      }
    }
    await recordStore('production', url, (api) => readStore(api, new AbortController().signal));
  });
}

/** Each of them is a trace of some fifty spans. */
export async function sendSpans(cluster: Ground): Promise<void> {
  const namespace = 'jaeger-production';
  const pod = await cluster.kubectl('get', 'pods', '-n', namespace, '-l', 'app=hotrod', '-o', 'name');
  const dispatch = `/api/v1/namespaces/${namespace}/pods/${pod.trim().slice('pod/'.length)}:8080/proxy/dispatch?customer=123`;
  for (let trace = 0; trace < 20; trace += 1) await cluster.kubectl('get', '--raw', dispatch);
  // The collector writes what it has after a second.
  await sleep(5000);
}
