import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Cluster } from '../ground/cluster.ts';
import { until } from '../ground/run.ts';

/** A way through one installation of Jaeger. */
export interface Path {
  readonly namespace: string;
  /** A Service that takes OTLP; without a name, the Pod which has a collector beside it. */
  readonly collector: string;
  readonly query: string;
  /** What `query` is the name of; a Service if not said. */
  readonly through?: 'services' | 'pods';
  /** Of the query API; 16686 if not said. */
  readonly port?: number;
}

const span = (service: string): string => {
  const now = BigInt(Date.now()) * 1_000_000n;
  const sent = {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    name: 'prove',
    kind: 1,
    startTimeUnixNano: String(now),
    endTimeUnixNano: String(now + 1_000_000n),
  };
  const attributes = [{ key: 'service.name', value: { stringValue: service } }];
  return JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans: [sent] }] }] });
};

/** Sends a span in and waits until it comes out again. */
export async function passes(cluster: Cluster, path: Path): Promise<void> {
  const { namespace, query, through = 'services', port = 16686 } = path;
  const service = `prove-${randomBytes(4).toString('hex')}`;
  const post = `const [url, body] = process.argv.slice(1);
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    if (!answer.ok) throw new Error(answer.status + await answer.text());`;
  const url = `http://${await addressOf(cluster, path)}:4318/v1/traces`;
  await cluster.run([process.execPath, '--input-type=module', '-e', post, url, span(service)]);
  const services = `/api/v1/namespaces/${namespace}/${through}/${query}:${port}/proxy/api/services`;
  // The query API fails while the first index has no shards yet.
  await until(`${service} in ${query}`, 60, async () =>
    (await cluster.outcome(['kubectl', 'get', '--raw', services])).stdout.includes(service),
  );
}

function addressOf(cluster: Cluster, { namespace, collector }: Path): Promise<string> {
  const [what, field] =
    collector === ''
      ? [['pods', '-l', 'app=with-sidecar'], '{.items[0].status.podIP}']
      : [['service', collector], '{.spec.clusterIP}'];
  return cluster.kubectl('-n', namespace, 'get', ...what, '-o', `jsonpath=${field}`);
}

/** What a cluster has before the first set is added, and nothing else. */
export async function assertBare(cluster: Cluster): Promise<void> {
  const kinds = 'namespaces,crd,mutatingwebhookconfigurations,validatingwebhookconfigurations';
  const left = await cluster.kubectl('get', kinds, '-o', 'name');
  const builtIn = ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => `namespace/${name}`);
  assert.deepEqual(left.trim().split('\n').toSorted(), builtIn);
  assert.equal(await cluster.kubectl('get', 'pods,deployments,pvc', '-A', '-o', 'name'), '');
}
