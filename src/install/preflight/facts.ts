import type { OperatorWebhookFacts } from './read-operators.ts';
import type { InstallOptions } from '../options.ts';
import type { Right } from '../../jaeger/index.ts';
import type { KubernetesObject, Lease, PersistentVolumeClaim, Pod, Workload } from '../../kubernetes/types.ts';
import type { Tree } from '../tree.ts';
import type { Fact } from './fact.ts';

export interface PreflightRequest {
  readonly options: InstallOptions & { readonly namespace: string };
  /** The namespace is made if there is none. */
  readonly createNamespace: boolean;
  /** All that the command asks of the API server for this. */
  readonly rights: readonly Right[];
  readonly now: Date;
}

/** A Deployment that runs the v1 operator, and what tells how it is. */
export interface OperatorFacts {
  readonly deployment: Workload;
  readonly pods: Fact<readonly Pod[]>;
  readonly lease: Fact<Lease | undefined>;
}

/** Group → its versions. */
export type Groups = ReadonlyMap<string, readonly string[]>;

/** What stands in the namespace, by its name and labels. */
export interface Present {
  /** `services`. */
  readonly resource: string;
  readonly object: KubernetesObject;
}

/** What decides whether an instance comes up, as far as it is told. Undefined: it has no bearing on what is asked for. */
export interface PreflightFacts {
  readonly request: PreflightRequest;
  /** What the resource will say. */
  readonly spec: Tree;
  readonly server: Fact<string>;
  readonly groups: Fact<Groups>;
  readonly namespace: Fact<KubernetesObject | undefined>;
  /** The resource that is there already, whole. */
  readonly live: Fact<KubernetesObject | undefined>;
  readonly operators: Fact<readonly OperatorFacts[]>;
  readonly webhooks: Fact<readonly OperatorWebhookFacts[]>;
  /** What this user lacks of what the command needs. */
  readonly missing: Fact<readonly Right[]>;
  /** Whole. */
  readonly quotas: Fact<readonly KubernetesObject[]>;
  /** Whole. */
  readonly limits: Fact<readonly KubernetesObject[]>;
  readonly claims: Fact<readonly PersistentVolumeClaim[]>;
  readonly present: Fact<readonly Present[]>;
  /** Whole. */
  readonly storageClasses: Fact<readonly KubernetesObject[]> | undefined;
  /** Those of ECK, whole. */
  readonly clusters: Fact<readonly KubernetesObject[]> | undefined;
}
