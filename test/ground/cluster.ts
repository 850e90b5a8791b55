import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCgroup } from './cgroups.ts';
import { commandOf, layoutOf, logOf, openLog, type Component } from './components.ts';
import { kubeconfigFor, writeConfiguration } from './configuration.ts';
import { requireNodeTools } from './host-tools.ts';
import type { Image } from './image.ts';
import { closeNamespaces, environmentOf, initOf, inside, notRunning, openNamespaces } from './namespaces.ts';
import { have, haveAll } from './part.ts';
import { nodeParts, pauseImage } from './parts.ts';
import { linkPlugin } from './plugin.ts';
import { programsOf, type Instance } from './paths.ts';
import { withLock } from './lock.ts';
import { roleObjects, tokenOf, type Role } from './roles.ts';
import { outcome, run, say, until, type Outcome, type RunOptions } from './run.ts';

/** A cluster that sets and tests do things with: the ground, or one of the developer's own. */
export interface Cluster {
  /** Where to note what is on it. */
  readonly stateDir: string;
  /** The first directory on the PATH of what runs with the cluster. */
  readonly programs: string;
  /** Runs a command with the cluster's kubeconfig; throws when it fails. */
  run(argv: readonly string[], options?: RunOptions): Promise<string>;
  /** The same, and returns the outcome whatever it is. */
  outcome(argv: readonly string[], options?: RunOptions): Promise<Outcome>;
  kubectl(...args: string[]): Promise<string>;
  apply(manifest: string): Promise<void>;
  /** Makes images known to the nodes, where no registry can be reached. */
  load(...images: readonly Image[]): Promise<void>;
  /** Whether an address of the cluster takes connections; where only its API server can be reached, taken for granted. */
  reaches(address: string, port: number): Promise<boolean>;
}

