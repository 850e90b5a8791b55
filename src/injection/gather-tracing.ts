import {
  AGENT_CONTAINER,
  FactReader,
  findRoots,
  gatherRoots,
  isRead,
  ROLLOUTS,
  type FactError,
  type FactSource,
  type Facts,
  type FoundWorkload,
  type InstanceRoot,
  type Scope,
} from '../jaeger/index.ts';
import type { KubernetesObject, OpenTelemetryCollector, Service } from '../kubernetes/types.ts';
import { addressesOf } from './addresses.ts';
import { exportedTo } from './collector-exports.ts';
import { INJECT, OTEL_INJECT } from './marks.ts';
import { placeOf, type InstanceName } from './operator-answer.ts';
import { readOperators, type Operators } from './operators.ts';
import { asksOtel } from './otel-asks.ts';
import { isWanted } from './presumed.ts';
import { resolveVariables } from './resolve-variables.ts';
import { seenPods, type SeenPod } from './seen-pods.ts';
import { spanAddresses } from './span-addresses.ts';
import { annotationsOf, containersOf, isInjectable, podAnnotationsOf, type Injectable } from './workload.ts';
import type { WorkloadKind } from './workload-list.ts';

type Texts = Readonly<Record<string, string>>;

/** A workload in both of its shapes. */
export type Application = Omit<FoundWorkload, 'resource'> &
  Injectable & { readonly resource: FoundWorkload['resource'] | 'rollouts'; readonly kind: WorkloadKind };

/** All that says whether workloads are traced. */
export interface TracingFacts {
  /** In scope, Jaeger's own among them. */
  readonly workloads: readonly Application[];
  /** In scope, and where workloads of it send spans to. */
  readonly roots: readonly InstanceRoot[];
  readonly collectors: readonly OpenTelemetryCollector[];
  /** What can stand behind Services. */
  readonly behind: readonly FoundWorkload[];
  /** Every resource of the v1 operator that was seen; of some no more than their metadata. */
  readonly jaegers: readonly KubernetesObject[];
  readonly namespaces: ReadonlyMap<string, Texts>;
  /** Those that something names as what spans are sent to, by `NAMESPACE/NAME`; undefined: there is none. */
  readonly services: ReadonlyMap<string, Service | undefined>;
  /** Namespaces that are sent to, and could not be looked into. */
  readonly unseen: ReadonlySet<string>;
  /** Pods of namespaces in which the OpenTelemetry operator is asked for something; undefined: they could not be read. */
  readonly pods: ReadonlyMap<string, readonly SeenPod[] | undefined>;
  readonly operators: Operators;
  readonly errors: readonly FactError[];
}

/**
 * Reads what is in scope, and then only what that names: Services that spans are sent to, the namespaces that these are in, the Pods where the OpenTelemetry
 * operator is asked for something. All namespaces are looked at for one thing alone without being asked for: for the names of instances, where an annotation
 * asks the v1 operator for an agent that is not there, because it chooses among all.
 */
export async function gatherTracing(cluster: FactSource, scope: Scope): Promise<TracingFacts> {
  const reader = new FactReader(cluster);
  const [facts, namespaces, rollouts] = await Promise.all([
    gatherRoots(cluster, scope),
    readNamespaces(reader, scope),
    readRollouts(reader, scope),
  ]);
  const written = [...facts.workloads, ...rollouts].flatMap((workload) => applicationOf(workload) ?? []);
  const workloads = await resolveVariables(reader, written);
  const near = { facts, workloads, namespaces };
  const [pods, operators, everywhere] = await Promise.all([
    readPods(reader, near),
    operatorsFor(cluster, near),
    jaegersFor(reader, scope, near),
  ]);
  const services = await readServices(reader, near, pods);
  const places = placesBeyond(scope, near, services);
  const far = await Promise.all(places.map(async (namespace) => gatherRoots(cluster, { namespace })));
  const all = [facts, ...far];
  const errors = [...all.flatMap((one) => one.errors), ...reader.errors];
  const blind = places.filter((place) => !isRead({ errors }, 'deployments', place));
  return {
    ...near,
    roots: all.flatMap((one) => findRoots(one)),
    collectors: all.flatMap((one) => one.collectors),
    behind: all.flatMap((one) => one.workloads),
    jaegers: distinct([...all.flatMap((one) => one.jaegers), ...everywhere]),
    services,
    unseen: new Set([
      ...blind,
      ...reader.errors.flatMap((error) => (error.resource === 'services' ? (error.namespace ?? []) : [])),
    ]),
    pods,
    operators,
    errors,
  };
}

interface Near {
  readonly facts: Facts;
  readonly workloads: readonly Application[];
  readonly namespaces: ReadonlyMap<string, Texts>;
}

const KINDS = {
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
  rollouts: 'Rollout',
} as const;

type Read = Omit<FoundWorkload, 'resource'> & Pick<Application, 'resource'>;

/** Undefined for what has no template of Pods: a Rollout that has its from a Deployment. */
function applicationOf(workload: Read): Application | undefined {
  const whole: Read & { readonly kind: WorkloadKind } = { ...workload, kind: KINDS[workload.resource] };
  return isApplication(whole) ? whole : undefined;
}

