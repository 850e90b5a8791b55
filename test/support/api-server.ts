import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { isJaegerError, type JaegerError } from '../../src/errors/index.ts';
import { ApiCluster } from '../../src/kubernetes/api-cluster.ts';
import type { ConnectionOptions } from '../../src/kubernetes/requests.ts';
import { kubeconfigFor } from './program.ts';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request in any way that HTTP allows, or in none. */
export type Respond = (response: ServerResponse, asked: Asked, number: number) => unknown;

export interface ApiServer {
  readonly url: string;
  /** In the order in which they came. */
  readonly asked: readonly Asked[];
  readonly connections: () => number;
  close(): Promise<void>;
}

interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A server on the loopback interface that does to each request what the test says; a key and certificate make it HTTPS. */
export async function apiServer(respond: Respond, certificate?: Certificate): Promise<ApiServer> {
  const asked: Asked[] = [];
  let connections = 0;
  const server: Server = certificate ? createTlsServer(certificate) : createServer();
  server.on('connection', () => (connections += 1));
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, headers, body });
      return respond(response, { method, url, headers, body }, asked.length);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    asked,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The client of such a server. */
export function clusterAt(url: string, options: Partial<ConnectionOptions> = {}): ApiCluster {
  const config = new KubeConfig();
  config.loadFromString(kubeconfigFor(url));
  if (url.startsWith('http:')) for (const cluster of config.clusters) Object.assign(cluster, { skipTLSVerify: true });
  return new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 2000, ...options });
}

/** A server and its client while `work` lasts. */
export async function withApi<T>(
  respond: Respond,
  work: (cluster: ApiCluster, server: ApiServer) => Promise<T>,
  options: Partial<ConnectionOptions> = {},
): Promise<T> {
  const server = await apiServer(respond);
  const cluster = clusterAt(server.url, options);
  try {
    return await work(cluster, server);
  } finally {
    cluster.close();
    await server.close();
  }
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export const status = (code: number, more: object = {}): object => ({
  kind: 'Status',
  apiVersion: 'v1',
  code,
  ...more,
});

export const listOf = (names: readonly string[], metadata: object = {}): object => ({
  kind: 'List',
  metadata: { resourceVersion: '1', ...metadata },
  items: names.map((name) => ({ metadata: { name, namespace: 'ns', uid: `uid-${name}`, resourceVersion: '1' } })),
});

/** The JaegerError that `work` must end with. */
export async function failure(work: Promise<unknown>): Promise<JaegerError> {
  try {
    await work;
  } catch (error) {
    if (isJaegerError(error)) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
