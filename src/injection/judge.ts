import { AGENT_CONTAINER, at } from '../jaeger/index.ts';
import type { KubernetesObject, Pod } from '../kubernetes/types.ts';
import { itemsAt } from './endpoints.ts';
import { argoRollout, isOfCurrent } from './argo-rollout.ts';
import { OTLP_ENDPOINT } from './marks.ts';
import type { Expectation } from './subject.ts';
import { containersOf, type Injectable } from './workload.ts';

/** What is seen of a workload at one moment. */
export interface Seen {
  readonly live: KubernetesObject & Injectable;
  /** Those of a Deployment. */
  readonly replicaSets: readonly KubernetesObject[];
  readonly pods: readonly Pod[];
  /** Ready addresses behind the Service that spans are sent to; undefined: unknown, or there is none to be sent to. */
  readonly endpoints: number | undefined;
}

/** How far it has come. `failed`: waiting does not help. */
export type Verdict =
  | { readonly state: 'proved'; readonly evidence: string }
  | { readonly state: 'waiting' | 'failed'; readonly why: string };

/** Whether the effect is there, in what runs and not in what was written. */
export function judge(seen: Seen, expected: Expectation): Verdict {
  for (const rule of [template, rollout, pods, address]) {
    const verdict = rule(seen, expected);
    if (verdict !== undefined) return verdict;
  }
  const { live } = seen;
  const running = runningPods(seen).length;
  const what = expected.traced ? `with ${nameOfSidecar(expected) ?? 'its variables'}` : 'without anything of it';
  return { state: 'proved', evidence: `${running} of ${replicasOf(live)} Pods Ready ${what}` };
}

type Rule = (seen: Seen, expected: Expectation) => Verdict | undefined;

const waiting = (why: string): Verdict => ({ state: 'waiting', why });

const OTEL_CONTAINER = 'otc-container';

const nameOfSidecar = ({ via }: Expectation): string | undefined =>
  via === 'otel-operator' ? OTEL_CONTAINER : via === 'env' ? undefined : AGENT_CONTAINER;

/** What an operator writes into a Deployment is there with the answer to the patch, or soon after (jaeger-operator before 1.33). */
const template: Rule = ({ live }, { traced, via }) => {
  const has = containersOf(live).some(({ name }) => name === AGENT_CONTAINER);
  if (traced && (via === 'jaeger-operator' || via === 'sidecar') && !has)
    return waiting(`it has no container ${AGENT_CONTAINER}`);
  return undefined;
};

const replicasOf = (live: Injectable): number => {
  const wanted =
    live.kind === 'DaemonSet' ? at(live, 'status', 'desiredNumberScheduled') : at(live, 'spec', 'replicas');
  return typeof wanted === 'number' ? wanted : 1;
};

const count = (live: Injectable, ...fields: readonly string[]): number =>
  fields.map((field) => at(live, 'status', field)).find((value): value is number => typeof value === 'number') ?? 0;

const rollout: Rule = (seen) => (seen.live.kind === 'Rollout' ? argoRollout(seen.live) : builtInRollout(seen));

const builtInRollout = ({ live }: Seen): Verdict | undefined => {
  const wanted = replicasOf(live);
  const isObserved =
    Number(at(live, 'status', 'observedGeneration') ?? 0) >= Number(at(live, 'metadata', 'generation') ?? 0);
  if (!isObserved) return waiting('its controller has not looked at it yet');
  const stuck = itemsAt(live, 'status', 'conditions').find(
    (condition) => at(condition, 'reason') === 'ProgressDeadlineExceeded',
  );
  if (stuck !== undefined) return { state: 'failed', why: `the rollout is stuck: ${String(at(stuck, 'message'))}` };
  const updated = count(live, 'updatedReplicas', 'updatedNumberScheduled');
  const ready = count(live, 'readyReplicas', 'numberReady');
  const all = count(live, 'replicas', 'currentNumberScheduled');
  if (updated < wanted) return waiting(`${updated} of ${wanted} Pods are new`);
  if (all > updated) return waiting(`${all - updated} old Pods are still there`);
  return ready < wanted ? waiting(`${ready} of ${wanted} Pods are Ready`) : undefined;
};

/** Of a Deployment those of its newest ReplicaSet. */
function runningPods({ live, replicaSets, pods: all }: Seen): readonly Pod[] {
  const alive = all.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  if (live.kind === 'Rollout') return alive.filter((pod) => isOfCurrent(pod, live));
  if (live.kind !== 'Deployment') return alive;
  const [newest] = replicaSets.toSorted((one, other) => revisionOf(other) - revisionOf(one));
  const uid = newest?.metadata.uid;
  return alive.filter(({ metadata }) => (metadata.ownerReferences ?? []).some((owner) => owner.uid === uid));
}

const revisionOf = ({ metadata }: KubernetesObject): number =>
  Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);

const pods: Rule = (seen, expected) => {
  const running = runningPods(seen);
  if (running.length < replicasOf(seen.live))
    return waiting(`${running.length} of ${replicasOf(seen.live)} new Pods are seen`);
  for (const pod of running) {
    const why = fault(pod, expected);
    if (why !== undefined) return waiting(`Pod ${pod.metadata.name} ${why}`);
  }
  return undefined;
};

function fault(pod: Pod, expected: Expectation): string | undefined {
  const { containers = [], initContainers = [] } = pod.spec ?? {};
  const found = [...containers, ...initContainers];
  const sidecar = nameOfSidecar(expected);
  const has = sidecar !== undefined && found.some(({ name }) => name === sidecar);
  if (!expected.traced) return has && expected.via !== undefined ? `still has ${sidecar}` : undefined;
  if (sidecar !== undefined) return has ? unready(pod, sidecar) : `has no container ${sidecar}`;
  const isTold = found.some(({ env = [] }) => env.some(({ name }) => name === OTLP_ENDPOINT));
  return isTold ? undefined : `does not have ${OTLP_ENDPOINT}`;
}

function unready({ status }: Pod, sidecar: string): string | undefined {
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  const isReady = statuses.some(({ name, ready }) => name === sidecar && ready === true);
  return isReady ? undefined : `has ${sidecar}, which is not ready`;
}

const address: Rule = ({ endpoints }, { traced, service }) =>
  traced && service !== undefined && endpoints === 0
    ? waiting(`nothing is ready behind ${service.name}.${service.namespace}:${service.port}, which spans are sent to`)
    : undefined;
