import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from './paths.ts';

/** The names under which kubectl looks for a plugin, and for what completes its command lines. */
const PROGRAMS = { 'kubectl-jaeger': 'bin/run.js', 'kubectl_complete-jaeger': 'bin/kubectl_complete-jaeger' };

/** Puts the built program of the checkout into a directory of PATH, as an npm package would be. */
export async function linkPlugin(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [name, path] of Object.entries(PROGRAMS)) {
    await chmod(join(checkout, path), 0o755);
    await symlink(join(checkout, path), join(directory, name));
  }
}
