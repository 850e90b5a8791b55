import { INJECTED } from '../jaeger/index.ts';
import { labelOf } from './agent-target.ts';
import { isNamed } from './choose-target.ts';
import { ownPart } from './find-workloads.ts';
import { crashesWhenCreated, operatorAnswer } from './operator-answer.ts';
import { otelAnswer, sidecarsAmong } from './otel-answer.ts';
import { agentService, extrasOf, planSubject, restarted, type Situation } from './plan-subject.ts';
import { presumedWriting } from './presumed.ts';
import { needsRestart } from './seen-pods.ts';
import { keepStep, leaveStep, stepTo, type Expectation, type Found, type Subject } from './subject.ts';
import { undo } from './undo.ts';
import { annotationsOf, labelsOf, type Injectable } from './workload.ts';
import { INJECT } from './marks.ts';

/** What decides about the workloads of a Namespace that is to ask for injection; `around` has the annotations that it is to have. */
export interface Covering extends Situation {
  /** Whether it asks already: then an operator that has not acted has to be asked again. */
  readonly isAsked: boolean;
}

type Made = Pick<Subject, 'step' | 'because'> & { readonly wanted?: Injectable; readonly expected?: Expectation };

const UNTOUCHED: Expectation = { traced: false, via: undefined, instance: undefined, service: undefined };

const subjectOf = (found: Found, made: Made, again: Subject['again']): Subject => ({
  ...found,
  wanted: found.live,
  expected: UNTOUCHED,
  ...made,
  again,
});

const skip = (found: Found, why: string): Made => ({ step: keepStep(found, why), because: why });

/** What the jaeger-operator does with a workload of the Namespace: all that it changes is waited for (1.65; namespace controller and webhook). */
export function coveredByJaeger(found: Found, covering: Covering, configMapKeys: ReadonlySet<string>): Subject {
  const { live } = found;
  if (live.kind === 'Deployment' && crashesWhenCreated(live)) return namedItself(found, covering, configMapKeys);
  const again: Subject['again'] = (other) => coveredByJaeger({ ...found, live: other }, covering, configMapKeys);
  return subjectOf(found, answered(found, covering), again);
}

function answered(found: Found, covering: Covering): Made {
  const { around, candidate, isAsked, fieldManager } = covering;
  const { live } = found;
  const { kind = 'Deployment' } = live;
  if (kind !== 'Deployment') return skip(found, `the jaeger-operator does nothing for a ${kind}`);
  const wanted = withoutOther(live, covering);
  const answer = operatorAnswer({ workload: wanted, namespace: around.annotations, jaegers: around.jaegers });
  const { outcome, instance, because } = answer;
  const isMeant = instance !== undefined && isNamed(instance, candidate);
  if (!isMeant || (outcome !== 'injects' && outcome !== 'updates')) return skip(found, because);
  const expected = {
    traced: true,
    via: 'jaeger-operator',
    instance: candidate,
    service: agentService(covering),
  } as const;
  if (outcome === 'updates') return { step: keepStep(found), because, expected };
  const touch = isAsked || wanted !== live;
  const step = touch ? stepTo(found, { wanted, done: 'injected', fieldManager, touch }) : leaveStep(found, 'injected');
  return { step, wanted, because, expected };
}

/** The operator's label binds a Deployment to an instance: without it, and the agent of that instance, its Namespace decides. */
function withoutOther(live: Injectable, { candidate }: Covering): Injectable {
  const label = labelsOf(live)[INJECTED];
  const isOther = label !== undefined && label !== labelOf(candidate.name) && annotationsOf(live)[INJECT] === undefined;
  return isOther ? undo(live, presumedWriting(live, extrasOf(candidate))).workload : live;
}

/** The webhook crashes on it, and lets it through without an agent: with the instance's name it has an annotation. */
function namedItself(found: Found, covering: Covering, configMapKeys: ReadonlySet<string>): Subject {
  const subject = planSubject(found, { ...covering, via: 'jaeger-operator', isNamed: true }, configMapKeys);
  return {
    ...subject,
    because: `${subject.because}; on itself, because the webhook crashes on what has no annotation at all`,
  };
}

/** What the OpenTelemetry operator puts into Pods that are made from now on; those that run are made anew only where that is asked for. */
export function coveredByOtel(found: Found, covering: Covering): Subject {
  const again: Subject['again'] = (other) => coveredByOtel({ ...found, live: other }, covering);
  return subjectOf(found, asked(found, covering), again);
}

function asked(found: Found, covering: Covering): Made {
  const { around, candidate, collector, roots, otlp, pods, restartAt, fieldManager } = covering;
  const { live } = found;
  const own = ownPart(found, roots);
  if (own !== undefined) return skip(found, own);
  const named = { namespace: around.namespace, name: collector };
  const known = sidecarsAmong(around.collectors);
  const answer = otelAnswer(
    live,
    around.annotations,
    known.some((one) => isNamed(one, named)) ? known : [...known, named],
  );
  if (answer?.sidecar?.name !== collector) return skip(found, answer?.because ?? 'its Pods are annotated with "false"');
  const { because } = answer;
  const expected = { traced: true, via: 'otel-operator', instance: candidate, service: otlp } as const;
  const one = around.collectors.find(({ metadata }) => metadata.name === collector);
  if (pods !== undefined && !needsRestart(found, pods, one)) return { step: keepStep(found), because, expected };
  if (restartAt === undefined)
    return skip(found, 'its Pods are older, and have the sidecar only when they are made anew: --restart');
  const wanted = restarted(live, restartAt);
  return { step: stepTo(found, { wanted, done: 'restarted', fieldManager }), wanted, because, expected };
}
