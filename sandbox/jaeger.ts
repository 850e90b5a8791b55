import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { duplexPair } from 'node:stream';
import { text } from 'node:stream/consumers';
import { traceOf, spansIn, type Span } from './spans.ts';
import type { StoredObject } from './store.ts';
import type { World } from './world.ts';

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** All that an instance has been told, in that order. */
type Spans = Span[];

type Answer = (spans: Spans, request: { url: URL; method: string; body: string }) => Reply;

const ofText = (status: number, body: string, type = 'text/plain'): Reply => ({
  status,
  type: `${type}; charset=utf-8`,
  body,
});
const ofJson = (status: number, body: object): Reply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

const PAGE = ofText(
  200,
  '<!DOCTYPE html><title>Jaeger</title><p>Here are no pages, only what is behind them: <a href="/api/services">services</a>.',
  'text/html',
);

/** In the words of Jaeger 1.76. */
const found = (data: readonly unknown[] | null, total = data?.length ?? 0): Reply =>
  ofJson(200, { data, total, limit: 0, offset: 0, errors: null });

const failed = (code: number, msg: string): Reply =>
  ofText(code, `${JSON.stringify({ data: null, total: 0, limit: 0, offset: 0, errors: [{ code, msg }] })}\n`);

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

const query: Answer = (spans, { url: { pathname, searchParams } }) => {
  const [, api, what, name, more] = pathname.split('/').map(decodeURIComponent);
  const of = (service: string | null | undefined): Spans => spans.filter((one) => one.process.serviceName === service);
  if (what === 'services' && name === undefined)
    return found(distinct(spans.map(({ process }) => process.serviceName)));
  if (what === 'services' && more === 'operations') {
    const operations = distinct(of(name).map(({ span }) => span.operationName));
    return found(operations.length === 0 ? null : operations);
  }
  if (api !== 'api' || what !== 'traces') return PAGE;
  const service = searchParams.get('service');
  if (name === undefined && service === null) return failed(400, "parameter 'service' is required");
  const wanted = name === undefined ? of(service) : spans.filter(({ span }) => span.traceID === name);
  const ids = new Set(wanted.map(({ span }) => span.traceID));
  if (name !== undefined && ids.size === 0) return failed(404, 'trace not found');
  const traces = Map.groupBy(spans, ({ span }) => span.traceID);
  return found(
    [...traces].filter(([id]) => ids.has(id)).map(([, ofTrace]) => traceOf(ofTrace)),
    0,
  );
};

const otlp: Answer = (spans, { url, method, body }) => {
  if (url.pathname !== '/v1/traces' || method !== 'POST') return ofText(404, '404 page not found\n');
  try {
    spans.push(...spansIn(body));
    return ofJson(200, { partialSuccess: {} });
  } catch (error) {
    return ofJson(400, { code: 3, message: String(error) });
  }
};

const admin: Answer = () => ofJson(200, { status: 'Server available' });

const PORTS = new Map<number, Answer>([
  [16686, query],
  [4318, otlp],
  [14269, admin],
  [14271, admin],
  [16687, admin],
]);

/** Where ports of Jaeger's Pods lead to, as long as the Pods are Ready: the query API and a span store for each instance, in this process. */
export function jaegerPorts(
  podOf: (namespace: string, name: string) => StoredObject | undefined,
): NonNullable<World['ports']> {
  const stores = new Map<string, Spans>();
  const servers = new Map<string, Server>();
  return (namespace, name, port) => {
    const pod = podOf(namespace, name);
    const answer = PORTS.get(port);
    if (!pod || !answer || !isReady(pod) || !declares(pod, port)) return undefined;
    const instance = storeOf(pod);
    const spans = stores.get(instance) ?? [];
    stores.set(instance, spans);
    const server = servers.get(`${instance}:${port}`) ?? createServer((...http) => void reply(answer, spans, http));
    servers.set(`${instance}:${port}`, server);
    const [near, far] = duplexPair();
    server.emit('connection', far);
    return near;
  };
}

/** What is held in memory is gone with its Pod. */
function storeOf({ metadata: { namespace, uid, labels = {} } }: StoredObject): string {
  const isInMemory = labels['app.kubernetes.io/component'] === 'all-in-one';
  return isInMemory ? `${uid}` : `${namespace}/${labels['app.kubernetes.io/instance']}`;
}

async function reply(
  answer: Answer,
  spans: Spans,
  [request, response]: [IncomingMessage, ServerResponse],
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://jaeger');
  const { status, type, body } = answer(spans, { url, method: request.method ?? '', body: await text(request) });
  response.writeHead(status, { 'content-type': type });
  response.end(body);
}

interface Status {
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
}

export const isReady = ({ status }: StoredObject): boolean =>
  (status as Status).conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ===
  true;

function declares({ spec }: StoredObject, port: number): boolean {
  const { containers } = spec as { containers: readonly { ports?: readonly { containerPort: number }[] }[] };
  return containers.some(({ ports = [] }) => ports.some(({ containerPort }) => containerPort === port));
}
