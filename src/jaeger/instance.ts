import type { KubernetesObject, PersistentVolumeClaim, Pod, Service } from '../kubernetes/types.ts';

/** Why something is taken for Jaeger, or for a part of this instance. */
export interface Evidence {
  /** `jaegers/NAME`, `pods/NAME` … */
  readonly object: string;
  readonly because: string;
}

/** The operator's strings, and `unknown` for what cannot be told. */
export type StorageType = 'memory' | 'badger' | 'elasticsearch' | 'cassandra' | 'kafka' | 'grpc-plugin' | 'unknown';

export type Component =
  | 'all-in-one'
  | 'collector'
  | 'query'
  | 'ingester'
  | 'agent'
  | 'storage'
  | 'cleaner'
  | 'rollover'
  | 'lookback'
  | 'dependencies'
  | 'schema'
  | 'unknown';

/** An object that belongs to an instance, what it does there, and how we know. */
export interface Member<T extends KubernetesObject> {
  readonly object: T;
  readonly component: Component;
  readonly because: string;
}

export interface JaegerInstance {
  readonly namespace: string;
  readonly name: string;
  readonly flavour: 'jaeger-operator';
  /** As the custom resource says; the operator makes `allinone` of everything it does not know. */
  readonly strategy: 'allinone' | 'production' | 'streaming';
  readonly storage: StorageType;
  /** The Jaeger version that the operator says it applied; absent before its first reconcile. */
  readonly version: string | undefined;
  /** What the operator wrote last. `Running` is no statement about Pods. */
  readonly phase: string | undefined;
  readonly createdAt: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly pods: readonly Member<Pod>[];
  readonly services: readonly Member<Service>[];
  readonly claims: readonly Member<PersistentVolumeClaim>[];
}
