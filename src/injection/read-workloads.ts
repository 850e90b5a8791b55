import {
  refusalIn,
  reportError,
  selectedUids,
  type FactSource,
  type Scope,
  DAEMON_SETS,
  DEPLOYMENTS,
  ROLLOUTS,
  STATEFUL_SETS,
} from '../jaeger/index.ts';
import { ownPart } from './find-workloads.ts';
import { gatherTracing, namespaceOf, type Application, type TracingFacts } from './gather-tracing.ts';
import { knownBy, traceOf } from './trace-workload.ts';
import { coverageOf, inOrder, type LeftOut, type WorkloadList, type WorkloadRow } from './workload-list.ts';

export interface WorkloadsRequest extends Scope {
  /** kubectl's `-l`: the labels of workloads. */
  readonly labelSelector?: string | undefined;
}

const LISTED = ['deployments', 'statefulsets', 'daemonsets'] as const;

/** Who is traced, and why, or why not. Throws why where no workloads at all could be read. */
export async function readWorkloads(
  cluster: FactSource,
  { labelSelector, ...scope }: WorkloadsRequest,
): Promise<WorkloadList> {
  const [facts, selected] = await Promise.all([
    gatherTracing(cluster, scope),
    labelSelector ? selectedUids(cluster, [...LISTED, 'rollouts'], { ...scope, labelSelector }) : undefined,
  ]);
  const refusal = refusalIn(facts);
  if (refusal && LISTED.every((resource) => facts.errors.some((error) => error.resource === resource))) throw refusal;
  const meant = facts.workloads.filter(({ metadata }) => selected?.has(metadata.uid ?? '') ?? true);
  return listOf(facts, meant);
}

function listOf(facts: TracingFacts, meant: readonly Application[]): WorkloadList {
  const known = knownBy(facts);
  const rows: WorkloadRow[] = [];
  const leftOut: LeftOut[] = [];
  for (const workload of meant) {
    const { kind, metadata } = workload;
    const place = { kind, namespace: namespaceOf(workload), name: metadata.name };
    const own = notAnApplication(workload, facts);
    if (own === undefined) rows.push({ ...place, ...traceOf(workload, known) });
    else leftOut.push({ ...place, reason: own });
  }
  return {
    apiVersion: 'jaeger.kubectl/v1alpha1',
    kind: 'WorkloadList',
    workloads: inOrder(rows),
    leftOut: inOrder(leftOut),
    coverage: coverageOf(rows),
    errors: facts.errors.map(({ resource, error }) => reportError(resource, error)),
  };
}

const RESOURCES = {
  Deployment: DEPLOYMENTS,
  StatefulSet: STATEFUL_SETS,
  DaemonSet: DAEMON_SETS,
  Rollout: ROLLOUTS,
} as const;

/** What carries spans, or the cluster itself: the same that injection leaves out. */
const notAnApplication = (workload: Application, { roots }: TracingFacts): string | undefined =>
  ownPart({ resource: RESOURCES[workload.kind], live: workload }, roots);
