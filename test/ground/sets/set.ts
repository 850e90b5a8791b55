import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import type { Part } from '../part.ts';
import { until } from '../run.ts';

/** Things that can be put on the ground and taken off again, by name. */
export interface GroundSet {
  readonly name: string;
  /** Sets that must be there first. */
  readonly needs: readonly string[];
  /** Sets that cannot be on the same cluster: they want the same names. */
  readonly excludes?: readonly string[];
  /** Too large to stand beside all others; only who asks for it gets it. */
  readonly heavy?: true;
  /** What must be built for it. */
  readonly parts: readonly Part[];
  /** Puts the set there and returns when it is really ready. Safe to repeat. */
  add(cluster: Cluster): Promise<void>;
  /** Takes the set off and returns when its Pods are gone. */
  remove(cluster: Cluster): Promise<void>;
}

export const manifest = (name: string): Promise<string> => readFile(join(import.meta.dirname, `${name}.yaml`), 'utf8');

/** Waits for a workload that somebody else creates: it may not exist yet when the wait begins. */
export async function rolledOut(cluster: Cluster, namespace: string, workload: string, seconds = 120): Promise<void> {
  const argv = ['kubectl', '-n', namespace, 'get', workload];
  const state = async (): Promise<string> =>
    (await cluster.outcome(['kubectl', '-n', namespace, 'get', 'pods'])).stdout;
  await until(`${workload} in ${namespace}`, seconds, async () => (await cluster.outcome(argv)).code === 0);
  const { code, stderr } = await cluster.outcome([
    'kubectl',
    '-n',
    namespace,
    'rollout',
    'status',
    workload,
    `--timeout=${seconds}s`,
  ]);
  if (code !== 0) throw new Error(`${workload} in ${namespace} is not ready: ${stderr}\n${await state()}`);
}

/** Waits until a Service really takes connections: kube-proxy learns of a ready Pod a moment after the Deployment does. */
export async function serves(cluster: Cluster, namespace: string, service: string, port: number): Promise<void> {
  const address = await cluster.kubectl('-n', namespace, 'get', 'service', service, '-o', 'jsonpath={.spec.clusterIP}');
  await until(`${service}:${port} in ${namespace}`, 60, () => cluster.reaches(address, port));
}

/** Deletes a manifest's objects; what is not there, or of a kind that is not there, counts as deleted. */
export async function deleteManifest(cluster: Cluster, text: string): Promise<void> {
  const argv = ['kubectl', 'delete', '--ignore-not-found', '--wait', '--timeout=120s', '-f', '-'];
  const { code, stderr } = await cluster.outcome(argv, { input: text });
  if (code !== 0 && !stderr.includes('no matches for kind')) throw new Error(stderr);
}

export async function podsGone(cluster: Cluster, namespace: string, selector: string): Promise<void> {
  const argv = ['kubectl', '-n', namespace, 'get', 'pods', '-l', selector, '-o', 'name'];
  await until(`end of the Pods ${selector} in ${namespace}`, 120, async () => (await cluster.run(argv)) === '');
}
