import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../ground/program.ts';
import { outcome, type Outcome } from '../ground/run.ts';

export interface RunProgram {
  /** Where the kubeconfig points; left out, there is no kubeconfig. */
  readonly server?: string;
  /** The kubeconfig itself. */
  readonly kubeconfig?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What stands on stdin. */
  readonly input?: string;
}

/** Runs the built program as a process of its own, with a home directory and kubeconfig of its own. */
export function runProgram(argv: readonly string[], options: RunProgram = {}): Promise<Outcome> {
  const { input = '' } = options;
  return atHome(options, (home, env) => outcome([...program, ...argv], { cwd: home, input, env }));
}

/** A home directory with a kubeconfig in it, and the environment that leads there, while `work` lasts. */
export async function atHome<T>(
  { server, kubeconfig = server && kubeconfigFor(server), env = {} }: RunProgram,
  work: (home: string, env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-test-'));
  try {
    const KUBECONFIG = join(home, 'kubeconfig');
    if (kubeconfig !== undefined) await writeFile(KUBECONFIG, kubeconfig);
    const { PATH, NODE_V8_COVERAGE } = process.env;
    return await work(home, { PATH, NODE_V8_COVERAGE, HOME: home, KUBECONFIG, ...env });
  } finally {
    await rm(home, { recursive: true });
  }
}

export const kubeconfigFor = (server: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'recorded', cluster: { server } }],
    users: [{ name: 'recorded', user: { token: 'secret-token' } }],
    contexts: [{ name: 'recorded', context: { cluster: 'recorded', user: 'recorded' } }],
    'current-context': 'recorded',
  });
