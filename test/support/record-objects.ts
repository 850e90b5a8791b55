import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Cluster } from '../ground/cluster.ts';
import { addSets } from '../ground/sets/index.ts';
import { objectsFile, type KubernetesObject, type RecordedObjects } from './recorded-objects.ts';

/** What a cluster has for itself and every reader wants to know all the same. */
const ALWAYS = new Set(['nodes', 'namespaces', 'storageclasses.storage.k8s.io']);
/** What changes by itself, or only mirrors something else. */
const NEVER = new Set([
  'componentstatuses',
  'controllerrevisions.apps',
  'csinodes.storage.k8s.io',
  'endpoints',
  'events',
  'replicationcontrollers',
]);

/** Adds a set to an empty cluster and writes down every object that came with it, as lists by resource. */
export async function recordObjects(cluster: Cluster, set: string): Promise<string> {
  const before = new Set([...(await allObjects(cluster)).values()].flat().map(({ metadata }) => metadata.uid));
  await addSets(cluster, [set]);
  const recorded: Record<string, KubernetesObject[]> = {};
  for (const [resource, objects] of await allObjects(cluster)) {
    const own = objects.filter(({ metadata }) => ALWAYS.has(resource) || !before.has(metadata.uid));
    if (own.length > 0) recorded[resource] = own.map(withoutNoise);
  }
  const path = objectsFile(set);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(recorded satisfies RecordedObjects, undefined, 1)}\n`);
  return path;
}

async function allObjects(cluster: Cluster): Promise<Map<string, KubernetesObject[]>> {
  const names = await cluster.kubectl('api-resources', '--verbs=list', '-o', 'name');
  // `events` is served by two groups.
  const resources = names.split('\n').filter((name) => name !== '' && !NEVER.has(name.replace(/\.events\..*/, '')));
  const lists = resources.map(async (resource): Promise<[string, KubernetesObject[]]> => {
    const list = await cluster.kubectl('get', resource, '-A', '-o', 'json');
    return [resource, (JSON.parse(list) as { items: KubernetesObject[] }).items];
  });
  return new Map(await Promise.all(lists));
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Without what nobody reads, and without what nobody should: the values of Secrets. */
export function withoutNoise(object: KubernetesObject): KubernetesObject {
  const copy = structuredClone(object) as KubernetesObject & Fields;
  const metadata = copy.metadata as Fields;
  delete metadata['managedFields'];
  delete metadata['resourceVersion'];
  const annotations = metadata['annotations'];
  if (isFields(annotations)) delete annotations['kubectl.kubernetes.io/last-applied-configuration'];
  if (copy.kind === 'Secret' && isFields(copy['data'])) {
    copy['data'] = Object.fromEntries(Object.keys(copy['data']).map((key) => [key, '']));
  }
  if (copy.kind === 'Node' && isFields(copy['status'])) delete copy['status']['images'];
  if (copy.kind === 'CustomResourceDefinition') withoutSchemas(copy['spec']);
  return copy;
}

function withoutSchemas(spec: unknown): void {
  const versions = isFields(spec) ? spec['versions'] : [];
  if (Array.isArray(versions)) for (const version of versions) if (isFields(version)) delete version['schema'];
}
