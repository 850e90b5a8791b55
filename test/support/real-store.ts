import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startElasticsearch, type RunningServer } from '../ground/elasticsearch.ts';
import { opensearch } from '../ground/opensearch.ts';
import { have } from '../ground/part.ts';
import { until } from '../ground/run.ts';

export type StoreKind = 'opensearch' | 'elasticsearch';

/** OpenSearch 2.19.1 or Elasticsearch 7.10.2 on the loopback interface, empty, with nothing but itself. */
export const startStore = (kind: StoreKind): Promise<RunningServer> =>
  kind === 'opensearch' ? startOpenSearch() : startElasticsearch();

async function startOpenSearch(): Promise<RunningServer> {
  const dir = await have(opensearch);
  const data = await mkdtemp(join(tmpdir(), 'opensearch-'));
  const port = await freePort();
  const settings = ['network.host=127.0.0.1', `http.port=${port}`, 'discovery.type=single-node'];
  const classPath = `${join(dir, 'classes')}:${join(dir, 'lib', '*')}`;
  const argv = ['-Xmx512m', '-cp', classPath, 'Server', data, ...settings];
  const child = spawn(join(dir, 'jre/bin/java'), argv, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const answers = (): Promise<boolean> =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  try {
    await until('OpenSearch', 120, answers);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
