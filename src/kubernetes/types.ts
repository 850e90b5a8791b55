import type { ConfigMap, Event, KubernetesObject, Lease, PersistentVolumeClaim, Pod } from './core-types.ts';
import type {
  HttpRoute,
  Ingress,
  MutatingWebhookConfiguration,
  NetworkPolicy,
  Route,
  Service,
} from './network-types.ts';
import type { CronJob, Jaeger, Job, OpenTelemetryCollector, Rollout, Workload } from './workload-types.ts';

export type * from './core-types.ts';
export type * from './network-types.ts';
export type * from './workload-types.ts';

/** What can be asked for by name: the plural name of the resource → the shape of its objects. */
export interface Resources {
  readonly pods: Pod;
  readonly services: Service;
  readonly persistentvolumeclaims: PersistentVolumeClaim;
  readonly configmaps: ConfigMap;
  readonly events: Event;
  readonly namespaces: KubernetesObject;
  readonly deployments: Workload;
  readonly statefulsets: Workload;
  readonly daemonsets: Workload;
  readonly rollouts: Rollout;
  readonly jobs: Job;
  readonly cronjobs: CronJob;
  readonly leases: Lease;
  readonly ingresses: Ingress;
  readonly networkpolicies: NetworkPolicy;
  readonly mutatingwebhookconfigurations: MutatingWebhookConfiguration;
  readonly routes: Route;
  readonly httproutes: HttpRoute;
  readonly jaegers: Jaeger;
  readonly opentelemetrycollectors: OpenTelemetryCollector;
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
