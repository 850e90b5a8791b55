/**
 * The fields of Kubernetes objects that this program reads, and no others. Every field that an API server
 * may leave out is optional: old servers, foreign controllers and custom resources do leave them out.
 */
interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
}

export interface KubernetesObject {
  readonly metadata: Metadata;
}

interface ContainerStateDetail {
  readonly reason?: string;
  readonly exitCode?: number;
  readonly signal?: number;
  readonly finishedAt?: string;
}

interface ContainerState {
  readonly waiting?: ContainerStateDetail;
  readonly running?: object;
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

export interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
}

interface PodCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

interface Volume {
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

export interface Pod extends KubernetesObject {
  readonly spec?: {
    readonly containers?: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: readonly Volume[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly conditions?: readonly PodCondition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

export interface ServicePort {
  readonly port: number;
  readonly protocol?: string;
  readonly nodePort?: number;
}

interface LoadBalancerIngress {
  readonly ip?: string;
  readonly hostname?: string;
}

export interface Service extends KubernetesObject {
  readonly spec?: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly externalIPs?: readonly string[];
    readonly externalName?: string;
    readonly ports?: readonly ServicePort[];
    readonly selector?: Readonly<Record<string, string>>;
  };
  readonly status?: {
    readonly loadBalancer?: { readonly ingress?: readonly LoadBalancerIngress[] };
  };
}

export interface PersistentVolumeClaim extends KubernetesObject {
  readonly spec?: {
    readonly storageClassName?: string;
    readonly volumeName?: string;
  };
  readonly status?: {
    readonly phase?: string;
    readonly accessModes?: readonly string[];
    readonly capacity?: { readonly storage?: string };
  };
}

/** The v1 operator's custom resource. `options` are whatever the user wrote: nested, flat, or both. */
export interface Jaeger extends KubernetesObject {
  readonly spec?: {
    readonly strategy?: unknown;
    readonly storage?: {
      readonly type?: unknown;
      readonly options?: unknown;
      readonly elasticsearch?: { readonly name?: unknown };
    };
  };
  readonly status?: {
    readonly phase?: string;
    readonly version?: string;
  };
}

/** What can be listed: the plural name of the resource → the shape of its objects. */
export interface Resources {
  readonly pods: Pod;
  readonly services: Service;
  readonly persistentvolumeclaims: PersistentVolumeClaim;
  readonly jobs: KubernetesObject;
  readonly cronjobs: KubernetesObject;
  readonly jaegers: Jaeger;
}

export type Resource = keyof Resources;
