import { at } from '../jaeger/index.ts';
import type { KubernetesObject, Pod } from '../kubernetes/types.ts';
import type { Verdict } from './judge.ts';

/** On Pods: of which template they are (Argo Rollouts 1.8, DefaultRolloutUniqueLabelKey). */
const HASH = 'rollouts-pod-template-hash';

/** Whether a Pod is of the template that a Rollout has now. */
export const isOfCurrent = ({ metadata }: Pod, rollout: KubernetesObject): boolean =>
  metadata.labels?.[HASH] !== undefined && metadata.labels[HASH] === at(rollout, 'status', 'currentPodHash');

const waiting = (why: string): Verdict => ({ state: 'waiting', why });

/**
 * How far a Rollout has come, by what its controller says; undefined where it is through (Argo Rollouts 1.8, utils/rollout: GetRolloutPhase).
 * A blue-green one keeps old Pods for a while when all is done, so these do not count; releases before 1.0 give no phase, and are judged by their figures.
 */
export function argoRollout(live: KubernetesObject): Verdict | undefined {
  const status = (field: string): unknown => at(live, 'status', field);
  if (!isObserved(live)) return waiting('its controller has not looked at it yet');
  const phase = status('phase');
  const said = status('message');
  const message = typeof said === 'string' && said !== '' ? `: ${said}` : '';
  if (phase === 'Degraded') return { state: 'failed', why: `the Rollout is Degraded${message}` };
  if (phase === 'Paused')
    return waiting(`the Rollout is paused${message}; to go on: kubectl argo rollouts promote ${live.metadata.name}`);
  if (phase === 'Progressing') return waiting(`the Rollout goes on${message}`);
  const wanted = Number(at(live, 'spec', 'replicas') ?? 1);
  const updated = Number(status('updatedReplicas') ?? 0);
  const available = Number(status('availableReplicas') ?? 0);
  if (updated < wanted) return waiting(`${updated} of ${wanted} Pods are new`);
  if (available < wanted) return waiting(`${available} of ${wanted} Pods are available`);
  const isPromoted = status('stableRS') === status('currentPodHash');
  return isPromoted ? undefined : waiting('its new Pods are not promoted yet');
}

/** It counts generations as text; releases before 0.10 have a hash there, which says nothing. */
function isObserved(live: KubernetesObject): boolean {
  const observed = at(live, 'status', 'observedGeneration');
  if (observed === undefined || at(live, 'status', 'currentPodHash') === undefined) return false;
  const generation = live.metadata.generation ?? 0;
  const seen = Number(observed);
  return !Number.isInteger(seen) || seen >= generation;
}
