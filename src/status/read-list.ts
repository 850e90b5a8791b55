import {
  findRoots,
  gatherRoots,
  refusalIn,
  reportError,
  selectedUids,
  type Facts,
  type FactSource,
  type InstanceRoot,
  type Scope,
} from '../jaeger/index.ts';
import type { InstanceList } from './report.ts';
import { areWorkloadsKnown, summaryOf } from './summary.ts';

export interface ListRequest extends Scope {
  /** kubectl's `-l`: the labels of the custom resource, or of any workload of the instance. */
  readonly labelSelector?: string | undefined;
}

/** Every instance in scope. None is no failure, unless nothing at all could be read: then why is thrown. */
export async function readList(cluster: FactSource, { labelSelector, ...scope }: ListRequest): Promise<InstanceList> {
  const [facts, selected] = await Promise.all([
    gatherRoots(cluster, scope),
    labelSelector ? selectedUids(cluster, LABELLED, { ...scope, labelSelector }) : undefined,
  ]);
  const roots = findRoots(facts).filter(
    (root) => selected === undefined || uidsOf(root).some((uid) => selected.has(uid)),
  );
  const refusal = refusalIn(facts);
  if (roots.length === 0 && refusal && isBlind(facts)) throw refusal;
  return {
    apiVersion: 'jaeger.kubectl/v1alpha1',
    kind: 'InstanceList',
    instances: roots.map((root) => summaryOf(root, areWorkloadsKnown(facts))),
    errors: facts.errors.map(({ resource, error }) => reportError(resource, error)),
  };
}

const LABELLED = ['jaegers', 'opentelemetrycollectors', 'deployments', 'statefulsets', 'daemonsets'] as const;

/** Neither workloads nor custom resources could be read. */
const isBlind = ({ errors }: Facts): boolean =>
  errors.some(({ resource }) => resource === 'deployments') && errors.some(({ resource }) => resource === 'jaegers');

const uidsOf = ({ jaeger, collector, workloads }: InstanceRoot): readonly string[] =>
  [jaeger, collector, ...workloads.map(({ object }) => object)].flatMap((object) => object?.metadata.uid ?? []);
