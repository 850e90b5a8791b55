import type { Cluster, Manifest } from '../../src/kubernetes/ports.ts';
import type { KubernetesObject } from '../../src/kubernetes/types.ts';
import type { Rights } from '../ground/roles.ts';
import type { Ask } from './raw.ts';

/** What the suite needs to know and do beyond the port itself. */
export interface Subject {
  readonly cluster: Cluster;
  /** What the server has warned of so far. */
  readonly warnings: readonly string[];
  /** Requests for lists so far, watches not counted. */
  readonly lists: () => number;
  /** One request as it is. */
  readonly ask: Ask;
  /** The token of somebody who may do just this, and their name. */
  readonly somebody: (name: string, rights: Rights) => Promise<{ readonly user: string; readonly token: string }>;
  /** A cluster as whoever has this token. */
  readonly clusterOf: (token: string) => Cluster;
  /** Ends all connections, and lets none be made until they are restored. */
  cut(): void;
  restore(): void;
  /** Changes ConfigMaps behind the back of the cluster under test, also while it is cut off. */
  readonly behind: {
    set(name: string, data: Readonly<Record<string, string>>): Promise<unknown>;
    delete(name: string): Promise<unknown>;
  };
  /** Makes the server forget what it would need to go on with a watch, or with a list. */
  forgetHistory(): Promise<void>;
  /**
   * Makes two Pods: `jaeger`, whose container of that name serves Jaeger's API over HTTP on port 16686 and has written some lines,
   * and `two`, whose containers `a` and `b` cannot start.
   */
  startPods(): Promise<void>;
  close(): Promise<void>;
}

export const NAMESPACE = 'contract';

export function configMap(name: string, data: Record<string, string> = {}, labels?: Record<string, string>): Manifest {
  const metadata = { name, namespace: NAMESPACE, ...(labels ? { labels } : {}) };
  return Object.assign({ apiVersion: 'v1', kind: 'ConfigMap', metadata }, { data });
}

export const named = (name: string): { namespace: string; name: string } => ({ namespace: NAMESPACE, name });
export const namesOf = (objects: readonly KubernetesObject[]): string[] => objects.map(({ metadata }) => metadata.name);

/** Of ConfigMaps, with what is said after it. */
export const configMaps = (more = ''): string => `/api/v1/namespaces/${NAMESPACE}/configmaps${more}`;

export const POD = { namespace: NAMESPACE, name: 'jaeger', container: 'jaeger', port: 16686 };
export const TWO = { namespace: NAMESPACE, name: 'two' };
