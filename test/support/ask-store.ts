import type { Cluster } from '../ground/cluster.ts';

const NAMESPACE = 'jaeger-production';
const PROGRAM = `const [url, method, body] = process.argv.slice(1);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, ...(body && { body }) });
  if (!answer.ok) throw new Error(answer.status + await answer.text());
  process.stdout.write(await answer.text());`;

/** What the OpenSearch of the set `production` answers; a program inside asks it, for kubectl sends headers that it does not take. */
export async function askStore(cluster: Cluster, method: string, path: string, body = ''): Promise<string> {
  const address = ['-n', NAMESPACE, 'get', 'service', 'elasticsearch', '-o', 'jsonpath={.spec.clusterIP}'];
  const url = `http://${await cluster.kubectl(...address)}:9200/${path}`;
  return cluster.run([process.execPath, '--input-type=module', '-e', PROGRAM, url, method, body]);
}
