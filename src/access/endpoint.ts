import { JaegerError } from '../errors/index.ts';
import {
  portOf,
  selectorText,
  settingOf,
  storeService,
  type Component,
  type ComponentWorkload,
  type InstanceRoot,
} from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { Service } from '../kubernetes/types.ts';
import { queryAddress, type QueryAddress } from './query-address.ts';

/** What `--component` can name. */
export const COMPONENTS = [
  'query',
  'collector',
  'ingester',
  'agent',
  'all-in-one',
  'otlp',
  'admin',
  'storage',
] as const;
export type ComponentName = (typeof COMPONENTS)[number];

/** Where a component is to be found: the Pods of any time, and the ports that they listen on. */
export interface Endpoint {
  readonly namespace: string;
  /** Selects the Pods that are there now, and those that will take their place. */
  readonly labelSelector: string;
  /** The ports of the Pod, the most important one first. */
  readonly ports: readonly number[];
  /** How a browser asks it, where it is the query service. */
  readonly query?: QueryAddress;
}

interface Place {
  /** Who may do it, the best first. */
  readonly by: readonly Component[];
  readonly ports: (workload: ComponentWorkload) => readonly number[];
}

/** Ports of Jaeger 1.76 and 2.13, but for those that the settings move: `HOST:PORT` each. */
const port = (workload: ComponentWorkload, usual: number, ...settings: readonly string[]): number => {
  const told = settings.flatMap((name) => settingOf(workload.settings, name) ?? [])[0];
  return Number(/:(\d+)$/.exec(told ?? '')?.[1] ?? usual);
};

const queryPort = (workload: ComponentWorkload): readonly number[] => [
  port(workload, 16_686, 'query.http-server.host-port', 'extensions.jaeger_query.http.endpoint'),
];

const otlpPorts = (workload: ComponentWorkload): readonly number[] => [
  port(workload, 4317, 'collector.otlp.grpc.host-port', 'receivers.otlp.protocols.grpc.endpoint'),
  port(workload, 4318, 'collector.otlp.http.host-port', 'receivers.otlp.protocols.http.endpoint'),
];

/** The health check of v2 is one, whatever the component. */
const ADMIN: Readonly<Partial<Record<Component, number>>> = { query: 16_687, ingester: 14_270, agent: 14_271 };
const adminPort = (workload: ComponentWorkload): readonly number[] =>
  workload.generation === 'v2'
    ? [port(workload, 13_133, 'extensions.healthcheckv2.http.endpoint')]
    : [port(workload, ADMIN[workload.component] ?? 14_269, 'admin.http.host-port')];

/** 16686 is behind OpenShift's proxy as well, whose Service has 443 alone. */
const PLACES: Readonly<Record<Exclude<ComponentName, 'storage'>, Place>> = {
  query: { by: ['query', 'all-in-one', 'unknown'], ports: queryPort },
  'all-in-one': { by: ['all-in-one'], ports: queryPort },
  collector: { by: ['collector', 'all-in-one'], ports: (workload) => [...otlpPorts(workload), 14_268, 14_250] },
  otlp: { by: ['collector', 'all-in-one'], ports: otlpPorts },
  ingester: { by: ['ingester'], ports: adminPort },
  agent: { by: ['agent', 'all-in-one'], ports: () => [5778] },
  admin: { by: ['query', 'all-in-one', 'collector', 'ingester', 'unknown'], ports: adminPort },
};

/** Errors: NOT_FOUND when the instance has no such component, or its span store is not in the cluster. */
export async function endpointOf(cluster: Reader, root: InstanceRoot, component: ComponentName): Promise<Endpoint> {
  if (component === 'storage') return storageEndpoint(cluster, root);
  const { by, ports } = PLACES[component];
  const workload = by
    .flatMap((role) => root.workloads.filter((candidate) => candidate.component === role))
    .find(({ object }) => hasLabels(object.spec?.selector?.matchLabels));
  if (workload === undefined)
    throw new JaegerError('NOT_FOUND', `instance "${root.name}" has no workload for the component ${component}`);
  const { metadata, spec } = workload.object;
  return {
    namespace: metadata.namespace ?? root.namespace,
    labelSelector: selectorText(spec?.selector?.matchLabels),
    ports: ports(workload),
    ...(ports === queryPort ? { query: queryAddress(workload) } : {}),
  };
}

const hasLabels = (labels: Readonly<Record<string, string>> | undefined): boolean =>
  Object.keys(labels ?? {}).length > 0;

/** Through the Service that the instance names: the port of its Pods that the address leads to. */
async function storageEndpoint(cluster: Reader, root: InstanceRoot): Promise<Endpoint> {
  const failure = `the span store of instance "${root.name}" cannot be reached through the cluster`;
  const service = await storeService(cluster, root, failure);
  return serviceEndpoint(cluster, service, portOf(new URL(root.storage.address ?? '')));
}

/** The Pods behind a Service that has a selector, and their port behind its own; one that it does not have is taken for theirs. */
export async function serviceEndpoint(cluster: Reader, { metadata, spec }: Service, asked: number): Promise<Endpoint> {
  const namespace = metadata.namespace ?? '';
  const labelSelector = selectorText(spec?.selector);
  const { targetPort = asked } = (spec?.ports ?? []).find((candidate) => candidate.port === asked) ?? {};
  if (typeof targetPort === 'number') return { namespace, labelSelector, ports: [targetPort] };
  const pods = await cluster.list('pods', { namespace, labelSelector });
  const named = pods
    .flatMap((pod) => pod.spec?.containers ?? [])
    .flatMap(({ ports = [] }) => ports)
    .find(({ name }) => name === targetPort);
  return { namespace, labelSelector, ports: [named?.containerPort ?? asked] };
}
