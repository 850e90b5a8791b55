import type { JaegerError } from '../errors/index.ts';
import type { FoundWorkload, InstanceRoot, JaegerInstance } from '../jaeger/index.ts';
import type { ApiResource, KubernetesObject, PersistentVolumeClaim, Pod } from '../kubernetes/types.ts';

/** An object of a kind that only its name, labels and owners are known of. */
export interface Labelled {
  readonly resource: ApiResource;
  readonly object: KubernetesObject;
}

export interface Unread {
  readonly resource: string;
  /** Undefined: all namespaces. */
  readonly namespace: string | undefined;
  readonly error: JaegerError;
}

/** An instance that somebody wants to be rid of, and everything around it that can have to do with it. */
export interface Surroundings {
  readonly namespace: string;
  readonly name: string;
  /** Undefined: nothing is left that runs. */
  readonly instance: JaegerInstance | undefined;
  /** Its resource, whole. */
  readonly resource: KubernetesObject | undefined;
  /** Every other instance, as far as one may look. */
  readonly others: readonly InstanceRoot[];
  /** The other resources of the v1 operator in its namespace, whole. */
  readonly otherResources: readonly KubernetesObject[];
  /** What the operator has labelled for it. */
  readonly made: readonly Labelled[];
  /** Elasticsearch and Kafka that the operator has labelled for it. */
  readonly stores: readonly Labelled[];
  /** Of its namespace. */
  readonly claims: readonly PersistentVolumeClaim[];
  /** Of its namespace. */
  readonly pods: readonly Pod[];
  /** Of all namespaces, as far as one may look. */
  readonly workloads: readonly FoundWorkload[];
  readonly namespaces: readonly KubernetesObject[];
  /** What could not be looked at for lack of rights. */
  readonly unread: readonly Unread[];
}
