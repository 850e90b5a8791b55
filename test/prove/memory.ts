import { readdir, readFile } from 'node:fs/promises';
import { initOf } from '../ground/namespaces.ts';
import type { Instance } from '../ground/paths.ts';

interface Process {
  readonly parent: number;
  readonly kibibytes: number;
}

/** Resident memory of an instance's process 1 and all its descendants, containers included, in MiB. */
export async function memoryOf(instance: Instance): Promise<number> {
  const init = await initOf(instance);
  const processes = new Map<number, Process>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const number = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    processes.set(pid, { parent: number('PPid'), kibibytes: number('VmRSS') });
  }
  const descends = (pid: number): boolean => pid === init || (pid > 0 && descends(processes.get(pid)?.parent ?? 0));
  const own = [...processes].filter(([pid]) => descends(pid));
  return Math.round(own.reduce((sum, [, { kibibytes }]) => sum + kibibytes, 0) / 1024);
}
