import type { Cluster } from '../cluster.ts';
import { helm } from '../helm.ts';
import { sleep, until } from '../run.ts';
import { chartOfV1, chartOfV2, install } from './helm.ts';
import { kwok, playedNode } from './kwok.ts';
import { LABEL, scale } from './scale-objects.ts';
import type { GroundSet } from './set.ts';

const NODES = 50;
const PODS_PER_NODE = 256;
const SELECTOR = Object.entries(LABEL).flat().join('=');

/**
 * A large cluster, in objects only: the Pods are played by kwok. Whoever makes objects in a real cluster makes them
 * here too: the controllers, both operators with their webhooks, and Helm.
 */
export const scaleSet: GroundSet = {
  name: 'scale',
  heavy: true,
  needs: ['operator', 'otel-operator'],
  parts: [...kwok.parts, helm, chartOfV1, chartOfV2],
  async add(cluster) {
    const { namespacesOfInstances, instances, releases, otherNamespaces, applications, deployments } = scale();
    await kwok.add(cluster);
    await applyAll(cluster, [...nodes(), ...namespacesOfInstances]);
    await applyAll(cluster, instances);
    await eachInParallel(releases, (release) => install(cluster, release));
    // The v1 operator looks at every namespace and Deployment, 20 requests a second: its instances come first.
    const running = '--for=jsonpath={.status.phase}=Running';
    await cluster.kubectl('wait', 'jaegers', '--all', '--all-namespaces', running, '--timeout=600s');
    await applyAll(cluster, otherNamespaces);
    await applyAll(cluster, applications);
    await deploymentsReady(cluster, deployments);
  },
  async remove(cluster) {
    // While kwok is there to end the Pods.
    const listed = await cluster.kubectl('get', 'namespaces', '-l', SELECTOR, '-o', 'name');
    await eachInParallel(inShares(listed.split('\n').filter(Boolean)), async (names) => {
      await cluster.kubectl('delete', '--wait', '--timeout=1800s', '--ignore-not-found', ...names);
    });
    await cluster.kubectl('delete', 'nodes', '-l', SELECTOR, '--wait');
    await kwok.remove(cluster);
  },
};

const nodes = (): object[] =>
  Array.from({ length: NODES }, (_, index) => playedNode(`played-${index}`, LABEL, PODS_PER_NODE));

const WORKERS = 4;

async function eachInParallel<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
}

/** kubectl sends one request after the other: several at once keep the API server busy. */
function inShares<T>(items: readonly T[]): T[][] {
  const size = Math.ceil(items.length / WORKERS);
  return Array.from({ length: WORKERS }, (_, index) => items.slice(index * size, (index + 1) * size)).filter(
    (share) => share.length > 0,
  );
}

const applyAll = (cluster: Cluster, objects: readonly object[]): Promise<void> =>
  eachInParallel(inShares(objects), (items) =>
    cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items })),
  );

interface Deployments {
  readonly items: readonly {
    readonly metadata: { readonly namespace: string };
    readonly spec: { readonly replicas: number };
    readonly status: { readonly readyReplicas?: number };
  }[];
}

/** Waits until there are `count` Deployments, whoever made them, with all their Pods ready. */
async function deploymentsReady(cluster: Cluster, count: number): Promise<void> {
  let state = '';
  const complete = async (): Promise<boolean> => {
    await sleep(5000); // an answer has megabytes
    const { items } = JSON.parse(
      await cluster.kubectl('get', '--raw', '/apis/apps/v1/deployments?resourceVersion=0'),
    ) as Deployments;
    const played = items.filter(({ metadata }) => metadata.namespace.startsWith('scale-'));
    const unready = played.filter(({ spec, status }) => status.readyReplicas !== spec.replicas);
    state = `${played.length} Deployments, ${unready.length} of them not ready`;
    return played.length === count && unready.length === 0;
  };
  await until(`${count} ready Deployments`, 1800, complete, () => state);
}
