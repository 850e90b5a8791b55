import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withRunner, type Cluster } from '../ground/cluster.ts';
import { programsOf } from '../ground/paths.ts';
import { linkPlugin } from '../ground/plugin.ts';
import { outcome, run, type RunOptions } from '../ground/run.ts';

/** Removing the sets deletes these: what was there before is not ours to delete. */
const OURS = ['namespace/observability', 'namespace/jaeger-production', 'crd/jaegers.jaegertracing.io'];

async function refuseIfInUse(cluster: Pick<Cluster, 'run'>): Promise<void> {
  const found = await cluster.run(['kubectl', 'get', ...OURS, '--ignore-not-found', '-o', 'name']);
  if (found !== '')
    throw new Error(
      `this cluster is in use, and the suite would delete at its end: ${found.trim().split('\n').join(', ')}`,
    );
}

/**
 * A cluster that the developer runs (kind, say): it has kubectl on PATH, reaches registries, and is not ours to end.
 * One on which there is anything that the suite would delete is refused.
 */
export async function ownCluster(kubeconfig: string): Promise<Cluster> {
  const stateDir = await mkdtemp(join(tmpdir(), 'e2e-cluster-'));
  const plugins = programsOf(stateDir);
  await linkPlugin(plugins);
  const path = [plugins, dirname(process.execPath), process.env['PATH']].join(':');
  const withEnvironment = (options: RunOptions = {}): RunOptions => ({
    ...options,
    env: { ...process.env, PATH: path, KUBECONFIG: kubeconfig, ...options.env },
  });
  const runner = withRunner(stateDir, {
    run: (argv, options) => run(argv, withEnvironment(options)),
    outcome: (argv, options) => outcome(argv, withEnvironment(options)),
  });
  await refuseIfInUse(runner);
  return {
    ...runner,
    load: () => Promise.resolve(), // its nodes pull
    reaches: () => Promise.resolve(true),
  };
}