const isApplication = (workload: Read & { readonly kind: WorkloadKind }): workload is Application =>
  isInjectable(workload);

/** Argo CD has the same group: whether there are any is known when they are asked for. */
async function readRollouts(reader: FactReader, scope: Scope): Promise<readonly Read[]> {
  const groups = await reader.groups();
  if (groups !== undefined && !groups.has(ROLLOUTS.group)) return [];
  const rollouts = await reader.list('rollouts', scope);
  return rollouts.map(({ status, ...rollout }) => {
    const observedGeneration = Number(status?.observedGeneration);
    const isCounted = Number.isInteger(observedGeneration);
    const { observedGeneration: _, ...figures } = status ?? {};
    return { ...rollout, resource: 'rollouts', status: isCounted ? { ...figures, observedGeneration } : figures };
  });
}

export const namespaceOf = ({ metadata: { namespace = 'default' } }: KubernetesObject): string => namespace;

async function readNamespaces(reader: FactReader, { namespace }: Scope): Promise<ReadonlyMap<string, Texts>> {
  const found =
    namespace === undefined
      ? await reader.list('namespaces', { metadataOnly: true })
      : [await reader.get('namespaces', { name: namespace })];
  return new Map(
    found.flatMap((one): [string, Texts][] => (one ? [[one.metadata.name, one.metadata.annotations ?? {}]] : [])),
  );
}

const annotationsAround = ({ namespaces }: Near, workload: Application): Texts =>
  namespaces.get(namespaceOf(workload)) ?? {};

const askingOtel = (near: Near): readonly Application[] =>
  near.workloads.filter((workload) => asksOtel(workload, annotationsAround(near, workload)));

/** Somebody wants an agent, and it is not there. */
const askingInVain = (near: Near): readonly Application[] =>
  near.workloads.filter(
    (workload) =>
      isWanted(annotationsOf(workload)[INJECT] ?? annotationsAround(near, workload)[INJECT]) &&
      !containersOf(workload).some(({ name }) => name === AGENT_CONTAINER),
  );

async function readPods(reader: FactReader, near: Near): Promise<TracingFacts['pods']> {
  const places = [...new Set(askingOtel(near).map(namespaceOf))];
  return new Map(
    await Promise.all(
      places.map(async (namespace) => {
        const pods = await seenPods(await reader.list('pods', { namespace }));
        return [namespace, isRead(reader, 'pods', namespace) ? pods : undefined] as const;
      }),
    ),
  );
}

const operatorsFor = async (cluster: FactSource, near: Near): Promise<Operators> =>
  askingOtel(near).length > 0 || askingInVain(near).length > 0
    ? readOperators(cluster)
    : { jaeger: undefined, otel: undefined };

const jaegersFor = async (
  reader: FactReader,
  { namespace }: Scope,
  near: Near,
): Promise<readonly KubernetesObject[]> =>
  namespace !== undefined && askingInVain(near).length > 0 ? reader.list('jaegers', { metadataOnly: true }) : [];

/** The Services that workloads, what was written into their Pods, and collectors send to. */
async function readServices(
  reader: FactReader,
  { facts, workloads }: Near,
  pods: TracingFacts['pods'],
): Promise<TracingFacts['services']> {
  const addresses = [
    ...workloads.flatMap((workload) =>
      spanAddresses(workload).map(({ value }) => [value, namespaceOf(workload)] as const),
    ),
    ...facts.collectors.flatMap((one) =>
      exportedTo(one.spec?.config).map((value) => [value, namespaceOf(one)] as const),
    ),
    ...[...pods].flatMap(([place, seen = []]) => seen.map(({ endpoint }) => [endpoint, place] as const)),
  ];
  const named = addresses.flatMap(([value, here]) => (value === undefined ? [] : (serviceNamed(value, here) ?? [])));
  const wanted = new Map(named.map((service) => [placeOf(service), service]));
  return new Map(
    await Promise.all(
      [...wanted].map(async ([place, service]) => [place, await reader.get('services', service)] as const),
    ),
  );
}

/** The Service inside the cluster that an address of a workload in this namespace can mean. */
export function serviceNamed(address: string, here: string): InstanceName | undefined {
  const { serviceAt, isLocal } = addressesOf([], here);
  return isLocal(address) ? undefined : serviceAt(address);
}

/** Namespaces out of scope that spans are sent to, or that a sidecar is taken from. */
function placesBeyond({ namespace: here }: Scope, near: Near, services: TracingFacts['services']): readonly string[] {
  if (here === undefined) return [];
  const texts = [
    near.namespaces.get(here)?.[OTEL_INJECT],
    ...near.workloads.map((one) => podAnnotationsOf(one)[OTEL_INJECT]),
  ];
  const named = texts.flatMap((text) => (text?.includes('/') ? text.slice(0, text.indexOf('/')) : []));
  const sentTo = [...services.values()].flatMap((service) => service?.metadata.namespace ?? []);
  return [...new Set([...sentTo, ...named])].filter((place) => place !== here);
}

const distinct = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] => [
  ...new Map(objects.toReversed().map((one) => [`${one.metadata.namespace}/${one.metadata.name}`, one])).values(),
];
