/**
 * The fields of Kubernetes objects that this program reads, and no others. Every field that an API server
 * may leave out is optional: old servers, foreign controllers and custom resources do leave them out.
 */
export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  /** Opaque: fit for comparing for equality, and for preconditions. */
  readonly resourceVersion?: string;
  /** Counts the changes of what is wanted; a controller says in the status which one it has seen. */
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
}

export interface KubernetesObject {
  readonly metadata: Metadata;
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** One key of a ConfigMap or of a Secret. Of other sources only that there is one is known. */
export interface ConfigMapKey {
  readonly name: string;
  readonly key: string;
}

export interface EnvironmentVariable {
  readonly name: string;
  /** May be a password: to be read, and never to be shown. */
  readonly value?: string;
  readonly valueFrom?: {
    readonly configMapKeyRef?: ConfigMapKey;
    readonly secretKeyRef?: ConfigMapKey;
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

interface EnvironmentSource {
  readonly prefix?: string;
  readonly configMapRef?: { readonly name: string };
  readonly secretRef?: { readonly name: string };
}

export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly restartPolicy?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly EnvironmentVariable[];
  readonly envFrom?: readonly EnvironmentSource[];
  readonly ports?: readonly ContainerPort[];
  readonly volumeMounts?: readonly VolumeMount[];
}

/** Left out: every key, as a file of its name. */
type VolumeItems = readonly { readonly key: string; readonly path: string }[];

/** A ConfigMap or a Secret as a part of a projected volume. */
export interface Projection {
  readonly name: string;
  readonly items?: VolumeItems;
}

export interface Volume {
  readonly name: string;
  readonly persistentVolumeClaim?: { readonly claimName: string };
  readonly emptyDir?: object;
  readonly configMap?: Projection;
  readonly secret?: { readonly secretName: string; readonly items?: VolumeItems };
  readonly projected?: {
    readonly sources?: readonly { readonly configMap?: Projection; readonly secret?: Projection }[];
  };
}

export interface PodSpec {
  readonly nodeName?: string;
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
}

export interface ContainerStateDetail {
  readonly reason?: string;
  /** Why it waits; or what the container left behind at its end, which few do. */
  readonly message?: string;
  readonly exitCode?: number;
  readonly signal?: number;
  readonly finishedAt?: string;
}

export interface ContainerState {
  readonly waiting?: ContainerStateDetail;
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: ContainerStateDetail;
}

export interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

export interface Pod extends KubernetesObject {
  readonly spec?: PodSpec;
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly reason?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

export interface PersistentVolumeClaim extends KubernetesObject {
  readonly spec?: {
    readonly storageClassName?: string;
    readonly volumeMode?: string;
    readonly volumeName?: string;
  };
  readonly status?: {
    readonly phase?: string;
    readonly accessModes?: readonly string[];
    readonly capacity?: { readonly storage?: string };
  };
}

export interface ConfigMap extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** Of the core group, which serves those of the newer group as well. */
export interface Event extends KubernetesObject {
  readonly involvedObject?: { readonly kind?: string; readonly name?: string; readonly namespace?: string };
  /** `Normal` or `Warning`. */
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTimestamp?: string;
  readonly eventTime?: string;
}

/** Who among several of the same kind does the work. */
export interface Lease extends KubernetesObject {
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly renewTime?: string;
  };
}
