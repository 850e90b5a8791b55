import { JaegerError } from '../errors/index.ts';
import {
  at,
  isOwnedBy,
  type InstanceRoot,
  DAEMON_SETS,
  DEPLOYMENTS,
  ROLLOUTS,
  STATEFUL_SETS,
} from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { ApiResource, KubernetesObject } from '../kubernetes/types.ts';
import { type WorkloadName } from './resources.ts';
import { readable } from './readable.ts';
import type { Found } from './subject.ts';
import { isInjectable, type Injectable } from './workload.ts';

/** Which workloads of a namespace: by their names, by a selector, or all. */
export interface WorkloadChoice {
  readonly namespace: string;
  readonly names: readonly WorkloadName[];
  readonly selector: string | undefined;
  readonly all: boolean;
}

export const isNamed = ({ names }: WorkloadChoice): boolean => names.length > 0;

/** The workloads that are meant, whole. Errors: NOT_FOUND for one that is named; USAGE where nothing, or too much, is said. */
export async function findWorkloads(
  cluster: Reader,
  choice: WorkloadChoice,
  resources: readonly ApiResource[] = EVERY_KIND,
): Promise<readonly Found[]> {
  const { namespace, names, selector } = choice;
  if (isNamed(choice)) return Promise.all(names.map(async (name) => foundNamed(cluster, namespace, name)));
  const query = { namespace, ...(selector === undefined ? {} : { labelSelector: selector }) };
  const lists = await Promise.all(
    resources.map(async (resource) => {
      const list = cluster.list(resource, query);
      const objects = await (resource === ROLLOUTS ? readable(list, []) : list);
      return objects.filter((object) => madeOf(object) === undefined).map((object) => found(resource, object));
    }),
  );
  return lists.flat();
}

async function foundNamed(cluster: Reader, namespace: string, { resource, name }: WorkloadName): Promise<Found> {
  const object = await cluster.get(resource, { namespace, name });
  const other = madeOf(object);
  if (other === undefined) return found(resource, object);
  throw new JaegerError(
    'USAGE',
    `rollout.argoproj.io/${name} takes its Pods' template from ${other}: inject that one`,
    {
      hints: ['nothing has been changed'],
    },
  );
}

/** What a Rollout has its template from where it has none of its own (`spec.workloadRef`, Argo Rollouts 1.8). */
function madeOf(object: KubernetesObject): string | undefined {
  const [kind, name] = ['kind', 'name'].map((field) => at(object, 'spec', 'workloadRef', field));
  if (typeof name !== 'string') return undefined;
  return `${(typeof kind === 'string' ? kind : 'Deployment').toLowerCase()}/${name}`;
}

/** Rollouts only where there are any. */
export const EVERY_KIND: readonly ApiResource[] = [DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS, ROLLOUTS];

/** Throws USAGE unless exactly one of the ways to choose is used. */
export function checkChoice({ names, selector, all }: WorkloadChoice, flags: string): void {
  const ways = [names.length > 0, selector !== undefined, all].filter(Boolean).length;
  if (ways === 1) return;
  throw new JaegerError('USAGE', `name the workloads, or choose them with one of ${flags}`);
}

/** A list does not say of each object what it is a list of. */
export function found(resource: ApiResource, object: KubernetesObject): Found {
  const { group, version, kind } = resource;
  const live: KubernetesObject = Object.assign({}, { apiVersion: `${group}/${version}`, kind }, object);
  if (!isWhole(live))
    throw new JaegerError('BAD_ANSWER', `${resource.plural}/${object.metadata.name} has no template for its Pods`);
  return { resource, live };
}

const isWhole = (object: KubernetesObject): object is KubernetesObject & Injectable => isInjectable(object);

/** Whose own it is: Jaeger's, or the cluster's; only by its name is it injected nevertheless. */
export function ownPart({ live }: Found, roots: readonly InstanceRoot[]): string | undefined {
  const { namespace = '', labels, uid } = live.metadata;
  if (/^(kube|openshift)-/.test(namespace)) return `namespace ${namespace} is the cluster's own`;
  const root = roots.find(
    ({ workloads, jaeger, collector }) =>
      workloads.some(({ object }) => object.metadata.uid === uid) ||
      [jaeger, collector].some((owner) => owner !== undefined && isOwnedBy(live, owner)),
  );
  if (root !== undefined) return `it is part of ${root.name}`;
  if (labels?.['name'] === 'jaeger-operator') return 'it is the jaeger-operator';
  if (labels?.['app.kubernetes.io/name'] === OTEL_OPERATOR) return 'it is the OpenTelemetry operator';
  const isCollector = labels?.['app.kubernetes.io/managed-by'] === OTEL_OPERATOR;
  return isCollector ? 'it is a collector of the OpenTelemetry operator' : undefined;
}

const OTEL_OPERATOR = 'opentelemetry-operator';
