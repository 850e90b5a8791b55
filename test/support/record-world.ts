import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RecordedWorld } from '../../sandbox/world.ts';
import type { Cluster } from '../ground/cluster.ts';
import { checkout } from '../ground/paths.ts';
import { say } from '../ground/run.ts';
import { addSets } from '../ground/sets/index.ts';
import { withoutNoise } from './record-objects.ts';
import type { KubernetesObject } from './recorded-objects.ts';

/** What the commands ask for, and what they would make: of each, all objects but those of the cluster's own namespaces. */
const RESOURCES = [
  'configmaps,events,namespaces,persistentvolumeclaims,pods,secrets,serviceaccounts,services',
  'deployments.apps,replicasets.apps,statefulsets.apps,daemonsets.apps,jobs.batch,cronjobs.batch',
  'leases.coordination.k8s.io,ingresses.networking.k8s.io,networkpolicies.networking.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io,storageclasses.storage.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
];
const CUSTOM = /^(jaegers\.jaegertracing\.io|opentelemetrycollectors\.opentelemetry\.io|routes\.route\.openshift\.io)$/;

interface Pod extends KubernetesObject {
  readonly spec: { readonly containers: readonly { readonly name: string }[] };
}

/** A cluster with these sets, as the practice cluster starts from it. */
export async function recordWorld(cluster: Cluster, name: string, sets: readonly string[]): Promise<void> {
  await addSets(cluster, sets);
  await writeFixture(`worlds/${name}`, await worldOf(cluster));
}

/** What to record of a cluster; everything but the cluster's own namespaces when left out. */
export interface Part {
  readonly namespaces: readonly string[];
  isWanted(object: KubernetesObject): boolean;
  /** Of each log, its last ones. */
  readonly lines: number;
}

export async function worldOf(cluster: Cluster, part?: Part): Promise<RecordedWorld> {
  const served = (await cluster.kubectl('api-resources', '--verbs=list', '-o', 'name')).split('\n');
  const wanted = [...RESOURCES, ...served.filter((resource) => CUSTOM.test(resource))].join(',');
  const list = JSON.parse(await cluster.kubectl('get', wanted, '-A', '-o', 'json')) as { items: KubernetesObject[] };
  const objects = list.items.filter((object) => isWanted(object, part));
  const logs = Object.fromEntries(
    (await Promise.all(objects.filter(isPod).map((pod) => logsOf(cluster, pod, part?.lines ?? LINES)))).flatMap(
      (ofPod) => Object.entries(ofPod),
    ),
  );
  const recordedAt = `${new Date().toISOString().slice(0, 19)}Z`;
  return { recordedAt, objects: objects.map(withoutNoise) as unknown as RecordedWorld['objects'], logs };
}

const isPod = (object: KubernetesObject): object is Pod => object.kind === 'Pod';

function isWanted(object: KubernetesObject, part?: Part): boolean {
  const {
    kind,
    metadata: { name, namespace },
  } = object;
  if (name === 'kube-root-ca.crt' || part?.isWanted(object) === false) return false;
  const within = kind === 'Namespace' ? name : (namespace ?? '');
  return part && within !== '' ? part.namespaces.includes(within) : !within.startsWith('kube-');
}

const LINES = 100;

async function logsOf(cluster: Cluster, { metadata, spec }: Pod, lines: number): Promise<Record<string, string>> {
  const { namespace = '', name } = metadata;
  const logs: Record<string, string> = {};
  for (const container of spec.containers)
    for (const previous of [false, true]) {
      const options = ['--timestamps', `--tail=${lines}`, `--previous=${previous}`, '-c', container.name];
      const { code, stdout } = await cluster.outcome(['kubectl', '-n', namespace, 'logs', name, ...options]);
      const key = [namespace, name, container.name, ...(previous ? ['previous'] : [])].join('/');
      if (code === 0) logs[key] = stdout;
    }
  return logs;
}

/** What the API server says of itself: path → answer. Custom resources are not in it: a world brings its definitions. */
export async function recordDiscovery(cluster: Cluster): Promise<void> {
  const ask = async (path: string): Promise<unknown> => JSON.parse(await cluster.kubectl('get', '--raw', path));
  const apis = (await ask('/apis')) as { groups: readonly { versions: readonly { groupVersion: string }[] }[] };
  const versions = apis.groups.flatMap((group) => group.versions.map(({ groupVersion }) => `/apis/${groupVersion}`));
  const paths = ['/version', '/api', '/api/v1', '/apis', ...versions];
  await writeFixture(
    'worlds/discovery',
    Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await ask(path)]))),
  );
}

/** `test/fixtures/NAME.json`. */
export async function writeFixture(name: string, content: unknown): Promise<void> {
  const path = join(checkout, 'test/fixtures', `${name}.json`);
  await mkdir(dirname(path), { recursive: true });
  const text = JSON.stringify(content, undefined, 1);
  // The recording machine's own name server, and where it built.
  const elsewhere = text.replaceAll(/ on [\d.]+:53: dial udp [\d.]+:53|\/[\w/]+\/pkg\/mod\//g, '');
  await writeFile(path, `${elsewhere}\n`);
  say(`recorded ${path}`);
}
