import { Errors } from '@oclif/core';
import { EXIT, isJaegerError } from '../errors/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import {
  applyPlan,
  decide,
  isDone,
  nameOf,
  rehearsePlan,
  renderDiff,
  renderObjects,
  renderOutcome,
  renderPlan,
  type DryRun,
  type Outcome,
  type Plan,
} from '../plan/index.ts';
import { askText, askYes, type ColourChoice, type Terminal } from '../terminal/index.ts';
import { cancel } from './asker.ts';
import { ownCommand } from './program-name.ts';
import { colourAllowedBeside, questionable } from './wiring.ts';

/** The values of `changeFlags`. */
export interface ChangeChoice {
  readonly yes: boolean;
  readonly confirm?: string | undefined;
  readonly 'dry-run': DryRun;
  readonly diff: boolean;
  readonly 'field-manager': string;
  readonly 'force-conflicts': boolean;
  readonly output: 'text' | 'name' | 'json' | 'yaml';
  readonly color: ColourChoice;
}

export interface Carrying {
  readonly signal: AbortSignal;
  /** How the steps are taken; one after the other when left out. */
  readonly apply?: typeof applyPlan;
  /** Called when all is agreed to, right before the first change; not where there is nothing to do. */
  readonly beforeApply?: () => Promise<void>;
}

/** How often a plan is made anew because the cluster has changed meanwhile. */
const ATTEMPTS = 5;

/**
 * The one way of every change: plan, show, ask, apply, print the results. With `--diff` and `--dry-run` nothing is changed, and nothing
 * asked. A plan that has gone stale is made anew, and shown and asked for again where it is another one. Gives what has been
 * done, or would be. Throws USAGE where consent is missing, and the exit code 1 where it was refused.
 */
export async function carryOut(
  cluster: Cluster,
  makePlan: () => Promise<Plan>,
  choice: ChangeChoice,
  { signal, beforeApply, apply = applyPlan }: Carrying,
): Promise<readonly Outcome[]> {
  const writes = { signal, fieldManager: choice['field-manager'], force: choice['force-conflicts'] };
  if (choice.diff || choice['dry-run'] === 'server') {
    const plan = await makePlan();
    const outcomes = await rehearsePlan(cluster, plan, writes);
    if (choice.diff) await printDiff(outcomes);
    else await printRehearsal(plan, outcomes, choice);
    return outcomes;
  }
  let agreed: string | undefined;
  for (let attempt = 1; ; attempt++) {
    const plan = await makePlan();
    try {
      agreed = await agree(plan, choice, { agreed, tryIt: () => rehearsePlan(cluster, plan, writes) });
      if (!isDone(plan)) await beforeApply?.();
      const onDone = (outcome: Outcome): void => {
        if (choice.output === 'text') process.stdout.write(renderOutcome(outcome, 'none'));
      };
      const outcomes = await apply(cluster, plan, { ...writes, finish: ownCommand(), onDone });
      if (choice.output !== 'text') await printOutcomes(outcomes, choice);
      return outcomes;
    } catch (error) {
      if (!isJaegerError(error) || error.code !== 'STALE' || attempt === ATTEMPTS) throw error;
    }
  }
}

interface Before {
  /** The text of the plan that has been agreed to. */
  readonly agreed: string | undefined;
  /** Nobody is asked for what the server then refuses. */
  readonly tryIt: () => Promise<unknown>;
}

/** Shows a plan and has it agreed to, unless it is the one that was. Gives its text. */
async function agree(plan: Plan, choice: ChangeChoice, { agreed, tryIt }: Before): Promise<string> {
  const text = planText(plan, choice);
  if (text === agreed) return text;
  process.stderr.write(text);
  const terminal = questionable();
  const decision = decide(plan, { canAsk: terminal !== undefined, yes: choice.yes, confirm: choice.confirm });
  if (decision === 'act' || terminal === undefined) return text;
  await tryIt();
  const isAgreed =
    decision === 'ask' ? await askYes('Go on?', terminal) : await askName(plan.subject ?? plan.namespace, terminal);
  if (isAgreed !== true) cancel(isAgreed === undefined ? EXIT.interrupted : EXIT.failed);
  return text;
}

/** Whether somebody types a name; undefined when they leave without an answer. */
async function askName(name: string, terminal: Terminal): Promise<boolean | undefined> {
  const typed = await askText(`Type ${name} to go on:`, terminal);
  return typed === undefined ? undefined : typed === name;
}

function planText(plan: Plan, { color }: ChangeChoice): string {
  const skips = plan.steps.some((step) => step.type === 'keep' && step.skipped !== undefined);
  if (isDone(plan) && !skips) return `nothing to do: ${plan.steps.map(nameOf).join(', ')} is as it should be\n`;
  return renderPlan(plan, { colour: colourAllowedBeside(color) });
}

/** What a plan would do, with nothing done. */
export async function printRehearsal(plan: Plan, outcomes: readonly Outcome[], choice: ChangeChoice): Promise<void> {
  process.stderr.write(planText(plan, choice));
  await printOutcomes(outcomes, choice);
}

async function printDiff(outcomes: readonly Outcome[]): Promise<void> {
  const text = await renderDiff(outcomes);
  process.stdout.write(text);
  if (text !== '') throw new Errors.ExitError(EXIT.failed);
}

/** The objects as they are afterwards, or were before they were deleted, or would be; or a line for each that was touched. */
export async function printOutcomes(
  outcomes: readonly Outcome[],
  { output, 'dry-run': dryRun }: Pick<ChangeChoice, 'output' | 'dry-run'>,
): Promise<void> {
  if (output === 'json' || output === 'yaml') {
    const objects = outcomes.flatMap(({ after, before }) => after ?? before ?? []);
    process.stdout.write(await renderObjects(objects, output));
    return;
  }
  for (const outcome of outcomes)
    process.stdout.write(output === 'name' ? `${nameOf(outcome.step)}\n` : renderOutcome(outcome, dryRun));
}
