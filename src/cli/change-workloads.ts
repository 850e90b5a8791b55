import type { Cluster } from '../kubernetes/ports.ts';
import type { applyPlan, Outcome, Plan } from '../plan/index.ts';
import { carryOut, printRehearsal, type ChangeChoice } from './carry-out.ts';
import { clock } from './clock.ts';

/** What a room makes of workloads: a plan, and what else it knows of it. */
interface Made {
  readonly plan: Plan;
}

interface WorkloadChange<M extends Made> {
  readonly make: () => Promise<M>;
  /** How the plan that was made last is carried out. */
  readonly apply: (latest: () => M) => typeof applyPlan;
  /** Which rule decides, as text. */
  readonly explain: (made: M) => string;
  /** What comes of it, as far as it can be said without the server. */
  readonly expected: (made: M) => readonly Outcome[];
}

/** The way of a command that changes workloads: explained, tried, or carried out. */
export async function changeWorkloads<M extends Made>(
  cluster: Cluster,
  { make, apply, explain, expected }: WorkloadChange<M>,
  choice: ChangeChoice & { readonly explain: boolean },
  signal: AbortSignal,
): Promise<void> {
  let last: M | undefined;
  const makePlan = async (): Promise<M> => {
    last = await make();
    return last;
  };
  const latest = (): M => {
    if (last === undefined) throw new Error('no plan has been made');
    return last;
  };
  if (choice.explain) process.stdout.write(explain(await makePlan()));
  else if (choice['dry-run'] === 'client' && !choice.diff) {
    const made = await makePlan();
    await printRehearsal(made.plan, expected(made), choice);
  } else await carryOut(cluster, async () => (await makePlan()).plan, choice, { signal, apply: apply(latest) });
}

interface StageFlags {
  readonly wait: boolean;
  readonly timeout: number;
  readonly 'max-rollouts': number;
  readonly 'max-failures': number;
}

/** What the flags say of stages, with the machine's time. */
export const stagesOf = (flags: StageFlags, signal: AbortSignal) => ({
  now: clock.now,
  sleep: clock.sleep,
  wait: flags.wait,
  timeoutMs: flags.timeout,
  maxRollouts: flags['max-rollouts'],
  maxFailures: flags['max-failures'],
  signal,
});

/** Where text goes: beside the results, or among them where these are lines of text. */
export const tellersOf = ({ output }: Pick<ChangeChoice, 'output'>) => ({
  beside: (text: string): void => void process.stderr.write(text),
  result: (text: string): void => void (output === 'text' ? process.stdout : process.stderr).write(text),
});
