import { rm } from 'node:fs/promises';
import { down, up, type Cluster } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { addSets, buildSets, removeSets } from '../ground/sets/index.ts';
import { ownCluster } from './own-cluster.ts';

const own = process.env['E2E_KUBECONFIG'];
const instance = instanceOf('e2e');
const SETS = ['operator', 'all-in-one', 'opensearch', 'production', 'hotrod', 'jaeger-v2'];

let cluster: Promise<Cluster> | undefined;

/** The cluster of this run of the suite, with all sets on it: the ground's, or the one that E2E_KUBECONFIG names. */
export function e2eCluster(): Promise<Cluster> {
  cluster ??= start();
  return cluster;
}

async function start(): Promise<Cluster> {
  if (!own) await down(instance);
  const started = own ? await ownCluster(own) : await up(instance);
  await addSets(started, SETS);
  await suspendRollover(started);
  return started;
}

/** Every half hour its Pods would come and go between two listings that a test compares. */
async function suspendRollover(started: Cluster): Promise<void> {
  for (const job of ['rollover', 'lookback']) {
    const cronJob = `cronjob/jaeger-production-es-${job}`;
    await started.kubectl('-n', 'jaeger-production', 'patch', cronJob, '-p', '{"spec":{"suspend":true}}');
  }
}

/** What takes long on a new machine is done before the clock of a test runs. */
export async function mochaGlobalSetup(): Promise<void> {
  if (!own) await buildSets(SETS);
}

/** Ends a ground; of a developer's cluster it removes what was put there. */
export async function mochaGlobalTeardown(): Promise<void> {
  if (!own) await down(instance);
  else if (cluster) await leave(await cluster);
}

async function leave(left: Cluster): Promise<void> {
  await removeSets(left, SETS);
  await rm(left.stateDir, { recursive: true });
}
