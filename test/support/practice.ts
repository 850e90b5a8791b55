import type { Sandbox } from '../../sandbox/index.ts';
import type { Outcome } from '../ground/run.ts';
import { runProgram, type RunProgram } from './program.ts';

interface Asked extends Outcome {
  /** `METHOD /path?query`, sorted. */
  readonly requests: readonly string[];
}

/** Runs a command line against a practice cluster, as one of its users, and tells what it asked. */
export async function runOn(
  sandbox: Sandbox,
  argv: readonly string[],
  { user = 'admin', ...options }: RunProgram & { readonly user?: string } = {},
): Promise<Asked> {
  const from = sandbox.requests.length;
  const outcome = await runProgram(argv, { kubeconfig: sandbox.kubeconfig(user), ...options });
  const requests = sandbox.requests.slice(from).map(({ method, path }) => `${method} ${path}`);
  return { ...outcome, requests: requests.toSorted() };
}
