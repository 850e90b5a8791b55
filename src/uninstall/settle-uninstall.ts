import { isJaegerError, type JaegerError } from '../errors/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { FoundWorkload } from '../jaeger/index.ts';
import type { Uninstallation } from './plan-uninstall.ts';
import { notGone } from './stuck.ts';
import { waitUntilGone, type GoneOptions } from './wait-until-gone.ts';

/** Waits until everything that a carried-out plan removes is gone. Gives TIMED_OUT, with what is still there and why, where it is not. */
export async function settleUninstall(
  cluster: Reader,
  { plan: { namespace }, doomed }: Uninstallation,
  options: GoneOptions,
): Promise<JaegerError | undefined> {
  const left = await waitUntilGone(cluster, doomed, options);
  if (left.length === 0) return undefined;
  const [pods, workloads] = await Promise.all([readable(cluster.list('pods', { namespace })), controllers(cluster)]);
  return notGone(left, options.timeoutMs, { pods, workloads });
}

async function controllers(cluster: Reader): Promise<readonly FoundWorkload[]> {
  const lists = (['deployments', 'statefulsets'] as const).map(async (resource) =>
    (await readable(cluster.list(resource, {}))).map((workload): FoundWorkload => ({ ...workload, resource })),
  );
  return (await Promise.all(lists)).flat();
}

/** Nothing, where it cannot be read: it only explains. */
async function readable<T>(asked: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await asked;
  } catch (error) {
    if (isJaegerError(error)) return [];
    throw error;
  }
}
