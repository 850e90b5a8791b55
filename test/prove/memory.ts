import { readdir, readFile, readlink } from 'node:fs/promises';
import { initOf } from '../ground/namespaces.ts';
import type { Instance } from '../ground/paths.ts';

/** Resident memory of every process in the instance's namespaces, in MiB. */
export async function memoryOf(of: Instance): Promise<number> {
  const init = await initOf(of);
  // A container has mounts and network of its own; its process numbers lie below the instance's all the same.
  const depth = init === undefined ? [] : await processNumbers(init);
  let kibibytes = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)) {
    if ((await processNumbers(pid)).length < depth.length || (await sharesHost(pid))) continue;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    kibibytes += Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return Math.round(kibibytes / 1024);
}

async function processNumbers(pid: number): Promise<string[]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return (/^NSpid:\s+(.+)$/m.exec(status)?.[1] ?? '').split(/\s+/);
}

const sharesHost = async (pid: number): Promise<boolean> =>
  (await readlink(`/proc/${pid}/ns/pid`).catch(() => '')) === (await readlink('/proc/self/ns/pid'));
