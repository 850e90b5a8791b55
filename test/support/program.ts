import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../ground/paths.ts';
import { outcome, type Outcome } from '../ground/run.ts';

interface RunProgram {
  /** Where the kubeconfig points; left out, there is no kubeconfig. */
  readonly server?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the built program as a process of its own, with a home directory and kubeconfig of its own. */
export async function runProgram(argv: readonly string[], { server, env = {} }: RunProgram = {}): Promise<Outcome> {
  const home = await mkdtemp(join(tmpdir(), 'kubectl-jaeger-test-'));
  try {
    const kubeconfig = join(home, 'kubeconfig');
    if (server !== undefined) await writeFile(kubeconfig, kubeconfigFor(server));
    const { PATH, NODE_V8_COVERAGE } = process.env;
    return await outcome([process.execPath, join(checkout, 'bin/run.js'), ...argv], {
      cwd: home,
      env: { PATH, NODE_V8_COVERAGE, HOME: home, KUBECONFIG: kubeconfig, ...env },
    });
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
