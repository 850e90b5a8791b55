import { at } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { ContainerStatus, Event, Pod } from '../kubernetes/types.ts';
import { itemsAt } from './endpoints.ts';
import type { Seen } from './judge.ts';
import { operatorAnswer } from './operator-answer.ts';
import type { Around } from './read-around.ts';
import { readable } from './readable.ts';
import type { Subject } from './subject.ts';
import { containersOf } from './workload.ts';

interface Failure {
  readonly subject: Subject;
  readonly seen: Seen;
  readonly around: Pick<Around, 'operators' | 'annotations' | 'jaegers'>;
}

const MOST_EVENTS = 4;

/** Why a workload has not come to what it should be, one line each, by what the cluster says. */
export async function explain(cluster: Reader, failure: Failure): Promise<readonly string[]> {
  const { namespace = '' } = failure.seen.live.metadata;
  const events = await readable(cluster.list('events', { namespace }), []);
  const lines = [
    ...ofOperator(failure),
    ...ofInstance(failure),
    ...ofQuota(failure.seen),
    ...failure.seen.pods.flatMap(ofPod),
    ...ofEvents(failure.seen, events),
    ...ofRollout(failure.seen),
  ];
  return [...new Set(lines)];
}

function ofOperator({ subject, seen, around }: Failure): readonly string[] {
  const { via, traced } = subject.expected;
  const has = containersOf(seen.live).some(({ name }) => name === 'jaeger-agent');
  if (via === 'otel-operator' && around.operators.otel === false)
    return ['no OpenTelemetry operator answers: its webhook is not registered, or has no ready endpoint'];
  if (via !== 'jaeger-operator' || !traced || has) return [];
  if (around.operators.jaeger === false)
    return [
      'no jaeger-operator answers: its webhook is not registered, or has no ready endpoint; --via sidecar needs none',
    ];
  const { outcome, because } = operatorAnswer({
    workload: seen.live,
    namespace: around.annotations,
    jaegers: around.jaegers,
  });
  if (outcome !== 'injects') return [`the operator does nothing here: ${because}`];
  return [
    `the operator would inject it (${because}) and has not: it does not watch namespace ${seen.live.metadata.namespace ?? ''}, or its webhook cannot be reached or is not trusted; see kubectl jaeger status -A, and its log`,
  ];
}

function ofInstance({ subject, seen }: Failure): readonly string[] {
  const { service, instance } = subject.expected;
  if (service === undefined || instance === undefined || seen.endpoints !== 0) return [];
  return [
    `instance ${instance.namespace}/${instance.name} has no Service ${service.name}, or no Ready Pod behind it: kubectl jaeger status ${instance.name} -n ${instance.namespace}`,
  ];
}

/** The ReplicaSet's controller is refused when it makes Pods. */
const ofQuota = ({ live, replicaSets }: Seen): readonly string[] =>
  [live, ...replicaSets].flatMap((object) =>
    itemsAt(object, 'status', 'conditions')
      .filter((condition) => at(condition, 'type') === 'ReplicaFailure' && at(condition, 'status') === 'True')
      .map((condition) => `no Pod can be made: ${String(at(condition, 'message'))}`),
  );

function ofPod({ metadata: { name }, status }: Pod): readonly string[] {
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  const unscheduled = (status?.conditions ?? []).find(
    ({ type, status: is }) => type === 'PodScheduled' && is === 'False',
  );
  return [
    ...(unscheduled ? [`Pod ${name} has no node: ${unscheduled.message ?? unscheduled.reason ?? ''}`] : []),
    ...statuses.flatMap((one) => ofContainer(name, one)),
  ];
}

function ofContainer(pod: string, { name, state, lastState, ready }: ContainerStatus): readonly string[] {
  const { waiting, terminated } = state ?? {};
  if (waiting !== undefined && waiting.reason !== 'ContainerCreating' && waiting.reason !== 'PodInitializing')
    return [`Pod ${pod}, container ${name}: ${[waiting.reason, waiting.message].filter(Boolean).join(': ')}`];
  const ended = terminated ?? lastState?.terminated;
  return ready === true || ended === undefined || ended.exitCode === 0
    ? []
    : [`Pod ${pod}, container ${name}: ended with ${ended.exitCode ?? ended.reason}`];
}

/** Warnings about the workload, its ReplicaSets and Pods: the last of each kind. */
function ofEvents({ live, replicaSets, pods }: Seen, events: readonly Event[]): readonly string[] {
  const names = new Set([live, ...replicaSets, ...pods].map(({ metadata }) => metadata.name));
  const warnings = events.filter(
    ({ type, involvedObject }) => type === 'Warning' && names.has(involvedObject?.name ?? ''),
  );
  const byReason = new Map(
    warnings.map(({ involvedObject, reason, message }) => [
      `${involvedObject?.kind} ${involvedObject?.name}: ${reason}`,
      message ?? '',
    ]),
  );
  return [...byReason].slice(-MOST_EVENTS).map(([what, message]) => `${what}: ${message}`);
}

const ofRollout = ({ live }: Seen): readonly string[] =>
  at(live, 'spec', 'paused') === true
    ? [`its rollout is paused: kubectl rollout resume deployment/${live.metadata.name}`]
    : [];
