import { connectElasticsearch } from '../../src/elasticsearch/connect.ts';
import { connect } from '../ground/cluster.ts';
import { startElasticsearch } from '../ground/elasticsearch.ts';
import { instanceOf } from '../ground/paths.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { relayInto } from '../support/relay.ts';
import { asking, clearLayout, layOut } from '../support/store-layout.ts';
import { elasticsearchContract, type StoreSubject } from './elasticsearch.contract.ts';

async function subjectAt(
  url: string,
  expected: StoreSubject['expected'],
  close: () => Promise<void>,
): Promise<StoreSubject> {
  const { hostname: host, port } = new URL(url);
  await layOut(asking(url));
  const api = connectElasticsearch({ scheme: 'http', host, port: Number(port), basePath: '/' }, {});
  const closeAll = (): Promise<void> => {
    api.close();
    return close();
  };
  return { api, laidOutMs: Date.now(), expected, close: closeAll };
}

elasticsearchContract('a real OpenSearch', async () => {
  await e2eCluster();
  const ground = await connect(instanceOf('e2e'));
  const address = ['-n', 'jaeger-production', 'get', 'service', 'elasticsearch', '-o', 'jsonpath={.spec.clusterIP}'];
  const relay = await relayInto(ground, await ground.kubectl(...address), 9200);
  const url = `http://127.0.0.1:${relay.port}`;
  return subjectAt(url, { distribution: 'opensearch', major: 2 }, async () => {
    await clearLayout(asking(url));
    relay.close();
  });
});

elasticsearchContract('a real Elasticsearch', async () => {
  const server = await startElasticsearch();
  return subjectAt(server.url, { distribution: 'elasticsearch', major: 7 }, () => server.stop());
});
