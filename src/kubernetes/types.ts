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
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
}

export interface KubernetesObject {
  readonly metadata: Metadata;
}

export interface ContainerStateDetail {
  readonly reason?: string;
  readonly exitCode?: number;
  readonly signal?: number;
  readonly finishedAt?: string;
}

export interface ContainerState {
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

export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly restartPolicy?: string;
  readonly args?: readonly string[];
  readonly env?: readonly EnvironmentVariable[];
  readonly ports?: readonly ContainerPort[];
}

export interface PodCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

interface Volume {
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

export interface Pod extends KubernetesObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly containers?: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: readonly Volume[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
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
    readonly volumeMode?: string;
    readonly volumeName?: string;
  };
  readonly status?: {
    readonly phase?: string;
    readonly accessModes?: readonly string[];
    readonly capacity?: { readonly storage?: string };
  };
}

export interface Deployment extends KubernetesObject {
  readonly spec?: { readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } } };
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

export interface ConfigMap extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** What can be asked for by name: the plural name of the resource → the shape of its objects. */
export interface Resources {
  readonly pods: Pod;
  readonly services: Service;
  readonly persistentvolumeclaims: PersistentVolumeClaim;
  readonly deployments: Deployment;
  readonly jobs: KubernetesObject;
  readonly cronjobs: KubernetesObject;
  readonly configmaps: ConfigMap;
  readonly namespaces: KubernetesObject;
  readonly jaegers: Jaeger;
}

export type Resource = keyof Resources;

/** A resource as the API's discovery describes it. */
export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** A resource that this program knows, or one that discovery found. */
export type AnyResource = Resource | ApiResource;

/** Of a resource that only discovery knows, the metadata are checked; everything else is as the server sent it. */
export type ObjectOf<R extends AnyResource> = R extends Resource ? Resources[R] : KubernetesObject;
