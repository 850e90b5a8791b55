import { JaegerError } from '../errors/index.ts';
import { findRoots, gatherRoots, type FactSource, type InstanceRoot, JAEGERS } from '../jaeger/index.ts';
import type { Discovery, Reader } from '../kubernetes/ports.ts';
import type { KubernetesObject, OpenTelemetryCollector } from '../kubernetes/types.ts';
import {
  candidatesOf,
  chooseCandidate,
  isNamed,
  type Candidate,
  type Choice,
  type PickCandidate,
} from './choose-target.ts';
import { readOperators, type Operators } from './operators.ts';
import { readable } from './readable.ts';
import { type InstanceChoice } from './resources.ts';

export type Source = FactSource & Reader & Discovery;

/** What is around the workloads of a namespace. */
export interface Around {
  readonly namespace: string;
  /** Annotations of the namespace; none where it may not be read. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Every resource of the v1 operator that may be seen, whole. */
  readonly jaegers: readonly KubernetesObject[];
  readonly operators: Operators;
  readonly openshift: boolean;
  /** Whether the server has OpenTelemetryCollectors. */
  readonly hasCollectors: boolean;
  /** Those of the namespace, of any mode; none where they may not be listed. */
  readonly collectors: readonly OpenTelemetryCollector[];
}

export async function readAround(cluster: Source, namespace: string): Promise<Around> {
  const [groups, annotations, operators] = await Promise.all([
    cluster.servedGroups(),
    readable(
      cluster.get('namespaces', { name: namespace }).then(({ metadata }) => metadata.annotations ?? {}),
      {},
    ),
    readOperators(cluster),
  ]);
  const hasCollectors = groups.has('opentelemetry.io');
  const [jaegers, collectors] = await Promise.all([
    groups.has(JAEGERS.group) ? everyJaeger(cluster, namespace) : [],
    hasCollectors ? readable(cluster.list('opentelemetrycollectors', { namespace }), []) : [],
  ]);
  return {
    namespace,
    annotations,
    jaegers,
    operators,
    openshift: groups.has('route.openshift.io'),
    hasCollectors,
    collectors,
  };
}

/** In all namespaces, for the operator chooses among all; or at least in one. */
const everyJaeger = async (cluster: Source, namespace: string): Promise<readonly KubernetesObject[]> =>
  (await readable(cluster.list(JAEGERS, {}), undefined)) ?? cluster.list(JAEGERS, { namespace });

interface Wanted {
  readonly instance: InstanceChoice | undefined;
  readonly pick?: PickCandidate | undefined;
}

/** The instance that is meant, with its workloads. Errors: NOT_FOUND; USAGE where it could be several; what kept instances from being seen. */
export async function chooseTarget(
  cluster: Source,
  { namespace, jaegers }: Around,
  { instance: wanted, pick }: Wanted,
): Promise<Choice & { readonly roots: readonly InstanceRoot[] }> {
  const places = [...new Set([namespace, wanted?.namespace ?? namespace])];
  const near = (await Promise.all(places.map((place) => rootsIn(cluster, place)))).flat();
  const choice = await chooseCandidate(candidatesOf(near, jaegers), namespace, { choice: wanted, pick });
  if (choice !== undefined) return known(cluster, choice, near);
  // Instances without a resource of the v1 operator may be anywhere.
  const all = wanted?.namespace === undefined ? await rootsIn(cluster, undefined) : [];
  const far = await chooseCandidate(candidatesOf(all, jaegers), namespace, { choice: wanted, pick });
  if (far !== undefined) return { ...far, roots: all };
  const what = wanted === undefined ? 'no Jaeger instance' : `no Jaeger instance "${wanted.name}"`;
  throw new JaegerError(
    'NOT_FOUND',
    `${what} found ${wanted?.namespace === undefined ? '' : `in namespace "${wanted.namespace}" `}to send spans to`,
    {
      hints: ['see where there is one: kubectl jaeger list -A', 'nothing has been changed'],
    },
  );
}

async function known(
  cluster: Source,
  { candidate, because }: Choice,
  near: readonly InstanceRoot[],
): Promise<Choice & { readonly roots: readonly InstanceRoot[] }> {
  if (candidate.root !== undefined) return { candidate, because, roots: near };
  const roots = await rootsIn(cluster, candidate.namespace);
  const root = roots.find((one) => isNamed(one, candidate));
  const whole: Candidate = { ...candidate, root };
  return { candidate: whole, because, roots: [...near, ...roots] };
}

/** The instances of a namespace, or of all. */
export const rootsIn = async (cluster: Source, namespace: string | undefined): Promise<readonly InstanceRoot[]> =>
  findRoots(await gatherRoots(cluster, namespace === undefined ? {} : { namespace }));
