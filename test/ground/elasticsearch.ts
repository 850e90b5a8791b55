import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireJavaTools } from './host-tools.ts';
import { have, type Part } from './part.ts';
import { modules } from './paths.ts';
import { run, until } from './run.ts';

/** Elasticsearch 7.10.2, its jars and our main class. It needs no cluster: it is only compared with OpenSearch. */
export const elasticsearch: Part = {
  name: 'elasticsearch',
  sources: [join(modules, 'elasticsearch')],
  recipe: {},
  needs: [],
  async make(dir, progress) {
    await requireJavaTools();
    const source = join(modules, 'elasticsearch');
    const lib = join(dir, 'lib');
    progress('resolving from Maven Central');
    const goal = 'dependency:copy-dependencies';
    await run(['mvn', '-q', '-B', '-f', join(source, 'pom.xml'), goal, `-DoutputDirectory=${lib}`]);
    progress('compiling');
    await run(['javac', '-cp', join(lib, '*'), '-d', join(dir, 'classes'), join(source, 'Server.java')]);
  },
};

export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one on a free port of the loopback interface, with nothing in it. */
export async function startElasticsearch(): Promise<RunningServer> {
  const dir = await have(elasticsearch);
  const data = await mkdtemp(join(tmpdir(), 'elasticsearch-'));
  const port = await freePort();
  const classPath = `${join(dir, 'classes')}:${join(dir, 'lib', '*')}`;
  const child = spawn('java', ['-Xmx512m', '-cp', classPath, 'Server', data, String(port)], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
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
    await until('Elasticsearch', 90, answers);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
