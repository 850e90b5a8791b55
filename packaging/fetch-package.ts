import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

/** What is fetched once and kept, outside of the checkout. */
const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kubectl-jaeger', 'packages');

/**
 * The folder with the files of an npm package, brought by npm from the registry that it is set up with. Throws where the archive has another
 * hash than `integrity` (`sha512-` and Base64, as npm writes it).
 */
export async function fetchPackage(name: string, version: string, integrity: string): Promise<string> {
  const folder = join(CACHE, `${name.replace('@', '').replaceAll('/', '-')}-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const fetching = await mkdtemp(join(CACHE, 'fetching-'));
  try {
    const { stdout } = await run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', fetching], {
      cwd: fetching,
    });
    const archive = join(fetching, stdout.trim());
    const hash = `sha512-${createHash('sha512')
      .update(await readFile(archive))
      .digest('base64')}`;
    if (hash !== integrity) throw new Error(`${name}@${version} has the hash ${hash}, and ${integrity} is expected`);
    await run('tar', ['-xzf', archive, '-C', fetching]);
    await rename(join(fetching, 'package'), folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // somebody else was faster
    });
  } finally {
    await rm(fetching, { recursive: true });
  }
  return folder;
}
