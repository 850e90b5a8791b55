import { join } from 'node:path';
import type { Cluster } from '../ground/cluster.ts';
import { checkout } from '../ground/paths.ts';
import type { Guard } from './store-guards.ts';

/** What `reach-store.ts` says, run beside the cluster's kubectl. */
export const reachStore = (
  cluster: Cluster,
  namespace: string,
  choice: object = {},
  guard: readonly [Guard, string] | readonly [] = [],
): Promise<string> => cluster.run([process.execPath, SCRIPT, namespace, JSON.stringify(choice), ...guard]);

const SCRIPT = join(checkout, 'test/support/reach-store.ts');
