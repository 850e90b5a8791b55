import {
  applyInjection,
  expectedOf,
  explanationsOf,
  renderExplanations,
  renderFailed,
  renderProof,
  type Injection,
} from '../injection/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import type { Plan } from '../plan/index.ts';
import { carryOut, printRehearsal, type ChangeChoice } from './carry-out.ts';
import { clock } from './clock.ts';

/** The way of a command that changes workloads: explained, tried, or carried out in stages and proved. */
export async function changeWorkloads(
  cluster: Cluster,
  make: () => Promise<Injection>,
  choice: ChangeChoice & StageFlags & { readonly explain: boolean },
  signal: AbortSignal,
): Promise<void> {
  if (choice.explain) {
    process.stdout.write(renderExplanations(explanationsOf(await make())));
    return;
  }
  if (choice['dry-run'] === 'client' && !choice.diff) {
    const made = await make();
    await printRehearsal(made.plan, expectedOf(made), choice);
    return;
  }
  let last: Injection | undefined;
  const makePlan = async (): Promise<Plan> => {
    last = await make();
    return last.plan;
  };
  const latest = (): Injection => {
    if (last === undefined) throw new Error('no plan has been made');
    return last;
  };
  // Failures stand where the results do, unless these are documents.
  const results = choice.output === 'text' ? process.stdout : process.stderr;
  const apply = applyInjection(latest, {
    ...stagesOf(choice, signal),
    onEvent: (event) => void process.stderr.write(renderProof(event)),
    onFailed: (...failed) => void results.write(renderFailed(...failed)),
  });
  await carryOut(cluster, makePlan, choice, { signal, apply });
}

interface StageFlags {
  readonly wait: boolean;
  readonly timeout: number;
  readonly 'max-rollouts': number;
  readonly 'max-failures': number;
}

/** What the flags say of stages, with the machine's time. */
const stagesOf = (flags: StageFlags, signal: AbortSignal) => ({
  now: clock.now,
  sleep: clock.sleep,
  wait: flags.wait,
  timeoutMs: flags.timeout,
  maxRollouts: flags['max-rollouts'],
  maxFailures: flags['max-failures'],
  signal,
});
