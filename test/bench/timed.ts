import type { Cluster } from '../ground/cluster.ts';

export interface Figures {
  readonly seconds: number;
  readonly peakMiB: number;
}

/** A command as GNU time sees it, inside the cluster's namespaces. */
export async function measured(cluster: Cluster, argv: readonly string[]): Promise<Figures> {
  const { stderr, code } = await cluster.outcome(['/usr/bin/time', '-f', '%e %M', '--', ...argv]);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}:\n${stderr}`);
  const [seconds = 0, peakKiB = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { seconds, peakMiB: Math.round(peakKiB / 1024) };
}

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
