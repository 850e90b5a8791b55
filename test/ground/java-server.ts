import { join } from 'node:path';
import { requireJavaTools } from './host-tools.ts';
import { modules } from './paths.ts';
import { run } from './run.ts';

/** A server's jars, in `lib`, and our main class for it, in `classes`, by the folder under `modules/` whose pom.xml pins them. */
export async function makeServer(dir: string, module: string, progress: (what: string) => void): Promise<void> {
  await requireJavaTools();
  const source = join(modules, module);
  const lib = join(dir, 'lib');
  progress('resolving from Maven Central');
  const goal = 'dependency:copy-dependencies';
  await run(['mvn', '-q', '-B', '-f', join(source, 'pom.xml'), goal, `-DoutputDirectory=${lib}`]);
  progress('compiling');
  await run(['javac', '-cp', join(lib, '*'), '-d', join(dir, 'classes'), join(source, 'Server.java')]);
}
