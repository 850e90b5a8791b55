import { connectElasticsearch } from '../../src/elasticsearch/connect.ts';
import { isJaegerError } from '../../src/errors/index.ts';
import { chooseWithJobs } from '../../src/jaeger/index.ts';
import { connectCluster } from '../../src/kubernetes/connect.ts';
import { leaveModelsOut } from '../../src/kubernetes/without-models.ts';
import type { StoreChoice } from '../../src/retention/choose-store.ts';
import { openStore } from '../../src/retention/open-store.ts';
import { guarded, type Guard } from './store-guards.ts';

/**
 * `node reach-store.ts NAMESPACE CHOICE [GUARD STORE]`: asks the store of the instance there, as a program beside kubectl, and says what came of it in
 * JSON. With a guard it is asked at the address of that, which stands before the store.
 */
const [namespace = '', choice = '{}', guard, store = ''] = process.argv.slice(2);
leaveModelsOut();
const { signal } = new AbortController();
const listeners = { userAgent: 'kubectl-jaeger/test', onWarning: () => undefined, onExchange: () => undefined };
const cluster = connectCluster({}, listeners, { environment: process.env, hasTerminal: false, signal, now: Date.now });
const before = guard === undefined ? undefined : await guarded(guard as Guard, store);
process.stdout.write(`${JSON.stringify(await ask({ ...(JSON.parse(choice) as StoreChoice), url: before?.url }))}\n`);
before?.close();
cluster.close();

async function ask(chosen: StoreChoice): Promise<object> {
  try {
    const owner = await chooseWithJobs(cluster, { namespace });
    const { api, via, close } = await openStore(cluster, owner, chosen, { connectElasticsearch, signal });
    try {
      const [version, health, indices] = await Promise.all([
        api.version(signal),
        api.health(signal),
        api.indices('*jaeger-*', signal),
      ]);
      return { via, version, health, indices: indices.map(({ name }) => name) };
    } finally {
      close();
    }
  } catch (error) {
    if (!isJaegerError(error)) throw error;
    const { code, message, hints } = error;
    return { code, message, hints };
  }
}
