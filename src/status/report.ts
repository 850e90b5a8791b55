import type {
  Component,
  Evidence,
  Finding,
  Flavour,
  InstanceRoot,
  JobRow,
  ReportError,
  SpanStorage,
} from '../jaeger/index.ts';

/**
 * Every row names its namespace: a span store can lie in another one than the instance.
 * One row under PODS; the columns of `kubectl get pods`.
 */
export interface PodRow {
  readonly namespace: string;
  readonly name: string;
  readonly component: Component;
  readonly readyContainers: number;
  readonly containers: number;
  /** As kubectl computes it: `Running`, `CrashLoopBackOff`, `Init:0/1` … */
  readonly status: string;
  readonly restarts: number;
  readonly lastRestartAt: string | undefined;
  readonly ip: string | undefined;
  readonly node: string | undefined;
  readonly createdAt: string | undefined;
  readonly because: string;
}

/** One row under SERVICES; the columns of `kubectl get services`. */
export interface ServiceRow {
  readonly namespace: string;
  readonly name: string;
  readonly component: Component;
  readonly type: string;
  readonly clusterIP: string;
  readonly externalIP: string;
  /** `443/TCP`, or `80:30080/TCP` with a node port. */
  readonly ports: readonly string[];
  readonly selector: Readonly<Record<string, string>>;
  /** Ready Pods that it selects; undefined for one without a selector, and where Pods could not be read. */
  readonly readyEndpoints: number | undefined;
  readonly createdAt: string | undefined;
  readonly because: string;
}

/** One row under PVCS; the columns of `kubectl get persistentvolumeclaims`. */
export interface ClaimRow {
  readonly namespace: string;
  readonly name: string;
  readonly component: Component;
  readonly status: string;
  readonly volume: string;
  readonly capacity: string;
  readonly accessModes: readonly string[];
  readonly storageClass: string;
  readonly volumeMode: string;
  readonly createdAt: string | undefined;
  readonly because: string;
}

/** One row under ACCESS: a way from outside, or an address inside the cluster that spans are sent to. */
export interface AccessRow {
  readonly kind: 'Ingress' | 'Route' | 'HTTPRoute' | 'OTLP';
  readonly namespace: string;
  readonly name: string;
  /** A host name, `*` for any. */
  readonly host: string;
  readonly path: string;
  readonly service: string;
  /** A number or a name; `<all>` for a Route that names none. */
  readonly port: string;
  /** Of OTLP. */
  readonly protocol?: 'gRPC' | 'HTTP';
  /** `edge`, `reencrypt`, `passthrough`; empty without TLS, undefined where something that is not read decides. */
  readonly termination: string | undefined;
  readonly because: string;
}

/** A workload of Jaeger's own. */
export interface ComponentRow {
  readonly component: Component;
  /** `deployments/NAME` … */
  readonly workload: string;
  readonly generation: 'v1' | 'v2';
  readonly version: string | undefined;
  readonly image: string;
  readonly readyReplicas: number;
  readonly replicas: number;
}

/**
 * What the workloads say together. `Ready`: every replica is; `Degraded`: each component has a ready one; `NotReady`: a component has
 * none; `ScaledDown`: somebody wants none; `Absent`: no workload is there; `Unknown`: they could not be read.
 */
export type Health = 'Ready' | 'Degraded' | 'NotReady' | 'ScaledDown' | 'Absent' | 'Unknown';

/** What `list` shows of an instance; `status` begins with the same. */
export interface InstanceSummary {
  readonly namespace: string;
  readonly name: string;
  readonly flavour: Flavour;
  readonly strategy: InstanceRoot['strategy'];
  readonly storage: {
    readonly type: SpanStorage['type'];
    readonly address: string | undefined;
    readonly because: string;
  };
  readonly version: string | undefined;
  readonly endOfLife: boolean;
  /** What the custom resource says, which is not health. */
  readonly phase: string | undefined;
  readonly health: Health;
  readonly createdAt: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly components: readonly ComponentRow[];
}

export interface InstanceStatus extends InstanceSummary {
  readonly pods: readonly PodRow[];
  readonly services: readonly ServiceRow[];
  readonly claims: readonly ClaimRow[];
  readonly jobs: readonly JobRow[];
  readonly access: readonly AccessRow[];
  readonly findings: readonly Finding[];
}

/** The result of `status`: its JSON form is this, and a public contract. Times are RFC 3339 UTC. */
export interface StatusReport {
  readonly apiVersion: 'jaeger.kubectl/v1alpha1';
  readonly kind: 'StatusReport';
  readonly instances: readonly InstanceStatus[];
  readonly errors: readonly ReportError[];
}

/** The result of `list`. */
export interface InstanceList {
  readonly apiVersion: 'jaeger.kubectl/v1alpha1';
  readonly kind: 'InstanceList';
  readonly instances: readonly InstanceSummary[];
  readonly errors: readonly ReportError[];
}
