import type { Cluster, Manifest } from '../../src/kubernetes/ports.ts';
import type { KubernetesObject } from '../../src/kubernetes/types.ts';

/** What the suite needs to know and do beyond the port itself. */
export interface Subject {
  readonly cluster: Cluster;
  /** What the server has warned of so far. */
  readonly warnings: readonly string[];
  /** Requests for lists so far, watches not counted. */
  readonly lists: () => number;
  /** Ends all connections, and lets none be made until they are restored. */
  cut(): void;
  restore(): void;
  /** Does something behind the back of the cluster under test, also while it is cut off. */
  kubectl(...args: string[]): Promise<unknown>;
  /** Makes the server forget what it would need to go on with a watch. */
  forgetHistory(): Promise<void>;
  close(): Promise<void>;
}

export const NAMESPACE = 'contract';

export function configMap(name: string, data: Record<string, string> = {}, labels?: Record<string, string>): Manifest {
  const metadata = { name, namespace: NAMESPACE, ...(labels ? { labels } : {}) };
  return Object.assign({ apiVersion: 'v1', kind: 'ConfigMap', metadata }, { data });
}

export const named = (name: string): { namespace: string; name: string } => ({ namespace: NAMESPACE, name });
export const namesOf = (objects: readonly KubernetesObject[]): string[] => objects.map(({ metadata }) => metadata.name);
