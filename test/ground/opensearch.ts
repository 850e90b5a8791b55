import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeServer } from './java-server.ts';
import { image, linkedLibraries } from './image.ts';
import { modules } from './paths.ts';
import type { Part } from './part.ts';
import { run } from './run.ts';

const OPENSEARCH_VERSION = '2.19.1';

/** Without jdk.localedata the creation of Jaeger's index templates fails (no Thai segmentation). */
const JAVA_MODULES = [
  'java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http',
  'java.security.jgss,java.security.sasl,java.sql,java.xml',
  'jdk.crypto.ec,jdk.localedata,jdk.management,jdk.unsupported,jdk.zipfs',
].join(',');

/** The server's jars, our main class, and a Java run time cut down to what they need. */
export const opensearch: Part = {
  name: 'opensearch',
  sources: [join(modules, 'opensearch')],
  recipe: { modules: JAVA_MODULES },
  needs: [],
  async make(dir, progress) {
    await makeServer(dir, 'opensearch', progress);
    const small = ['--no-header-files', '--no-man-pages', '--strip-debug', '--compress=1'];
    await run(['jlink', ...small, '--output', join(dir, 'jre'), '--add-modules', JAVA_MODULES]);
  },
};

export const opensearchImage = image({
  reference: `docker.io/opensearchproject/opensearch:${OPENSEARCH_VERSION}`,
  entrypoint: ['/jre/bin/java', '-Xmx512m', '-cp', '/classes:/opensearch/*', 'Server', '/usr/share/opensearch/data'],
  needs: [opensearch],
  async files([dir = '']) {
    const jre = join(dir, 'jre');
    const libraries = (await readdir(join(jre, 'lib'))).filter((name) => name.endsWith('.so'));
    const objects = [join(jre, 'bin/java'), ...libraries.map((name) => join(jre, 'lib', name))];
    const linked = await linkedLibraries([...objects, join(jre, 'lib/server/libjvm.so')], jre);
    return { ...linked, '/jre': jre, '/opensearch': join(dir, 'lib'), '/classes': join(dir, 'classes') };
  },
});
