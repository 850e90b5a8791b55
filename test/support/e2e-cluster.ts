import { connect, down, up, type Cluster } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { addSets, removeSets } from '../ground/sets/index.ts';
import { ownCluster } from './own-cluster.ts';

const own = process.env['E2E_KUBECONFIG'];
const instance = instanceOf('e2e');
const SETS = ['operator', 'all-in-one', 'opensearch', 'production', 'hotrod'];

let cluster: Promise<Cluster> | undefined;

/** The cluster of this run of the suite: the ground's, or the one that E2E_KUBECONFIG names. */
export function e2eCluster(): Promise<Cluster> {
  cluster ??= own ? ownCluster(own) : connect(instance);
  return cluster;
}

export async function prepare(): Promise<void> {
  if (!own) {
    await down(instance);
    await up(instance);
  }
  await addSets(await e2eCluster(), SETS);
}

/** Ends a ground; of a developer's cluster it removes what `prepare` put there. */
export async function cleanUp(): Promise<void> {
  if (own) await removeSets(await e2eCluster(), SETS);
  else await down(instance);
}
