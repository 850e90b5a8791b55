import { isJaegerError, JaegerError } from '../errors/index.ts';
import { hasReacted, madeFor, planChecked, planInstall, type InstallRequest } from '../install/index.ts';
import type { Right } from '../jaeger/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import { carryOut, type ChangeChoice } from './carry-out.ts';
import { clock } from './clock.ts';

export interface InstallChoice extends ChangeChoice {
  /** False: what could keep it from coming up is not looked at before. */
  readonly preflight?: boolean;
  readonly wait: boolean;
}

type Request = InstallRequest & { readonly rights: readonly Right[]; readonly now: Date };

/** In this time the operator has done what a changed resource says, unless it is busy with another one (jaeger-operator 1.65). */
const REACTION_MS = 10_000;

const NO_REACTION =
  "nothing of the instance has changed: the operator has nothing to change, or is busy with another instance, or is gone; see the operator's log, and status -A";

/** Makes an instance, or changes one, and sees whether the operator reacts to that. */
export async function changeInstance(
  cluster: Cluster,
  request: Request,
  choice: InstallChoice,
  signal: AbortSignal,
): Promise<void> {
  const { options } = request;
  const makePlan = (choice.preflight ?? true) ? planChecked : planInstall;
  let before: Awaited<ReturnType<typeof madeFor>> | undefined;
  const beforeApply = async (): Promise<void> => {
    if (choice.wait) before = await madeFor(cluster, options, signal);
  };
  const plan = (): ReturnType<typeof planInstall> => makePlan(cluster, request, signal);
  const outcomes = await carryOut(cluster, plan, choice, { signal, beforeApply }).catch((error: unknown) => {
    throw withNamespaceHint(error, options.namespace);
  });
  if (before === undefined || !outcomes.some(({ verb }) => verb === 'configured')) return;
  const patience = { sleep: clock.sleep, milliseconds: REACTION_MS, signal };
  if (!(await hasReacted(cluster, options, before, patience))) process.stderr.write(`Warning: ${NO_REACTION}\n`);
}

/** Of what is not there when something is to be made, it is the namespace. */
const withNamespaceHint = (error: unknown, namespace: string): unknown =>
  isJaegerError(error) && error.code === 'NOT_FOUND'
    ? new JaegerError(error.code, error.message, {
        prefix: error.prefix,
        hints: [...error.hints, `--create-namespace makes the namespace ${namespace}`],
        cause: error,
      })
    : error;
