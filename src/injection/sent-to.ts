import { isOwnedBy, selectsWorkload, type FoundWorkload } from '../jaeger/index.ts';
import type { OpenTelemetryCollector, Service } from '../kubernetes/types.ts';
import { addressesOf, type Addressable } from './addresses.ts';
import { exportedTo } from './collector-exports.ts';
import { namespaceOf, type TracingFacts } from './gather-tracing.ts';
import { placeOf, type InstanceName } from './operator-answer.ts';

/** Components that spans are sent to. */
const TAKING: ReadonlySet<string> = new Set(['all-in-one', 'collector', 'agent', 'unknown']);

/** Stands for a collector that is not Jaeger itself; no instance has such a name. */
const COLLECTOR = 'opentelemetrycollector/';

/** Everything that spans can be sent to: instances by the Services that really lead to them, and collectors that are not Jaeger. */
export function addressables(facts: TracingFacts): readonly Addressable[] {
  const services = [...facts.services.values()].filter((service) => service !== undefined);
  const leadingTo = (workloads: readonly FoundWorkload[]): readonly string[] =>
    services.filter((service) => workloads.some((one) => selectsWorkload(service, one))).map(nameOf);
  const instances = facts.roots.map(({ namespace, name, workloads }) => {
    const own = leadingTo(workloads.filter(({ component }) => TAKING.has(component)).map(({ object }) => object));
    return { namespace, name, services: [...own, ...presumed(facts, { namespace, name })] };
  });
  const collectors = otherCollectors(facts).map((collector) => ({
    namespace: namespaceOf(collector),
    name: COLLECTOR + collector.metadata.name,
    services: leadingTo(facts.behind.filter((one) => isOwnedBy(one, collector))),
  }));
  return [...instances, ...collectors];
}

const nameOf = ({ metadata: { name } }: Service): string => name;

/** Where Services may not be read: those that have the names which operators and charts give them. */
const presumed = ({ services, unseen }: TracingFacts, { namespace, name }: InstanceName): readonly string[] =>
  unseen.has(namespace)
    ? [...services.keys()]
        .filter((place) => place.startsWith(`${namespace}/`))
        .map((place) => place.slice(namespace.length + 1))
        .filter((service) => service === name || service.startsWith(`${name}-`))
    : [];

const otherCollectors = ({ collectors, roots }: TracingFacts): readonly OpenTelemetryCollector[] =>
  collectors.filter((one) => !roots.some(({ collector }) => collector !== undefined && isSame(collector, one)));

const isSame = (one: OpenTelemetryCollector, { metadata: { namespace, name } }: OpenTelemetryCollector): boolean =>
  one.metadata.name === name && one.metadata.namespace === namespace;

export interface Destination {
  /** Undefined: it is none that is known. */
  readonly instance: InstanceName | undefined;
  /** By which collectors, or why it is not known; empty for an instance itself. */
  readonly way: string;
}

/** Where spans end up that are sent to an instance, or to what stands for a collector. */
export function destinationOf(sentTo: InstanceName, facts: TracingFacts, known: readonly Addressable[]): Destination {
  if (!sentTo.name.startsWith(COLLECTOR)) return { instance: sentTo, way: '' };
  const name = sentTo.name.slice(COLLECTOR.length);
  const collector = facts.collectors.find((one) => one.metadata.name === name && namespaceOf(one) === sentTo.namespace);
  return exportedBy(collector, facts, known);
}

const MOST_HOPS = 4;

/** Where a collector's spans end up, by one collector after the other. */
export function exportedBy(
  collector: OpenTelemetryCollector | undefined,
  facts: TracingFacts,
  known: readonly Addressable[],
): Destination {
  const way: string[] = [];
  for (let at = collector; at !== undefined && way.length < MOST_HOPS;) {
    const here = namespaceOf(at);
    const name = placeOf({ namespace: here, name: at.metadata.name });
    way.push(`collector ${name}`);
    const exported = exportedTo(at.spec?.config);
    const next = exported
      .map((address) => addressesOf(known, here).instanceAt(address))
      .find((one) => one !== undefined);
    if (next === undefined)
      return { instance: undefined, way: `${by(way)}, which sends to ${exported.join(', ') || 'nothing'}` };
    if (!next.name.startsWith(COLLECTOR)) return { instance: next, way: by(way) };
    at = facts.collectors.find(
      (one) => COLLECTOR + one.metadata.name === next.name && namespaceOf(one) === next.namespace,
    );
  }
  return { instance: undefined, way: by(way) };
}

const by = (way: readonly string[]): string => `by ${way.join(', ')}`;
