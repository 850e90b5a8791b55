import { AGENT_CONTAINER, BUDGETS, INJECTED, NAMESPACES } from '../jaeger/index.ts';
import type { Target } from '../kubernetes/ports.ts';
import { findWorkloads } from './find-workloads.ts';
import { INJECT, OTEL_INJECT, REVISION } from './marks.ts';
import { unmarkNamespace } from './namespace-marks.ts';
import { operatorAnswer } from './operator-answer.ts';
import { otelAnswer, sidecarsAmong } from './otel-answer.ts';
import { onlyOne, planOf, type Injection, type UninjectRequest } from './plan-parts.ts';
import { extrasOf, restarted } from './plan-subject.ts';
import { presumedWriting } from './presumed.ts';
import { readable } from './readable.ts';
import { readAround, type Around, type Source } from './read-around.ts';
import { readPods } from './read-pods.ts';
import type { Writing } from './record.ts';
import { hasSidecar, type SeenPod } from './seen-pods.ts';
import { keepStep, leaveStep, stepTo, type Found, type Subject } from './subject.ts';
import { undo } from './undo.ts';
import { uselessSidecars } from './useless-sidecars.ts';
import { annotationsOf, containersOf, labelsOf } from './workload.ts';

/** What it takes for a Namespace to ask for injection no more, and for its workloads to be without what it has brought them. */
export async function planUninjectNamespace(
  cluster: Source & { readonly target: Target },
  name: string,
  { fieldManager, restartAt }: Pick<UninjectRequest, 'fieldManager' | 'restartAt'>,
): Promise<Injection> {
  const choice = { namespace: name, names: [], selector: undefined, all: true };
  const [live, before, found, budgets, pods] = await Promise.all([
    cluster.get(NAMESPACES, { name }),
    readAround(cluster, name),
    findWorkloads(cluster, choice),
    readable(cluster.list(BUDGETS, { namespace: name }), undefined),
    readPods(cluster, name),
  ]);
  const wanted = unmarkNamespace(live);
  const around = { ...before, annotations: annotationsOf(wanted) };
  const space = stepTo({ resource: NAMESPACES, live }, { wanted, done: 'uninjected', fieldManager });
  const releasing: Releasing = { around, pods: pods ?? [], restartAt, fieldManager };
  const subjects = found.flatMap((one) => releasedByJaeger(one, releasing) ?? releasedByOtel(one, releasing) ?? []);
  const asked = before.annotations[OTEL_INJECT];
  const after = asked === undefined ? [] : await uselessSidecars(cluster, { around, leaving: [] });
  const notes = subjects.some(({ expected }) => expected.via === 'jaeger-operator' && !expected.traced)
    ? [
        'the operator takes its agents away at once; what it would leave behind, variables and annotations, goes as well',
      ]
    : [];
  const plan = planOf(cluster.target, 'uninject', {
    choice,
    subjects,
    space: onlyOne(space, subjects),
    before: [],
    after,
    budgets,
    notes,
  });
  const isByJaeger = subjects.some(({ expected }) => expected.via === 'jaeger-operator');
  return { plan, subjects, around, present: before.annotations, roots: [], ...(isByJaeger ? { atOnce: true } : {}) };
}

interface Releasing {
  /** With the annotations that the Namespace is to have. */
  readonly around: Around;
  readonly pods: readonly SeenPod[];
  readonly restartAt: string | undefined;
  readonly fieldManager: string;
}

/** A Deployment that has an agent, and no annotation of its own that asks for it. */
function releasedByJaeger(found: Found, releasing: Releasing): Subject | undefined {
  const { live } = found;
  const label = labelsOf(live)[INJECTED];
  const has = containersOf(live).some(({ name }) => name === AGENT_CONTAINER);
  if (!has || label === undefined || annotationsOf(live)[INJECT] !== undefined) return undefined;
  const jaeger = releasing.around.jaegers.find(({ metadata }) => metadata.name === label);
  const presumed = presumedWriting(live, extrasOf({ jaeger }));
  // The operator may count once more on the way.
  const annotations = { [REVISION]: { was: null, now: '' }, ...presumed.annotations };
  return without(found, { ...presumed, annotations }, releasing);
}

/** The operator removes agent and label at the same time, and leaves the rest: what was written is known from before that. */
function without(found: Found, writing: Writing, releasing: Releasing): Subject {
  const { around, fieldManager } = releasing;
  const { workload: wanted } = undo(found.live, writing);
  const answer = operatorAnswer({ workload: wanted, namespace: around.annotations, jaegers: around.jaegers });
  const traced = answer.outcome === 'injects';
  const step = stepTo(found, { wanted, done: 'uninjected', fieldManager });
  return {
    ...found,
    step: step.type === 'keep' ? leaveStep(found, 'uninjected') : step,
    wanted,
    expected: { traced, via: 'jaeger-operator', instance: answer.instance, service: undefined },
    because: traced
      ? `its Namespace asks as it did before: ${answer.because}`
      : 'it was injected because of its Namespace',
    again: (other) => without({ ...found, live: other }, writing, releasing),
  };
}

/** A workload whose Pods have a sidecar that nobody asks for any more. */
function releasedByOtel(found: Found, releasing: Releasing): Subject | undefined {
  const { around, pods } = releasing;
  const { live } = found;
  const answer = otelAnswer(live, around.annotations, sidecarsAmong(around.collectors));
  if (answer?.sidecar !== undefined || !hasSidecar(found, pods)) return undefined;
  return withoutSidecar(found, releasing);
}

function withoutSidecar(found: Found, releasing: Releasing): Subject {
  const { restartAt, fieldManager } = releasing;
  const { live } = found;
  const why = 'its Pods keep their sidecar until they are made anew: --restart';
  const wanted = restartAt === undefined ? live : restarted(live, restartAt);
  return {
    ...found,
    step: restartAt === undefined ? keepStep(found, why) : stepTo(found, { wanted, done: 'restarted', fieldManager }),
    wanted,
    expected: { traced: false, via: 'otel-operator', instance: undefined, service: undefined },
    because: restartAt === undefined ? why : 'its Pods have a sidecar because of their Namespace',
    again: (other) => withoutSidecar({ ...found, live: other }, releasing),
  };
}
