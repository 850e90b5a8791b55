import { spawn, type SpawnOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeCgroup } from './cgroups.ts';
import { layoutOf, NODE_ADDRESS } from './components.ts';
import { programsOf, type Instance } from './paths.ts';
import { sleep, until } from './run.ts';

const INIT = join(import.meta.dirname, 'init.sh');

/** The processes that hold an instance's namespaces open: `unshare` outside, process 1 inside. */
interface Holders {
  readonly outer: number | undefined;
  readonly init: number | undefined;
}

/**
 * Finds an instance by the command lines of its two holders: no pid file can be stale,
 * be lost in a crash or name a process of somebody else.
 */
async function holdersOf({ dir }: Instance): Promise<Holders> {
  let outer: number | undefined;
  let init: number | undefined;
  for (const pid of await processes()) {
    const argv = await commandLine(pid);
    if (!argv.includes(dir) || !argv.includes(INIT)) continue;
    if (argv[0] === 'unshare') outer ??= pid;
    if (argv[0] === 'bash') init ??= pid;
  }
  return { outer, init };
}

const processes = async (): Promise<number[]> =>
  (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);

const commandLine = async (pid: number): Promise<string[]> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');

/** The pid of process 1 of a running instance, as this machine numbers it. */
export async function initOf(instance: Instance): Promise<number | undefined> {
  return (await holdersOf(instance)).init;
}

/** Makes the namespaces; they and all that runs in them live exactly as long as the process started here. */
export async function openNamespaces(instance: Instance): Promise<void> {
  const isolation = ['--net', '--pid', '--mount', '--fork', '--kill-child=SIGKILL', '--mount-proc'];
  const argv = [...isolation, '--propagation', 'private', 'bash', INIT, instance.dir, NODE_ADDRESS];
  const errors: string[] = [];
  const child = spawn('unshare', argv, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  child.on('error', (error) => errors.push(error.message));
  const ready = join(instance.dir, 'namespaces-ready');
  await until(
    'namespaces',
    10,
    () => existsSync(ready) || child.exitCode !== null,
    () => errors.join(''),
  );
  if (!existsSync(ready)) throw new Error(`the namespaces could not be made:\n${errors.join('')}`);
  const init = await initOf(instance);
  if (init !== undefined) await writeFile(noteOf(instance), (await namespacesOf(init)).join('\n'));
  child.stderr.destroy();
  child.unref();
}

/** Ends everything in the namespaces and removes what a cluster leaves outside them. Safe to repeat, also after a crash. */
export async function closeNamespaces(instance: Instance): Promise<void> {
  const { outer, init } = await holdersOf(instance);
  const namespaces = init === undefined ? await notedNamespaces(instance) : await namespacesOf(init);
  for (const pid of [outer, init]) if (pid !== undefined) kill(pid);
  // The kernel takes its time to end a few dozen processes. Of a crashed instance we have only what was noted,
  // and the numbers may be somebody else's by now: that is no reason to give up.
  const patience = init === undefined ? 25 : 150;
  for (let tries = 0; tries < patience && (await anyIn(namespaces)); tries++) await sleep(200);
  if (init !== undefined && (await anyIn(namespaces)))
    throw new Error(`some processes of "${instance.name}" do not end`);
  await removeCgroup(instance.cgroup);
  await rm(instance.dir, { recursive: true, force: true });
}

const noteOf = ({ dir }: Instance): string => join(dir, 'namespaces');

const notedNamespaces = async (instance: Instance): Promise<string[]> =>
  (await readFile(noteOf(instance), 'utf8').catch(() => '')).split('\n').filter((link) => link !== '');

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
}

const NAMESPACE_KINDS = ['pid', 'mnt', 'net'];

const namespacesOf = async (pid: number): Promise<string[]> =>
  (await Promise.all(NAMESPACE_KINDS.map((kind) => readlink(`/proc/${pid}/ns/${kind}`).catch(() => '')))).filter(
    (link) => link !== '',
  );

async function anyIn(namespaces: readonly string[]): Promise<boolean> {
  if (namespaces.length === 0) return false;
  for (const pid of await processes()) {
    if ((await namespacesOf(pid)).some((link) => namespaces.includes(link))) return true;
  }
  return false;
}

export const notRunning = ({ name }: Instance): Error =>
  new Error(`no cluster "${name}" is running; start it: npm run ground`);

/** The argv that runs a command inside, in the directory `cwd`, and ends with its exit code. */
export async function inside(instance: Instance, argv: readonly string[], cwd = process.cwd()): Promise<string[]> {
  const init = await initOf(instance);
  if (init === undefined) throw notRunning(instance);
  return ['nsenter', '-t', String(init), '-n', '-m', '-p', `--wdns=${cwd}`, '--', ...argv];
}

/** What commands inside see: the ground's kubeconfig, kubectl, this checkout's kubectl-jaeger, and a Node that can run it. */
export function environmentOf(instance: Instance, binaries: readonly string[]): SpawnOptions['env'] {
  const { run, kubeconfig } = layoutOf(instance);
  const path = [programsOf(instance.dir), dirname(process.execPath), ...binaries, process.env['PATH']].join(':');
  // kubectl keeps what it learns of a server under the server's address, which is the same for every instance.
  return { ...process.env, PATH: path, KUBECONFIG: kubeconfig, KUBECACHEDIR: join(run, 'kube-cache') };
}
