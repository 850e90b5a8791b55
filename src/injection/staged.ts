import { isJaegerError, JaegerError } from '../errors/index.ts';
import type { Reader, Writer } from '../kubernetes/ports.ts';
import {
  carryOut,
  nameOf,
  rehearsePlan,
  type ApplyPlanOptions,
  type Outcome,
  type Plan,
  type Step,
} from '../plan/index.ts';
import { found as wholeOf } from './find-workloads.ts';
import type { Subject } from './subject.ts';

export interface Stages {
  /** So many rollouts may be unfinished at a time, after a first one has been proved; 0: as many as there are, without the first. */
  readonly maxRollouts: number;
  /** After so many failures nothing more is begun. */
  readonly maxFailures: number;
  /** Waits for one workload; what is wrong where its effect is not there. */
  readonly settle: (subject: Subject) => Promise<JaegerError | undefined>;
  /** Told of each that has failed. */
  readonly onFailed: (subject: Subject, error: JaegerError) => void;
}

type Cluster = Reader & Writer;

const ATTEMPTS = 5;

interface Failure {
  readonly subject: Subject;
  readonly error: JaegerError;
}

/**
 * Carries a plan out with its workloads in stages: one first, and only when what runs has proved it the others, a few at a time. All is tried as a
 * dry run before, of many workloads the first ones. Errors: those of `rehearsePlan`, with nothing changed; then the first failure, which says what has not been begun.
 */
export async function applyStaged(
  cluster: Cluster,
  plan: Plan,
  options: ApplyPlanOptions,
  { subjects, ...stages }: Stages & { readonly subjects: readonly Subject[] },
): Promise<readonly Outcome[]> {
  const byStep = new Map<Step, Subject>(subjects.map((subject) => [subject.step, subject]));
  const again = async (step: Step): Promise<Step | undefined> => {
    const subject = byStep.get(step);
    return subject?.again(await readAgain(cluster, subject)).step;
  };
  await rehearsePlan(cluster, plan, { ...options, again, isTried: isSampled(plan, byStep) });
  const ofWorkloads = new Set<Step>(byStep.keys());
  const first = plan.steps.findIndex((step) => ofWorkloads.has(step));
  const others = (steps: readonly Step[]): readonly Step[] => steps.filter((step) => !ofWorkloads.has(step));
  const before = await takeAll(cluster, others(plan.steps.slice(0, first)), options);
  const { outcomes, failures, left } = await takeStaged(cluster, subjects, options, stages);
  const [failure] = failures;
  if (failure !== undefined) throw summary(failure, failures.length, left, options.finish);
  return [...before, ...outcomes, ...(await takeAll(cluster, others(plan.steps.slice(first)), options))];
}

async function takeAll(
  cluster: Cluster,
  steps: readonly Step[],
  options: ApplyPlanOptions,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    options.signal.throwIfAborted();
    const outcome = await carryOut(cluster, step, { ...options, dryRun: false });
    options.onDone(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

interface Taken {
  readonly outcomes: readonly Outcome[];
  readonly failures: readonly Failure[];
  readonly left: readonly Subject[];
}

async function takeStaged(
  cluster: Cluster,
  subjects: readonly Subject[],
  options: ApplyPlanOptions,
  { maxRollouts, maxFailures, settle, onFailed }: Stages,
): Promise<Taken> {
  const outcomes: Outcome[] = [];
  const failures: Failure[] = [];
  const queue = [...subjects];
  const one = async (subject: Subject): Promise<void> => {
    const outcome = await patchOne(cluster, subject, options);
    const error = isJaegerError(outcome) ? outcome : await settle(subject);
    if (!isJaegerError(outcome)) outcomes.push(outcome);
    if (error !== undefined) failures.push({ subject, error });
    if (error !== undefined) onFailed(subject, error);
    else if (!isJaegerError(outcome)) options.onDone(outcome);
  };
  const mayGoOn = (): boolean => failures.length < maxFailures;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = mayGoOn() ? queue.shift() : undefined) await one(next);
  };
  if (maxRollouts > 0) {
    // What is as it should be proves nothing: the first that changes is the first.
    for (let isFirst = true; isFirst && mayGoOn();) {
      const next = queue.shift();
      if (next === undefined) break;
      isFirst = next.step.type === 'keep';
      await one(next);
    }
  }
  const width = maxRollouts > 0 ? maxRollouts : AT_ONCE;
  if (mayGoOn()) await Promise.all(Array.from({ length: width }, worker));
  return { outcomes, failures, left: queue };
}

/** Requests at a time where nothing is waited for. */
const AT_ONCE = 8;

/** The patch of one workload, made anew on a fresh read while others write it, too. */
async function patchOne(cluster: Cluster, subject: Subject, options: ApplyPlanOptions): Promise<Outcome | JaegerError> {
  let current = subject;
  for (let attempt = 1; ; attempt++) {
    options.signal.throwIfAborted();
    try {
      return await carryOut(cluster, current.step, { ...options, dryRun: false });
    } catch (error) {
      if (!isJaegerError(error)) throw error;
      if (!['STALE', 'INVALID'].includes(error.code) || attempt === ATTEMPTS) return error;
      const fresh = await readAgain(cluster, current);
      // What is no longer there cannot be removed: the server says so before it looks at the version.
      const isSame = fresh.metadata.resourceVersion === current.live.metadata.resourceVersion;
      if (error.code === 'INVALID' && isSame) return error;
      current = current.again(fresh);
    }
  }
}

/** What the server refuses of many workloads it refuses of the first ones; what it refuses of one alone fails alone. */
const REHEARSED = 8;

function isSampled({ steps }: Plan, workloads: ReadonlyMap<Step, Subject>): (step: Step) => boolean {
  const left = new Set(steps.filter((step) => step.type === 'patch' && workloads.has(step)).slice(REHEARSED));
  return (step) => !left.has(step);
}

async function readAgain(cluster: Cluster, { resource, live }: Subject): Promise<Subject['live']> {
  const { namespace = '', name } = live.metadata;
  return wholeOf(resource, await cluster.get(resource, { namespace, name })).live;
}

function summary({ subject, error }: Failure, failed: number, left: readonly Subject[], finish: string): JaegerError {
  const names = left.map(({ step }) => nameOf(step));
  const isAlone = failed === 1 && left.length === 0;
  return new JaegerError(
    error.code,
    error.message.startsWith(nameOf(subject.step)) ? error.message : `${nameOf(subject.step)}: ${error.message}`,
    {
      hints: [
        ...error.hints,
        ...(failed > 1 ? [`${failed} have failed; this is the first of them`] : []),
        ...(names.length > 0 ? [`not begun: ${names.join(', ')}`] : []),
        ...(isAlone ? [] : [`to go on, run it again: ${finish}`]),
      ],
      cause: error,
    },
  );
}
