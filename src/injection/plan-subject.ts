import { AGENT_CONTAINER, INJECTED, type InstanceRoot } from '../jaeger/index.ts';
import { headlessService, namedAt, targetOfJaeger, targetOfService, type AgentTarget } from './agent-target.ts';
import type { Candidate } from './choose-target.ts';
import { chooseWay } from './choose-way.ts';
import type { SpanService } from './endpoints.ts';
import { ownPart } from './find-workloads.ts';
import { inject, type How } from './inject.ts';
import { operatorAnswer, placeOf } from './operator-answer.ts';
import { endpointOf } from './otel-sidecar.ts';
import type { AgentExtras } from './presumed.ts';
import type { Around } from './read-around.ts';
import type { Way } from './record.ts';
import { keepStep, stepTo, type Change, type Found, type Subject } from './subject.ts';
import { patchBetween } from './patch-between.ts';
import { needsRestart, type SeenPod } from './seen-pods.ts';
import { isHandMade } from './uninject.ts';
import { containersOf, labelsOf, withPodAnnotations, type Injectable } from './workload.ts';

/** All that decides what becomes of each workload. */
export interface Situation {
  readonly around: Around;
  readonly candidate: Candidate;
  readonly roots: readonly InstanceRoot[];
  /** Where the instance takes OTLP over HTTP, and what agents send. */
  readonly otlp: SpanService | undefined;
  readonly grpc: SpanService | undefined;
  /** The OpenTelemetry sidecar for it in the namespace, there or planned. */
  readonly collector: string;
  readonly via: Way | undefined;
  readonly container: string | undefined;
  readonly fieldManager: string;
  /** Whether the workloads are named, so that none is left out. */
  readonly isNamed: boolean;
  /** RFC 3339: Pods are to be made anew that do not have what they would get now. */
  readonly restartAt: string | undefined;
  /** Those of the namespace, where that is asked for; undefined: they could not be read. */
  readonly pods: readonly SeenPod[] | undefined;
}

/** What is to be done with one workload, and the rule that decides it. */
export function planSubject(found: Found, situation: Situation, configMapKeys: ReadonlySet<string>): Subject {
  const { candidate, around, isNamed } = situation;
  const { live } = found;
  const again: Subject['again'] = (other) => planSubject({ ...found, live: other }, situation, configMapKeys);
  const skip = (why: string): Subject => {
    const expected = { traced: false, via: undefined, instance: undefined, service: undefined };
    return { ...found, step: keepStep(found, why), wanted: live, expected, because: why, again };
  };
  const own = isNamed ? undefined : ownPart(found, situation.roots);
  if (own !== undefined) return skip(own);
  const way = chooseWay({ ...around, workload: live, candidate, via: situation.via });
  if ('refusal' in way) return skip(way.refusal);
  const how = howFor(way.via, situation, configMapKeys);
  if (typeof how === 'string') return skip(how);
  const wanted = inject(live, how, extrasOf(candidate));
  const refusal = refusalOf(live, wanted, situation, how);
  if (refusal !== undefined) return skip(refusal);
  const service = how.via === 'jaeger-operator' || how.via === 'sidecar' ? agentService(situation) : situation.otlp;
  const change = changeTo(found, wanted, how, situation);
  return {
    ...found,
    step: stepTo(found, change),
    wanted: change.wanted,
    expected: { traced: true, via: how.via, instance: candidate, service },
    because: `${how.via}, for ${placeOf(candidate)}: ${way.because}`,
    again,
  };
}

const isInjected = (workload: Injectable): boolean =>
  labelsOf(workload)[INJECTED] !== undefined && containersOf(workload).some(({ name }) => name === AGENT_CONTAINER);

const RESTARTED = 'kubectl.kubernetes.io/restartedAt';

function changeTo(found: Found, wanted: Injectable, how: How, situation: Situation): Change {
  const { live } = found;
  const { restartAt, fieldManager, pods, around, collector } = situation;
  // An annotation that nobody has acted on: an update makes the operator look again.
  const touch = how.via === 'jaeger-operator' && !isInjected(live);
  const isSame = patchBetween(live.spec.template, wanted.spec.template).operations.length === 0;
  const one = around.collectors.find(({ metadata }) => metadata.name === collector);
  // A changed template makes Pods anew by itself; what is in a template already is in its Pods.
  const isStale = how.via === 'otel-operator' && isSame && (pods === undefined || needsRestart(found, pods, one));
  if (restartAt === undefined || !isStale) return { wanted, done: 'injected', fieldManager, touch };
  const done = wanted === live ? 'restarted' : 'injected';
  return { wanted: restarted(wanted, restartAt), done, fieldManager };
}

/** As `kubectl rollout restart` has it. */
export const restarted = (workload: Injectable, at: string): Injectable =>
  withPodAnnotations(workload, { [RESTARTED]: at });

/** How it is written down; text: why it cannot be. */
function howFor(via: Way, situation: Situation, configMapKeys: ReadonlySet<string>): How | string {
  const { candidate, around, otlp, collector, container } = situation;
  const instance = placeOf(candidate);
  if (via === 'jaeger-operator' || via === 'sidecar') {
    const target = agentTarget(situation);
    if (target === undefined) return `no Service of ${instance} takes what agents send, on port 14250`;
    return { via, instance, target, surroundings: { openshift: around.openshift, configMapKeys } };
  }
  if (otlp === undefined) return `no Service of ${instance} takes OTLP over HTTP, on port 4318`;
  if (via === 'otel-operator') return { via, instance, collector };
  return { via, instance, target: { endpoint: endpointOf(otlp) }, container };
}

export const agentTarget = ({ candidate, grpc }: Situation): AgentTarget | undefined =>
  candidate.jaeger === undefined ? grpc && targetOfService(candidate, grpc.name) : targetOfJaeger(candidate.jaeger);

export const agentService = ({ candidate, grpc }: Situation): SpanService | undefined =>
  candidate.jaeger === undefined
    ? grpc
    : { namespace: candidate.namespace, name: headlessService(candidate.name), port: 14250 };

export const extrasOf = ({ jaeger }: Pick<Candidate, 'jaeger'>): AgentExtras => ({
  volumes: namedAt(jaeger, 'spec', 'agent', 'volumes'),
  imagePullSecrets: namedAt(jaeger, 'spec', 'agent', 'imagePullSecrets'),
});

/** What keeps a workload from being injected in this way. */
function refusalOf(live: Injectable, wanted: Injectable, situation: Situation, how: How): string | undefined {
  const { around, container } = situation;
  if (how.via === 'env') {
    const isThere = container === undefined || containersOf(live).some(({ name }) => name === container);
    return isThere ? undefined : `it has no container ${container}`;
  }
  if (how.via === 'otel-operator') return undefined;
  if (isHandMade(live)) return `its container ${AGENT_CONTAINER} was put there by hand; --via env leaves that alone`;
  if (how.via === 'sidecar') return undefined;
  const { outcome, because } = operatorAnswer({
    workload: wanted,
    namespace: around.annotations,
    jaegers: around.jaegers,
  });
  return outcome === 'injects' || outcome === 'updates' ? undefined : because;
}
