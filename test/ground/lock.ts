import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { say, sleep } from './run.ts';

/** Does `work` while no other process holds the lock `path`; a lock whose holder is gone is taken over. */
export async function withLock<T>(path: string, what: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  for (let waited = 0; !(await take(path)); waited++) {
    if (waited === 0) say(`${what}: another process is at it, waiting`);
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await mkdir(path);
  } catch {
    if (await holderIsGone(path)) await rm(path, { recursive: true, force: true });
    return false;
  }
  await writeFile(join(path, 'holder'), await identity(process.pid));
  return true;
}

async function holderIsGone(path: string): Promise<boolean> {
  const holder = await readFile(join(path, 'holder'), 'utf8').catch(() => '');
  // Between making the directory and writing the holder lies a moment: give it one.
  if (holder === '') await sleep(1000);
  const known = await readFile(join(path, 'holder'), 'utf8').catch(() => '');
  return (await identity(Number(known.split(' ')[0]))) !== known || known === '';
}

/** Pid and start time: a pid alone may have been given to another process since. */
async function identity(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${pid} ${fields[19] ?? 'gone'}`;
}
