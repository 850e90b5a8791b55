import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { objectReader } from '../../src/kubernetes/read-objects.ts';
import type { KubernetesObject, Resource } from '../../src/kubernetes/types.ts';

/** Kind → resource, of what discovery reads, whatever old version of the API the file was written for. */
const RESOURCES: Readonly<Record<string, Resource>> = {
  Jaeger: 'jaegers',
  OpenTelemetryCollector: 'opentelemetrycollectors',
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
  ConfigMap: 'configmaps',
  Pod: 'pods',
  Service: 'services',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  Job: 'jobs',
  CronJob: 'cronjobs',
  Ingress: 'ingresses',
  Route: 'routes',
  HTTPRoute: 'httproutes',
};

export type Loaded = Partial<Record<Resource, readonly KubernetesObject[]>>;

/** Objects of a file as a server would give them: those without a namespace are where they would be applied. */
export async function loadObjects(path: string, namespace: string): Promise<Loaded> {
  const documents = parseAllDocuments(await readFile(path, 'utf8'), { logLevel: 'silent', merge: true });
  const fault = documents.flatMap(({ errors }) => errors)[0];
  if (fault) throw new Error(`no YAML: ${fault.message.split('\n')[0]}`);
  const objects = documents.flatMap((document) => itemsOf(document.toJS()));
  const loaded: Partial<Record<Resource, KubernetesObject[]>> = {};
  for (const object of objects) {
    const resource = RESOURCES[String(object['kind'])];
    const read = resource && objectReader(resource)(placed(object, namespace));
    if (read) (loaded[resource] ??= []).push(read);
  }
  return loaded;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function itemsOf(value: unknown): readonly Tree[] {
  if (!isTree(value)) return [];
  const { items } = value;
  return Array.isArray(items) ? items.flatMap(itemsOf) : [value];
}

const placed = (object: Tree, namespace: string): Tree => ({
  ...object,
  metadata: { namespace, ...(isTree(object['metadata']) ? object['metadata'] : {}) },
});
