import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const checkout = resolve(import.meta.dirname, '../..');
export const modules = join(import.meta.dirname, 'modules');

/** What is built once and kept: binaries and images, each under a hash of what it is made from. */
export const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kubectl-jaeger', 'ground');

/** One cluster: everything it writes lies under `dir`, everything it runs is found by `dir` and `cgroup`. */
export interface Instance {
  readonly name: string;
  readonly dir: string;
  readonly cgroup: string;
}

/** The instance of this checkout called `name`. Two checkouts never share one: the checkout's path is part of its id. */
export function instanceOf(name: string): Instance {
  if (!/^[a-z0-9-]{1,20}$/.test(name)) {
    throw new Error(`instance name "${name}": use up to 20 lower-case letters, digits and dashes`);
  }
  const id = `${name}-${hash(checkout, name).slice(0, 12)}`;
  return { name, dir: join(cache, 'instances', id), cgroup: `kubectl-jaeger-ground-${id}` };
}

/** The directory that comes first on the PATH of what runs with a cluster. */
export const programsOf = (stateDir: string): string => join(stateDir, 'path');

export function hash(...parts: readonly (string | Buffer)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(String(part.length)).update('\0').update(part);
  return sum.digest('hex');
}
