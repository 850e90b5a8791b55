import type { JaegerError } from '../errors/index.ts';
import type { Jaeger, KubernetesObject, PersistentVolumeClaim, Pod, Resource, Service } from '../kubernetes/types.ts';

/** Where to look: one namespace, or everywhere. */
export interface Scope {
  /** Left out: all namespaces. */
  readonly namespace?: string;
}

/** A list that could not be read. It is a fact like any other: the rest is shown nevertheless. */
export interface FactError {
  readonly resource: Resource;
  readonly error: JaegerError;
}

/** What the cluster holds that could belong to Jaeger. Nothing is concluded from it yet. */
export interface Facts {
  readonly jaegers: readonly Jaeger[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly claims: readonly PersistentVolumeClaim[];
  /** Owners only: who made a Job's Pods. */
  readonly jobs: readonly KubernetesObject[];
  readonly cronJobs: readonly KubernetesObject[];
  readonly errors: readonly FactError[];
}
