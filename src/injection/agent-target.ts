import { at, isTree } from '../jaeger/index.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import type { Named, Tree } from './workload.ts';

/** The instance that an agent sends to, and what its resource says of agents. */
export interface AgentTarget {
  readonly namespace: string;
  readonly name: string;
  /** For gRPC: `dns:///HOST:PORT`. */
  readonly address: string;
  /** `spec.agent` of the v1 operator's resource. */
  readonly agent: Tree;
  /** Of the whole instance: requests and limits that the agent does not name itself. */
  readonly resources: Tree;
  /** Where the instance mounts something already: then the operator brings no certificates of its own (OpenShift). */
  readonly mountPaths: readonly string[];
}

/** Of jaeger-operator 1.65 where a resource names none. */
const PORT = 14250;

/** The target that a resource of the v1 operator means (jaeger-operator 1.65, service/collector). */
export function targetOfJaeger(jaeger: KubernetesObject): AgentTarget {
  const { name, namespace = 'default' } = jaeger.metadata;
  const spec = treeAt(jaeger, 'spec');
  const mounts = at(spec, 'volumeMounts');
  return {
    namespace,
    name,
    address: `dns:///${headlessService(name)}.${namespace}.svc:${PORT}`,
    agent: treeAt(spec, 'agent'),
    resources: treeAt(spec, 'resources'),
    mountPaths: (Array.isArray(mounts) ? (mounts as unknown[]) : []).map((mount) => String(at(mount, 'mountPath'))),
  };
}

/** The target that a collector's Service is, for instances that have no such resource. */
export const targetOfService = (
  instance: { readonly namespace: string; readonly name: string },
  service: string,
): AgentTarget => ({
  ...instance,
  address: `dns:///${service}.${instance.namespace}.svc:${PORT}`,
  agent: {},
  resources: {},
  mountPaths: [],
});

/** Where the operator has the collector's Service without an address of its own. */
export const headlessService = (instance: string): string => dnsName(truncated(instance, '-collector-headless'));

/** The label's value for an instance. */
export const labelOf = (instance: string): string => truncated(instance, '');

/** util.Truncate: 63 characters with the end, and letters or digits at both ends. */
function truncated(name: string, end: string): string {
  const whole = name.slice(0, Math.max(0, 63 - end.length)) + end;
  return whole.replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}

/** util.DNSName. */
const dnsName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/^[^a-z0-9]|[^a-z0-9]$/g, 'a')
    .replaceAll(/[^a-z0-9]/g, '-');

export function treeAt(tree: unknown, ...path: readonly string[]): Tree {
  const found = at(tree, ...path);
  return isTree(found) ? found : {};
}

/** Things with names in a list that somebody wrote; others are passed over. */
export function namedAt(tree: unknown, ...path: readonly string[]): readonly Named[] {
  const found = at(tree, ...path);
  return (Array.isArray(found) ? (found as unknown[]) : []).filter(
    (item): item is Named => isTree(item) && typeof item['name'] === 'string',
  );
}
