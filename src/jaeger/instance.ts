import type {
  CronJob,
  HttpRoute,
  Ingress,
  Jaeger,
  Job,
  KubernetesObject,
  OpenTelemetryCollector,
  PersistentVolumeClaim,
  Pod,
  Route,
  Service,
} from '../kubernetes/types.ts';
import type { FoundWorkload } from './facts.ts';
import type { ServiceAddress } from './service-address.ts';
import type { Settings } from './settings.ts';

/** Why something is taken for Jaeger, or for a part of this instance. */
export interface Evidence {
  /** `jaegers/NAME`, `deployments/NAME` … */
  readonly object: string;
  readonly because: string;
}

/** The words of Jaeger's own settings, v1 and v2, and `unknown` for what cannot be told. */
export type StorageType =
  | 'memory'
  | 'badger'
  | 'elasticsearch'
  | 'opensearch'
  | 'cassandra'
  | 'clickhouse'
  | 'grpc'
  | 'grpc-plugin'
  | 'kafka'
  | 'unknown';

export type Flavour = 'jaeger-operator' | 'otel-operator' | 'helm' | 'manifests';

export type Component =
  | 'all-in-one'
  | 'collector'
  | 'query'
  | 'ingester'
  | 'agent'
  | 'remote-storage'
  | 'storage'
  | 'kafka'
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

/** Where spans are kept. */
export interface SpanStorage {
  readonly type: StorageType;
  /** The first address that the instance names, without any credentials; undefined where spans stay in the program. */
  readonly address: string | undefined;
  /** The Service that the address can mean, where it is one inside the cluster. */
  readonly service: ServiceAddress | undefined;
  /** What told, and why it is unknown where it is. */
  readonly because: string;
  /** What the configuration of v2 calls it. */
  readonly backend?: string;
}

/** Which of Jaeger's two programs a container runs. */
export type Generation = 'v1' | 'v2';

/** A workload of Jaeger's own, what it runs, and what its settings say. */
export interface ComponentWorkload extends Member<FoundWorkload> {
  readonly generation: Generation;
  /** The container that is Jaeger, among others beside it. */
  readonly container: string;
  readonly image: string;
  /** The image's tag, `latest` when it has none; undefined for an image by digest alone. */
  readonly version: string | undefined;
  /** Flags, variables, and for v2 what its configuration says under dotted names. */
  readonly settings: Settings;
  readonly storage: SpanStorage;
}

/** An instance without the objects around its workloads. */
export interface InstanceRoot {
  readonly namespace: string;
  readonly name: string;
  readonly flavour: Flavour;
  readonly strategy: 'allinone' | 'production' | 'streaming';
  readonly storage: SpanStorage;
  /** What its query service runs, else what its operator says; undefined where nothing tells. */
  readonly version: string | undefined;
  /** It runs Jaeger v1, or by the v1 operator: both have had no updates since 2025-12-31. */
  readonly endOfLife: boolean;
  /** What the operator wrote last. `Running` is no statement about Pods. */
  readonly phase: string | undefined;
  readonly createdAt: string | undefined;
  readonly evidence: readonly Evidence[];
  /** The v1 operator's resource, unless it is gone while what was made for it is still there. */
  readonly jaeger?: Jaeger;
  /** The OpenTelemetry operator's, likewise. */
  readonly collector?: OpenTelemetryCollector;
  readonly workloads: readonly ComponentWorkload[];
}

export interface JaegerInstance extends InstanceRoot {
  readonly pods: readonly Member<Pod>[];
  readonly services: readonly Member<Service>[];
  readonly claims: readonly Member<PersistentVolumeClaim>[];
  readonly cronJobs: readonly Member<CronJob>[];
  readonly jobs: readonly Member<Job>[];
  readonly ingresses: readonly Member<Ingress>[];
  readonly routes: readonly Member<Route>[];
  readonly httpRoutes: readonly Member<HttpRoute>[];
}
