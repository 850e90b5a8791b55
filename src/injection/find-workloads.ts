import { JaegerError } from '../errors/index.ts';
import { isOwnedBy, type InstanceRoot, DAEMON_SETS, DEPLOYMENTS, STATEFUL_SETS } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { ApiResource, KubernetesObject } from '../kubernetes/types.ts';
import { type WorkloadName } from './resources.ts';
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
  resources: readonly ApiResource[] = [DEPLOYMENTS],
): Promise<readonly Found[]> {
  const { namespace, names, selector } = choice;
  if (isNamed(choice))
    return Promise.all(
      names.map(async ({ resource, name }) => found(resource, await cluster.get(resource, { namespace, name }))),
    );
  const query = { namespace, ...(selector === undefined ? {} : { labelSelector: selector }) };
  const lists = await Promise.all(
    resources.map(async (resource) => (await cluster.list(resource, query)).map((object) => found(resource, object))),
  );
  return lists.flat();
}

export const EVERY_KIND: readonly ApiResource[] = [DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS];

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
  const isOperator = labels?.['name'] === 'jaeger-operator';
  return isOperator ? 'it is the jaeger-operator' : undefined;
}