/** Objects as one manifest. */
export const manifestOf = (items: readonly object[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

/** A cluster of our own making, whose parts can be killed. */
export interface Ground extends Cluster {
  readonly instance: Instance;
}

/** Starts the cluster, or finds it running, and waits until its node is Ready. What half started is ended first. */
export async function up(instance: Instance): Promise<Ground> {
  await requireNodeTools();
  await haveAll([...nodeParts, pauseImage]);
  return withLock(`${instance.dir}.lock`, `start ${instance.name}`, async () => {
    const cluster = await connect(instance);
    if ((await initOf(instance)) !== undefined && existsSync(readyMark(instance))) return cluster;
    await closeNamespaces(instance);
    try {
      await start(cluster);
    } catch (error) {
      await closeNamespaces(instance);
      throw error;
    }
    return cluster;
  });
}

const readyMark = (instance: Instance): string => join(instance.dir, 'ready');

/** The cluster of a running instance. */
export async function connect(instance: Instance): Promise<Ground> {
  const env = environmentOf(instance, await haveAll(nodeParts));
  const enter = async (argv: readonly string[], options: RunOptions = {}): Promise<[string[], RunOptions]> => [
    await inside(instance, argv, typeof options.cwd === 'string' ? options.cwd : undefined),
    { ...options, env: { ...env, ...options.env } },
  ];
  const cluster: Ground = {
    instance,
    ...withRunner(instance.dir, {
      run: async (argv, options) => run(...(await enter(argv, options))),
      outcome: async (argv, options) => outcome(...(await enter(argv, options))),
    }),
    reaches: (address, port) => succeeds(cluster, ['bash', '-c', 'exec 3<>"/dev/tcp/$0/$1"', address, String(port)]),
    load: async (...images) => {
      await Promise.all(images.map((image) => loadImage(cluster, image)));
    },
  };
  return cluster;
}

/** What follows from being able to run a command with the cluster's kubeconfig. */
export function withRunner(
  stateDir: string,
  runner: Pick<Cluster, 'run' | 'outcome'>,
): Omit<Cluster, 'load' | 'reaches'> {
  return {
    ...runner,
    stateDir,
    programs: programsOf(stateDir),
    kubectl: (...args) => runner.run(['kubectl', ...args]),
    apply: async (manifest) => {
      await runner.run(['kubectl', 'apply', '--server-side', '--force-conflicts', '-f', '-'], { input: manifest });
    },
  };
}

async function loadImage(cluster: Ground, image: Image): Promise<void> {
  const archive = join(await have(image), 'image.tar');
  const { socket } = layoutOf(cluster.instance);
  await cluster.run(['ctr', '-a', socket, '-n', 'k8s.io', 'images', 'import', archive]);
}

/** Starts one component inside; it becomes a child of process 1. */
export async function startComponent(cluster: Ground, component: Component): Promise<void> {
  const log = openLog(component, cluster.instance);
  const [file = '', ...args] = await inside(cluster.instance, [
    'setsid',
    '--fork',
    ...commandOf(component, cluster.instance),
  ]);
  const env = environmentOf(cluster.instance, await haveAll(nodeParts));
  const child = spawn(file, args, { stdio: ['ignore', log, log], env });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${component} could not be started: see ${logOf(component, cluster.instance)}`);
}

/** Ends one component as a crash would. Containers go on, as they do on a real node. */
export async function killComponent(cluster: Ground, component: Component): Promise<void> {
  const { code } = await cluster.outcome(['pkill', '-KILL', '-x', component.slice(0, 15)]);
  if (code !== 0) throw new Error(`${component} is not running`);
  await until(`end of ${component}`, 10, async () => !(await isAlive(cluster, component)));
}

export async function isAlive(cluster: Ground, component: Component): Promise<boolean> {
  return succeeds(cluster, ['pgrep', '-x', component.slice(0, 15)]);
}

async function start(cluster: Ground): Promise<void> {
  const { instance } = cluster;
  const began = Date.now();
  await writeConfiguration(instance);
  await run(['openssl', 'genrsa', '-out', join(layoutOf(instance).certs, 'service-accounts.key'), '2048']);
  await createCgroup(instance.cgroup);
  await openNamespaces(instance);
  await linkPlugin(programsOf(instance.dir));
  for (const component of ['etcd', 'kube-apiserver', 'containerd'] as const) await startComponent(cluster, component);
  await startControlPlane(cluster);
  await startNode(cluster);
  await writeFile(readyMark(instance), '');
  say(`cluster "${instance.name}" ready in ${Math.round((Date.now() - began) / 1000)} s`);
}

/** The API server makes its certificate at its start; the kubeconfig that everybody else needs carries it. */
async function startControlPlane(cluster: Ground): Promise<void> {
  const { instance } = cluster;
  const { certs, kubeconfig } = layoutOf(instance);
  const certificate = join(certs, 'apiserver.crt');
  const why = lastLines('kube-apiserver', instance);
  await until('certificate of the API server', 60, () => existsSync(certificate), why);
  await writeFile(kubeconfig, kubeconfigFor('admin', tokenOf('admin'), await readFile(certificate)), { mode: 0o600 });
  await until('API server', 60, () => succeeds(cluster, ['kubectl', 'get', '--raw', '/readyz']), why);
  for (const component of ['kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'coredns'] as const) {
    await startComponent(cluster, component);
  }
}

async function startNode(cluster: Ground): Promise<void> {
  const { instance } = cluster;
  const answers = ['ctr', '-a', layoutOf(instance).socket, 'version'];
  await until('containerd', 30, () => succeeds(cluster, answers), lastLines('containerd', instance));
  await cluster.load(pauseImage);
  await startComponent(cluster, 'kubelet');
  await cluster.apply(await readFile(join(import.meta.dirname, 'base.yaml'), 'utf8'));
  await cluster.apply(manifestOf(roleObjects()));
  const isReady = ['kubectl', 'wait', '--for=condition=Ready', 'node/ground', '--timeout=1s'];
  await until('Ready node', 90, () => succeeds(cluster, isReady), lastLines('kubelet', instance));
}

const succeeds = async (cluster: Ground, argv: readonly string[]): Promise<boolean> =>
  (await cluster.outcome(argv)).code === 0;

const lastLines = (component: Component, instance: Instance) => (): string => {
  const log = logOf(component, instance);
  const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
  return `the end of ${log}:\n${text.trimEnd().split('\n').slice(-5).join('\n')}`;
};

/** The kubeconfig of a role, for use inside. */
export async function kubeconfigOf(instance: Instance, role: Role): Promise<string> {
  if ((await initOf(instance)) === undefined) throw notRunning(instance);
  return kubeconfigFor(role, tokenOf(role), await readFile(join(layoutOf(instance).certs, 'apiserver.crt')));
}

/** Ends the cluster and removes every trace of it but the cache. */
export async function down(instance: Instance): Promise<void> {
  await closeNamespaces(instance);
}
