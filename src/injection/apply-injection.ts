import type { JaegerError } from '../errors/index.ts';
import { keptVerb, type applyPlan, type Outcome } from '../plan/index.ts';
import type { Injection } from './plan-parts.ts';
import { prove, type ProofOptions } from './prove.ts';
import { applyStaged } from './staged.ts';
import type { Subject } from './subject.ts';

export interface InjectionOptions extends ProofOptions {
  /** Whether to wait for what runs to prove it. */
  readonly wait: boolean;
  readonly maxRollouts: number;
  readonly maxFailures: number;
  /** Told of each workload that has failed. */
  readonly onFailed: (subject: Subject, error: JaegerError) => void;
}

/** How the plan that was made last is carried out: in stages, each proved. */
export const applyInjection =
  (
    made: () => Injection,
    { wait, maxRollouts, maxFailures, onFailed, ...options }: InjectionOptions,
  ): typeof applyPlan =>
  (cluster, plan, choice) => {
    const { subjects, around, atOnce = false } = made();
    const isShown = ({ step }: Subject): boolean =>
      step.type === 'patch' || (plan.subject !== undefined && step.type === 'keep' && step.skipped === undefined);
    const settle = async (subject: Subject): Promise<JaegerError | undefined> =>
      wait && isShown(subject) ? prove(cluster, subject, around, options) : undefined;
    const limits = atOnce
      ? { maxRollouts: 0, maxFailures: Infinity }
      : { maxRollouts: wait ? maxRollouts : 0, maxFailures };
    return applyStaged(cluster, plan, choice, { subjects, ...limits, settle, onFailed });
  };

/** What comes of a plan, as far as it can be said without the server: what operators add is not in it. */
export const expectedOf = ({ plan, subjects }: Injection): readonly Outcome[] =>
  plan.steps.map((step): Outcome => {
    const subject = subjects.find((one) => one.step === step);
    if (step.type === 'apply') return { step, verb: 'created', before: undefined, after: step.manifest };
    if (step.type === 'delete') return { step, verb: 'deleted', before: step.live, after: undefined };
    const { live: before } = step;
    if (step.type === 'keep') return { step, verb: keptVerb(step), before, after: before };
    return { step, verb: step.done ?? 'configured', before, after: Object.assign({}, before, subject?.wanted) };
  });
