import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import { connectElasticsearch } from '../../src/elasticsearch/connect.ts';
import type { ElasticsearchApi, StoreExchange, StoreIdentity, StoreLocation } from '../../src/elasticsearch/ports.ts';
import { JaegerError } from '../../src/errors/index.ts';
import { loopback, type Loopback } from './loopback.ts';

export interface StoreSetting {
  readonly identity?: StoreIdentity;
  readonly secure?: ServerOptions;
  readonly location?: Partial<StoreLocation>;
  readonly deadlineMs?: number;
  readonly onExchange?: (exchange: StoreExchange) => void;
}

export const HEALTH = '{"status":"green","number_of_data_nodes":1}';

/** Servers that could be a span store, and ports to them; all end with `close`. */
export class Stores {
  readonly servers: Loopback[] = [];
  readonly #apis: ElasticsearchApi[] = [];

  close(): void {
    for (const open of [...this.#apis.splice(0), ...this.servers.splice(0)]) open.close();
  }

  async serving(listener: RequestListener, setting: StoreSetting = {}): Promise<ElasticsearchApi> {
    const { identity = {}, secure, location, ...options } = setting;
    const server = await loopback(listener, secure);
    this.servers.push(server);
    const where = { scheme: secure ? 'https' : 'http', host: '127.0.0.1', port: server.port, basePath: '/' } as const;
    const api = connectElasticsearch({ ...where, ...location }, identity, options);
    this.#apis.push(api);
    return api;
  }

  answering(
    status: number,
    body: string | Buffer,
    { headers = {}, ...setting }: StoreSetting & { readonly headers?: Record<string, string> } = {},
  ): Promise<ElasticsearchApi> {
    return this.serving((_request, response) => void response.writeHead(status, headers).end(body), setting);
  }
}

export async function failureOf(api: ElasticsearchApi): Promise<JaegerError> {
  const error: unknown = await api.health(new AbortController().signal).then(
    () => assert.fail('it is well'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof JaegerError, String(error));
  return error;
}

export async function assertFails(api: ElasticsearchApi, code: string, message: RegExp, hint = /^/): Promise<void> {
  const error = await failureOf(api);
  assert.deepEqual([error.code, message.test(error.message)], [code, true], error.message);
  assert.match(error.hints.join('\n'), hint);
}
