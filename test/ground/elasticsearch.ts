import { join } from 'node:path';
import { makeServer } from './java-server.ts';
import { startServer, type RunningServer } from './loopback-server.ts';
import { have, type Part } from './part.ts';
import { modules } from './paths.ts';

/** Elasticsearch 7.10.2, its jars and our main class. It needs no cluster: it is only compared with OpenSearch. */
const elasticsearch: Part = {
  name: 'elasticsearch',
  sources: [join(modules, 'elasticsearch')],
  recipe: {},
  needs: [],
  async make(dir, progress) {
    await makeServer(dir, 'elasticsearch', progress);
  },
};

/** Starts one on a free port of the loopback interface, with nothing in it. */
export async function startElasticsearch(): Promise<RunningServer> {
  const dir = await have(elasticsearch);
  const classPath = `${join(dir, 'classes')}:${join(dir, 'lib', '*')}`;
  return startServer('Elasticsearch', (data, port) => [
    'java',
    '-Xmx512m',
    '-cp',
    classPath,
    'Server',
    data,
    String(port),
  ]);
}
