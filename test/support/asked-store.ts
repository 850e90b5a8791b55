import { join } from 'node:path';
import type { Cluster } from '../ground/cluster.ts';
import { checkout } from '../ground/paths.ts';

/** What `ask-store.ts` says, run beside the cluster's kubectl. */
export const askStore = (cluster: Cluster, namespace: string, choice: object = {}): Promise<string> =>
  cluster.run([process.execPath, join(checkout, 'test/support/ask-store.ts'), namespace, JSON.stringify(choice)]);
