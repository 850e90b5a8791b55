import { join } from 'node:path';
import { up, type Cluster } from '../ground/cluster.ts';
import { checkout, instanceOf } from '../ground/paths.ts';
import { until } from '../ground/run.ts';
import { addSets } from '../ground/sets/index.ts';
import { askStore } from '../support/ask-store.ts';
import { measured, median, type Figures } from './timed.ts';

/**
 * `npm run bench -- retention [INDICES] [ROUNDS]`: `retention` of a store with so many indices, beside `curl _cat/indices` through kubectl's tunnel, by
 * turns. To make ten thousand takes OpenSearch a good while.
 */
const NAMESPACE = 'jaeger-production';
const PORT = 19_200;
const DAY_MS = 86_400_000;
const AT_ONCE = 500;
/** OpenSearch holds three files of an open shard, and a process may have no more than 20 000 on many a machine: the older ones are closed. */
const OPEN = 5000;

/** Of a heap that is made for three indices. */
const MORE_MEMORY = [
  {
    op: 'add',
    path: '/spec/template/spec/containers/0/command',
    value: ['/jre/bin/java', '-Xmx6g', '-cp', '/classes:/opensearch/*', 'Server', '/usr/share/opensearch/data'],
  },
];

/** Runs inside, several requests at a time. */
const FILL = `const [url, text, close] = process.argv.slice(1);
  const names = text.split(' ');
  const closed = close === 'close' ? [...names] : [];
  const settings = { settings: { number_of_shards: 1, number_of_replicas: 0 } };
  const headers = { 'content-type': 'application/json' };
  const options = { method: 'PUT', headers, body: JSON.stringify(settings) };
  const worker = async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const answer = await fetch(url + '/' + name + '?wait_for_active_shards=0&timeout=600s&master_timeout=600s', options);
      if (!answer.ok) throw new Error(await answer.text());
      await answer.text();
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  while (closed.length > 0) {
    const some = closed.splice(0, 100).join(',');
    const answer = await fetch(url + '/' + some + '/_close?wait_for_active_shards=0&timeout=600s', { method: 'POST' });
    if (!answer.ok) throw new Error(await answer.text());
  }`;

const dated = (back: number): string => new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10);

/** A store that has been made larger stays so. */
async function enlarge(cluster: Cluster, count: number): Promise<void> {
  const store = ['-n', NAMESPACE, 'statefulset', 'elasticsearch'];
  await cluster.kubectl('patch', ...store, '--type', 'json', '-p', JSON.stringify(MORE_MEMORY));
  await cluster.kubectl('rollout', 'status', ...store, '--timeout=300s');
  const answers = (): Promise<boolean> =>
    askStore(cluster, 'GET', '_cluster/health').then(
      () => true,
      () => false,
    );
  await until('OpenSearch', 120, answers);
  const limits = {
    persistent: {
      'cluster.max_shards_per_node': 2 * count,
      // Four at once by default: then it is for ever busy with telling itself of the next four.
      'cluster.routing.allocation.node_initial_primaries_recoveries': 200,
    },
  };
  await askStore(cluster, 'PUT', '_cluster/settings', JSON.stringify(limits));
}

async function fill(cluster: Cluster, count: number): Promise<void> {
  const address = ['-n', NAMESPACE, 'get', 'service', 'elasticsearch', '-o', 'jsonpath={.spec.clusterIP}'];
  const url = `http://${await cluster.kubectl(...address)}:9200`;
  const there = new Set(
    Object.keys(JSON.parse(await askStore(cluster, 'GET', 'jaeger-*/_alias?expand_wildcards=all')) as object),
  );
  const names = Array.from({ length: Math.ceil(count / 2) }, (_, back) => [
    `jaeger-span-${dated(back)}`,
    `jaeger-service-${dated(back)}`,
  ])
    .flat()
    .filter((name) => !there.has(name));
  for (let made = 0; made < names.length; made += AT_ONCE) {
    const share = names.slice(made, made + AT_ONCE);
    const close = there.size + made < OPEN ? 'open' : 'close';
    await cluster.run([process.execPath, '--input-type=module', '-e', FILL, url, share.join(' '), close]);
    process.stdout.write(`${made + share.length} of ${names.length} indices made\n`);
  }
}

const TUNNEL = ['kubectl', '-n', NAMESPACE, 'port-forward', 'service/elasticsearch', `${PORT}:9200`];
const OURS = [process.execPath, join(checkout, 'bin/run.js'), 'retention', '-n', NAMESPACE, '--fail-on', 'never'];
/** kubectl's tunnel stands already; what opening ours takes is part of ours. */
const CURL = ['curl', '-sf', '-o', '/dev/null', `http://127.0.0.1:${PORT}/_cat/indices`];

async function compare(cluster: Cluster, rounds: number): Promise<void> {
  const ours: Figures[] = [];
  const curl: Figures[] = [];
  for (let round = 0; round < rounds; round += 1) {
    curl.push(await measured(cluster, CURL));
    ours.push(await measured(cluster, OURS));
  }
  const ratio = median(ours.map(({ seconds }, index) => seconds / (curl[index]?.seconds ?? 1)));
  const seconds = (of: typeof ours): number => median(of.map((one) => one.seconds));
  process.stdout.write(
    `retention : curl _cat/indices ${ratio.toFixed(2)}  ${seconds(ours)}/${seconds(curl)} s  peak ${median(ours.map(({ peakMiB }) => peakMiB))} MiB\n`,
  );
}

/** On a cluster of its own, which is left running for the next time: with what it has been filled with. */
export async function benchRetention(count: number, rounds: number): Promise<void> {
  const cluster = await up(instanceOf('bench-retention'));
  await addSets(cluster, ['production']);
  await enlarge(cluster, count);
  await fill(cluster, count);
  void cluster.outcome([...TUNNEL]);
  try {
    await until('the tunnel', 30, () => cluster.outcome(CURL).then(({ code }) => code === 0));
    await compare(cluster, rounds);
  } finally {
    await cluster.outcome(['pkill', '-f', TUNNEL.join(' ')]);
  }
}
