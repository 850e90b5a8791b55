import { isJaegerError, JaegerError } from '../errors/index.ts';
import type { Reader, Writer } from '../kubernetes/ports.ts';
import { nameOf, type Plan } from './plan.ts';
import { carryOut, rehearsePlan, type Outcome, type WriteChoice } from './rehearse-plan.ts';

export interface ApplyPlanOptions extends WriteChoice {
  /** The command that does what is left, for a failure half way. */
  readonly finish: string;
  /** Told of every step as soon as it is done. */
  readonly onDone: (outcome: Outcome) => void;
}

/**
 * Carries a plan out, one step after the other, after all have been tried as dry runs. Errors: those of `rehearsePlan`, with nothing
 * changed; later on those of the step that fails, which then say what has been done, what has not, and how to finish.
 */
export async function applyPlan(
  cluster: Reader & Writer,
  plan: Plan,
  { onDone, finish, ...choice }: ApplyPlanOptions,
): Promise<readonly Outcome[]> {
  await rehearsePlan(cluster, plan, choice);
  const done: Outcome[] = [];
  for (const step of plan.steps) {
    choice.signal.throwIfAborted();
    try {
      const outcome = await carryOut(cluster, step, { ...choice, dryRun: false });
      done.push(outcome);
      onDone(outcome);
    } catch (error) {
      throw isJaegerError(error) && done.length > 0 ? halfWay(error, { plan, done, finish }) : error;
    }
  }
  return done;
}

interface Progress {
  readonly plan: Plan;
  readonly done: readonly Outcome[];
  readonly finish: string;
}

function halfWay(error: JaegerError, { plan, done, finish }: Progress): JaegerError {
  const left = plan.steps.slice(done.length).map(nameOf);
  return new JaegerError(error.code, error.message, {
    prefix: error.prefix,
    hints: [
      ...error.hints,
      `done: ${done.map(({ step, verb }) => `${nameOf(step)} ${verb}`).join(', ')}`,
      `not done: ${left.join(', ')}`,
      `to finish, run it again: ${finish}`,
    ],
    cause: error,
  });
}
