import { compare, type ReportError } from '../jaeger/index.ts';
import type { InstanceName } from './operator-answer.ts';
import type { Way } from './record.ts';

/** `partly`: some of its Pods are. `unknown`: what decides it cannot be seen. */
export type Traced = 'yes' | 'partly' | 'no' | 'unknown';

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Rollout';

interface Place {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
}

/** Whether a workload is traced, and why, or why not. */
export interface Trace {
  readonly traced: Traced;
  /** What makes it traced, or was to. */
  readonly how: Way | undefined;
  /** Where its spans go, as far as that is known. */
  readonly instance: InstanceName | undefined;
  readonly reason: string;
}

export interface WorkloadRow extends Place, Trace {}

/** One that is nobody's application, and why. */
export interface LeftOut extends Place {
  readonly reason: string;
}

/** The result of `workloads`: its JSON form is this, and a public contract. */
export interface WorkloadList {
  readonly apiVersion: 'jaeger.kubectl/v1alpha1';
  readonly kind: 'WorkloadList';
  readonly workloads: readonly WorkloadRow[];
  /** Jaeger's own and the cluster's: no part of the coverage. */
  readonly leftOut: readonly LeftOut[];
  readonly coverage: Readonly<Record<Traced | 'total', number>>;
  readonly errors: readonly ReportError[];
}

export const inOrder = <P extends Place>(places: readonly P[]): readonly P[] =>
  places.toSorted(
    (one, other) =>
      compare(one.namespace, other.namespace) || compare(one.name, other.name) || compare(one.kind, other.kind),
  );

export function coverageOf(rows: readonly Trace[]): WorkloadList['coverage'] {
  const count = (state: Traced): number => rows.filter(({ traced }) => traced === state).length;
  return { yes: count('yes'), partly: count('partly'), no: count('no'), unknown: count('unknown'), total: rows.length };
}
