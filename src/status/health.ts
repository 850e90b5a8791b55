import type { FoundWorkload } from '../jaeger/index.ts';
import type { Health } from './report.ts';

export interface Replicas {
  readonly ready: number;
  readonly wanted: number;
}

/** A Deployment without a number wants one; a DaemonSet wants as many as there are nodes for it. */
export function replicasOf({ resource, spec, status = {} }: FoundWorkload): Replicas {
  return resource === 'daemonsets'
    ? { ready: status.numberReady ?? 0, wanted: status.desiredNumberScheduled ?? 0 }
    : { ready: status.readyReplicas ?? 0, wanted: spec?.replicas ?? 1 };
}

/** See `Health`. A Pod that crashes now and then counts as what it is at the moment. */
export function healthOf(workloads: readonly FoundWorkload[]): Health {
  const replicas = workloads.map(replicasOf);
  if (replicas.length === 0) return 'Absent';
  if (replicas.every(({ wanted }) => wanted === 0)) return 'ScaledDown';
  if (replicas.some(({ ready, wanted }) => ready === 0 && wanted > 0)) return 'NotReady';
  const isWhole = replicas.every(({ ready, wanted }) => ready >= wanted) && !workloads.some(isBehind);
  return isWhole ? 'Ready' : 'Degraded';
}

/** Right after a change the status is still that of before it. */
const isBehind = ({ metadata, status }: FoundWorkload): boolean =>
  (status?.observedGeneration ?? Infinity) < (metadata.generation ?? 0);
