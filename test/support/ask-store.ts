import { connectElasticsearch } from '../../src/elasticsearch/connect.ts';
import { isJaegerError } from '../../src/errors/index.ts';
import { chooseWithJobs } from '../../src/jaeger/index.ts';
import { connectCluster } from '../../src/kubernetes/connect.ts';
import { leaveModelsOut } from '../../src/kubernetes/without-models.ts';
import type { StoreChoice } from '../../src/retention/choose-store.ts';
import { openStore } from '../../src/retention/open-store.ts';

/** `node ask-store.ts NAMESPACE [CHOICE]`: asks the store of the instance there, as a program beside kubectl, and says what came of it in JSON. */
const [namespace = '', choice = '{}'] = process.argv.slice(2);
leaveModelsOut();
const { signal } = new AbortController();
const listeners = { userAgent: 'kubectl-jaeger/test', onWarning: () => undefined, onExchange: () => undefined };
const cluster = connectCluster({}, listeners, { environment: process.env, hasTerminal: false, signal, now: Date.now });
process.stdout.write(`${JSON.stringify(await ask())}\n`);
cluster.close();

async function ask(): Promise<object> {
  try {
    const chosen = await chooseWithJobs(cluster, { namespace });
    const store = await openStore(cluster, chosen, JSON.parse(choice) as StoreChoice, { connectElasticsearch, signal });
    try {
      const [version, health, indices] = await Promise.all([
        store.api.version(signal),
        store.api.health(signal),
        store.api.indices('*jaeger-*', signal),
      ]);
      return { via: store.via, version, health, indices: indices.map(({ name }) => name) };
    } finally {
      store.close();
    }
  } catch (error) {
    if (!isJaegerError(error)) throw error;
    const { code, message, hints } = error;
    return { code, message, hints };
  }
}
