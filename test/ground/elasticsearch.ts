import { join } from 'node:path';
import { requireJavaTools } from './host-tools.ts';
import { startServer, type RunningServer } from './loopback-server.ts';
import { have, type Part } from './part.ts';
import { modules } from './paths.ts';
import { run } from './run.ts';

/** Elasticsearch 7.10.2, its jars and our main class. It needs no cluster: it is only compared with OpenSearch. */
const elasticsearch: Part = {
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
