import type { JaegerError } from '../errors/index.ts';
import type {
  ConfigMap,
  CronJob,
  HttpRoute,
  Ingress,
  Jaeger,
  Job,
  OpenTelemetryCollector,
  PersistentVolumeClaim,
  Pod,
  Resource,
  Route,
  Service,
  Workload,
} from '../kubernetes/types.ts';
import type { Configuration } from './configuration.ts';

/** Where to look: one namespace, or everywhere. */
export interface Scope {
  /** Left out: all namespaces. */
  readonly namespace?: string;
}

/** A list or object that could not be read. It is a fact like any other: the rest is shown nevertheless. */
export interface FactError {
  readonly resource: Resource;
  /** Left out: all namespaces. */
  readonly namespace?: string | undefined;
  readonly error: JaegerError;
}

/** A workload that remembers which list it came from. */
export interface FoundWorkload extends Workload {
  readonly resource: 'deployments' | 'statefulsets' | 'daemonsets';
}

/** What says that there is an instance, and which. */
export interface InstanceFacts {
  readonly jaegers: readonly Jaeger[];
  /** With their configuration as a tree, whichever version of the API it was read in. */
  readonly collectors: readonly OpenTelemetryCollector[];
  readonly workloads: readonly FoundWorkload[];
  /** Those that a workload of Jaeger takes its settings from. */
  readonly configMaps: readonly ConfigMap[];
  /** Configurations of v2 that could be read, by `configurationId`. */
  readonly configurations: ReadonlyMap<string, Configuration>;
}

/** What can belong to an instance. Nothing is concluded from it yet. */
export interface MemberFacts {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly jobs: readonly Job[];
  readonly cronJobs: readonly CronJob[];
  readonly ingresses: readonly Ingress[];
  readonly routes: readonly Route[];
  readonly httpRoutes: readonly HttpRoute[];
}

export interface Facts extends InstanceFacts, MemberFacts {
  readonly errors: readonly FactError[];
}

export const noMembers: MemberFacts = {
  pods: [],
  services: [],
  claims: [],
  jobs: [],
  cronJobs: [],
  ingresses: [],
  routes: [],
  httpRoutes: [],
};

export const noFacts: Facts = {
  ...noMembers,
  jaegers: [],
  collectors: [],
  workloads: [],
  configMaps: [],
  configurations: new Map(),
  errors: [],
};

/** What keeps one from saying that there is no instance: the same one of several each time, whichever came first. */
export const refusalIn = ({ errors }: Pick<Facts, 'errors'>): JaegerError | undefined =>
  (errors.find(({ resource }) => resource === 'deployments') ?? errors.find(({ resource }) => resource === 'jaegers'))
    ?.error;

/** Whether a list of this namespace is complete: where it could not be read, nothing can be said of what is missing in it. */
export const isRead = ({ errors }: Pick<Facts, 'errors'>, resource: Resource, namespace: string): boolean =>
  !errors.some((failed) => failed.resource === resource && (failed.namespace ?? namespace) === namespace);
