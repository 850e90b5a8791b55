import { randomBytes } from 'node:crypto';
import type { Cluster } from '../ground/cluster.ts';
import { addSets } from '../ground/sets/index.ts';
import { writeFixture } from './record-world.ts';

const NAME = 'jaeger-all-in-one-inmemory';

const string = (key: string, stringValue: string): object => ({ key, value: { stringValue } });

/** A parent and a child that failed, of two services, as OTLP writes them. */
function trace(now = Date.now()): { traceId: string; sent: object } {
  const traceId = randomBytes(16).toString('hex');
  const [parent, child] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
  const nanoseconds = (after: number): string => `${now + after}000000`;
  const span = {
    traceId,
    spanId: parent,
    name: 'GET /cart',
    kind: 2,
    startTimeUnixNano: nanoseconds(0),
    endTimeUnixNano: nanoseconds(30),
    attributes: [string('http.method', 'GET'), { key: 'http.status_code', value: { intValue: '500' } }],
  };
  const failed = {
    traceId,
    spanId: child,
    parentSpanId: parent,
    name: 'SELECT',
    kind: 3,
    startTimeUnixNano: nanoseconds(5),
    endTimeUnixNano: nanoseconds(25),
    status: { code: 2, message: 'connection refused' },
  };
  const of = (service: string, spans: object[]): object => ({
    resource: { attributes: [string('service.name', service), string('host.name', 'node-1')] },
    scopeSpans: [{ scope: {}, spans }],
  });
  return { traceId, sent: { resourceSpans: [of('shop', [span]), of('shop-database', [failed])] } };
}

/** What Jaeger answers to what commands and the demo ask of it, once two spans came in: test/fixtures/jaeger-api.json. */
export async function recordJaegerApi(cluster: Cluster): Promise<void> {
  await addSets(cluster, ['all-in-one']);
  const addresses = await Promise.all(
    ['collector', 'query'].map((part) =>
      cluster.kubectl('-n', 'default', 'get', 'service', `${NAME}-${part}`, '-o', 'jsonpath={.spec.clusterIP}'),
    ),
  );
  const [collector, query] = addresses;
  const ask = async (url: string, body?: object): Promise<unknown> => {
    const argv = [process.execPath, '--input-type=module', '-e', ASK, url];
    return JSON.parse(await cluster.run([...argv, ...(body ? [JSON.stringify(body)] : [])]));
  };
  const { traceId, sent } = trace();
  const posted = await ask(`http://${collector}:4318/v1/traces`, sent);
  const refused = await ask(`http://${collector}:4318/v1/traces`, { resourceSpans: 'none' });
  const paths = [
    '/',
    '/api/services',
    '/api/services/shop/operations',
    '/api/services/nonesuch/operations',
    '/api/traces?service=shop',
    '/api/traces?service=nonesuch',
    '/api/traces',
    `/api/traces/${traceId}`,
    '/api/traces/00000000000000000000000000000001',
    '/api/nonesuch',
  ];
  const answers: Record<string, unknown> = {};
  for (const path of paths) answers[path] = await ask(`http://${query}:16686${path}`);
  await writeFixture('jaeger-api', { sent, posted, refused, answers });
}

const ASK = `const [url, body] = process.argv.slice(1);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, body ? { method: 'POST', body, headers } : {});
  const { status } = answer;
  console.log(JSON.stringify({ status, type: answer.headers.get('content-type'), body: await answer.text() }));`;
