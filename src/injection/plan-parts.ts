import type { InstanceRoot } from '../jaeger/index.ts';
import type { Target } from '../kubernetes/ports.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { nameOf, objectOf, type Plan, type Step } from '../plan/index.ts';
import type { PickCandidate } from './choose-target.ts';
import { isNamed, type WorkloadChoice } from './find-workloads.ts';
import { notesOf } from './notes.ts';
import type { Around } from './read-around.ts';
import type { Way } from './record.ts';
import { type InstanceChoice } from './resources.ts';
import type { Subject } from './subject.ts';

export interface InjectRequest {
  readonly choice: WorkloadChoice;
  readonly instance: InstanceChoice | undefined;
  /** Asks which instance it is where it could be several; left out where there is nobody to be asked. */
  readonly pick?: PickCandidate | undefined;
  readonly via: Way | undefined;
  readonly container: string | undefined;
  readonly fieldManager: string;
  readonly restartAt: string | undefined;
}

export interface UninjectRequest {
  readonly choice: WorkloadChoice;
  /** Only those whose instance is gone. */
  readonly orphans: boolean;
  readonly fieldManager: string;
  /** RFC 3339: with a Namespace, Pods that still have a sidecar because of it are to be made anew. */
  readonly restartAt: string | undefined;
}

/** A plan, and what of it is to be seen in the cluster afterwards. */
export interface Injection {
  readonly plan: Plan;
  readonly subjects: readonly Subject[];
  readonly around: Around;
  /** Instances that have been seen on the way. */
  readonly roots: readonly InstanceRoot[];
  /** The annotations that the Namespace has until then, where the plan changes these. */
  readonly present?: Around['annotations'];
  /** An operator changes them all by itself: there are no stages. */
  readonly atOnce?: true;
}

interface Parts {
  readonly choice: WorkloadChoice;
  readonly subjects: readonly Subject[];
  /** The Namespace that is named instead of workloads. */
  readonly space?: Step;
  /** Steps that come first. */
  readonly before: readonly Step[];
  readonly after?: readonly Step[];
  readonly budgets: readonly KubernetesObject[] | undefined;
  readonly notes: readonly string[];
}

export function planOf(target: Target, verb: string, parts: Parts): Plan {
  const { choice, subjects, space, before, after = [], budgets, notes } = parts;
  const [only, ...others] = subjects;
  const isOne = isNamed(choice) && only !== undefined && others.length === 0;
  const count = subjects.filter(({ step }) => step.type !== 'keep').length;
  const named = space ?? (isOne ? only.step : undefined);
  const title = named === undefined ? `${count} of ${subjects.length} workloads` : nameOf(named);
  return {
    ...target,
    namespace: choice.namespace,
    title: `${verb} ${title}`,
    subject: named && objectOf(named).name,
    steps: [...before, ...(space === undefined ? [] : [space]), ...subjects.map(({ step }) => step), ...after],
    notes: [...notes, ...subjects.flatMap((subject) => notesOf(subject, budgets))],
    destroys: [],
  };
}

/** One workload that changes with its Namespace is taken back with it; where there are several, somebody has to say yes. */
export function onlyOne(space: Step, subjects: readonly Subject[]): Step {
  const changed = subjects.filter(
    ({ step }) => step.type === 'patch' || (step.type === 'keep' && step.done !== undefined),
  );
  if (space.type !== 'patch' || changed.length < 2) return space;
  const { isReversible: _, ...step } = space;
  return step;
}
