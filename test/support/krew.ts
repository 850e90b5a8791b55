import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { krew } from '../ground/krew.ts';
import { have } from '../ground/part.ts';
import { kubernetes } from '../ground/parts.ts';
import { outcome, run, type Outcome } from '../ground/run.ts';

/** A home of krew's own, an index of its own, and a server on the loopback interface: nothing else is asked. */
export interface Krew {
  /** Where the archives are downloaded from. */
  readonly urlBase: string;
  /** First on the PATH of whoever uses what krew has installed. */
  readonly programs: string;
  /** Writes the manifest into the index, as the maintainers of an index do. */
  publish(manifest: string): Promise<string>;
  /** `kubectl krew …`, or the validator. */
  run(...argv: string[]): Promise<string>;
  outcome(...argv: string[]): Promise<Outcome>;
  /** The URL of the index as a git repository. */
  readonly index: string;
}

/** krew with the archives of a folder to download, while `work` lasts. */
export async function withKrew<T>(archives: string, work: (krew: Krew) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'krew-'));
  const server = createServer((request, response) => {
    readFile(join(archives, basename(request.url ?? ''))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await work(await krewIn(home, `http://127.0.0.1:${port}`));
  } finally {
    server.close();
    await rm(home, { recursive: true });
  }
}

async function krewIn(home: string, urlBase: string): Promise<Krew> {
  const index = join(home, 'index');
  const root = join(home, 'krew');
  const programs = join(root, 'bin');
  const path = [programs, await have(krew), await have(kubernetes), process.env['PATH'] ?? ''];
  const author = { GIT_AUTHOR_NAME: 'index', GIT_AUTHOR_EMAIL: 'index@localhost' };
  const env = {
    ...author,
    GIT_COMMITTER_NAME: 'index',
    GIT_COMMITTER_EMAIL: 'index@localhost',
    PATH: path.join(delimiter),
    HOME: home,
    KREW_ROOT: root,
    KREW_NO_UPGRADE_CHECK: '1',
    KREW_DEFAULT_INDEX_URI: `file://${index}`,
  };
  await mkdir(join(index, 'plugins'), { recursive: true });
  await run(['git', 'init', '-q', index], { env });
  return {
    urlBase,
    programs,
    index: `file://${index}`,
    run: (...argv) => run(argv, { env, cwd: home }),
    outcome: (...argv) => outcome(argv, { env, cwd: home }),
    async publish(manifest) {
      const file = join(index, 'plugins/jaeger.yaml');
      await writeFile(file, manifest);
      await run(['git', '-C', index, 'add', '.'], { env });
      await run(['git', '-C', index, 'commit', '-q', '-m', 'jaeger'], { env });
      return file;
    },
  };
}
