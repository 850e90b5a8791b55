import { join } from 'node:path';
import { startElasticsearch } from '../ground/elasticsearch.ts';
import { startServer, type RunningServer } from '../ground/loopback-server.ts';
import { opensearch } from '../ground/opensearch.ts';
import { have } from '../ground/part.ts';

export type StoreKind = 'opensearch' | 'elasticsearch';

/** OpenSearch 2.19.1 or Elasticsearch 7.10.2 on the loopback interface, empty, with nothing but itself. */
export const startStore = (kind: StoreKind): Promise<RunningServer> =>
  kind === 'opensearch' ? startOpenSearch() : startElasticsearch();

async function startOpenSearch(): Promise<RunningServer> {
  const dir = await have(opensearch);
  const classPath = `${join(dir, 'classes')}:${join(dir, 'lib', '*')}`;
  return startServer('OpenSearch', (data, port) => {
    const settings = ['network.host=127.0.0.1', `http.port=${port}`, 'discovery.type=single-node'];
    return [join(dir, 'jre/bin/java'), '-Xmx512m', '-cp', classPath, 'Server', data, ...settings];
  });
}
