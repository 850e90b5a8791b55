import { existsSync } from 'node:fs';
import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from './run.ts';

const ROOT = '/sys/fs/cgroup';

/** One directory per hierarchy: a single one with cgroup v2, one per controller with v1. */
async function hierarchies(): Promise<string[]> {
  if (existsSync(join(ROOT, 'cgroup.controllers'))) return [ROOT];
  const entries = await readdir(ROOT, { withFileTypes: true });
  const directories = entries.filter((entry) => entry.isDirectory()).map((entry) => join(ROOT, entry.name));
  return directories.filter((path) => existsSync(join(path, 'cgroup.procs')));
}

/** The kubelet puts all its Pods below this directory, so that nothing of them lies anywhere else. */
export async function createCgroup(name: string): Promise<void> {
  for (const hierarchy of await hierarchies()) await mkdir(join(hierarchy, name), { recursive: true });
}

/** Removes the directories of a cluster that has ended; its last processes may still be on their way out. */
export async function removeCgroup(name: string): Promise<void> {
  for (const hierarchy of await hierarchies()) await removeTree(join(hierarchy, name));
}

async function removeTree(path: string): Promise<void> {
  if (!existsSync(path)) return;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeTree(join(path, entry.name));
  }
  for (let attempt = 0; ; attempt++) {
    const failed = await rmdir(path).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    if (failed === undefined || failed.code === 'ENOENT') return;
    if (attempt === 100) throw failed;
    await sleep(100);
  }
}
