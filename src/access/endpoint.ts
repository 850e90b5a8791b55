import { JaegerError } from '../errors/index.ts';
import type { Component, JaegerInstance, Member } from '../jaeger/index.ts';
import type { KubernetesObject, Pod, Service } from '../kubernetes/types.ts';

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
}

interface Place {
  /** Who may do it, the best first. */
  readonly by: readonly Component[];
  /** Ports that a Pod may listen on; those that its containers name count, or else the first of these. */
  readonly ports: readonly number[];
  /** All of them, and not only the first. */
  readonly all?: true;
}

/** Jaeger's ports, of 1.76 and 2.13: 16686 is behind OpenShift's proxy as well, whose Service has 443 alone. */
const PLACES: Readonly<Record<ComponentName, Place>> = {
  query: { by: ['query', 'all-in-one', 'unknown'], ports: [16686] },
  'all-in-one': { by: ['all-in-one'], ports: [16686] },
  collector: { by: ['collector', 'all-in-one', 'unknown'], ports: [14268, 14250, 4317, 4318], all: true },
  otlp: { by: ['collector', 'all-in-one', 'unknown'], ports: [4317, 4318], all: true },
  ingester: { by: ['ingester'], ports: [14270] },
  agent: { by: ['agent', 'all-in-one'], ports: [5778] },
  admin: { by: ['query', 'all-in-one', 'collector', 'unknown'], ports: [16687, 14269, 13133] },
  storage: { by: ['storage'], ports: [9200] },
};

/** Errors: NOT_FOUND when the instance has neither a Pod nor a Service of the component. */
export function endpointOf({ name, namespace, pods, services }: JaegerInstance, component: ComponentName): Endpoint {
  const place = PLACES[component];
  const pod = best(pods, place, (candidate) => portsOf(candidate).some((port) => place.ports.includes(port)));
  const service = best(services, place, (candidate) =>
    pod === undefined ? hasSelector(candidate) : selects(candidate, pod),
  );
  const labels = service?.spec?.selector ?? lastingLabels(pod);
  if (labels === undefined)
    throw new JaegerError('NOT_FOUND', `instance "${name}" has no Pod and no Service for the component ${component}`);
  const open = pod === undefined ? [] : place.ports.filter((port) => portsOf(pod).includes(port));
  const ports = open.length > 0 ? open : place.ports.slice(0, 1);
  return {
    namespace: (pod ?? service)?.metadata.namespace ?? namespace,
    labelSelector: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    ports: place.all ? ports : ports.slice(0, 1),
  };
}

/** The one whose component comes first; among those the one that fits. */
function best<T extends KubernetesObject>(
  members: readonly Member<T>[],
  { by }: Place,
  fits: (object: T) => boolean,
): T | undefined {
  const ranked = by.flatMap((component) => members.filter((member) => member.component === component));
  return (
    ranked.find(({ object }) => fits(object))?.object ?? ranked.find(({ component }) => component !== 'unknown')?.object
  );
}

const portsOf = ({ spec }: Pod): readonly number[] =>
  (spec?.containers ?? []).flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort));

const hasSelector = ({ spec }: Service): boolean => Object.keys(spec?.selector ?? {}).length > 0;

const selects = (service: Service, { metadata }: Pod): boolean =>
  hasSelector(service) &&
  Object.entries(service.spec?.selector ?? {}).every(([key, value]) => metadata.labels?.[key] === value);

/** Labels that a controller gives to one generation of Pods, or to one Pod, and to no other. */
const PASSING = new Set(['pod-template-hash', 'controller-revision-hash', 'pod-template-generation']);

function lastingLabels(pod: Pod | undefined): Readonly<Record<string, string>> | undefined {
  const labels = Object.entries(pod?.metadata.labels ?? {}).filter(
    ([key]) => !PASSING.has(key) && !/^(statefulset|apps)\.kubernetes\.io\/pod-/.test(key),
  );
  return labels.length === 0 ? undefined : Object.fromEntries(labels);
}
