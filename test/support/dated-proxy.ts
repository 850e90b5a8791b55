import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DatedProxy {
  readonly url: string;
  /** Index → its creation, in milliseconds since 1970; others have their own. */
  readonly dates: Map<string, number>;
  close(): void;
}

/**
 * A server before a real Elasticsearch or OpenSearch that tells other creation dates, which neither lets anybody set. All else goes through as it
 * is: what is deleted is gone.
 */
export async function datedProxy(target: string): Promise<DatedProxy> {
  const dates = new Map<string, number>();
  const server = createServer((asked, answer) => void forward(target, dates, asked, answer));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, dates, close };
}

async function forward(
  target: string,
  dates: ReadonlyMap<string, number>,
  asked: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const { hostname, port } = new URL(target);
  // What is packed cannot be rewritten.
  const {
    method,
    url: path,
    headers: { 'accept-encoding': _, ...headers },
  } = asked;
  const sent = asked.pipe(request({ hostname, port, method, path, headers }));
  const [got] = (await once(sent, 'response')) as [IncomingMessage];
  const body = Buffer.concat(await got.toArray()).toString();
  const told = (path ?? '').includes('flat_settings=true') && got.statusCode === 200 ? redated(body, dates) : body;
  const length = String(Buffer.byteLength(told));
  answer.writeHead(got.statusCode ?? 500, { 'content-type': 'application/json', 'content-length': length });
  answer.end(told);
}

interface FlatIndex {
  readonly settings?: Record<string, string>;
}

function redated(body: string, dates: ReadonlyMap<string, number>): string {
  const indices = JSON.parse(body) as Record<string, FlatIndex>;
  for (const [name, { settings }] of Object.entries(indices)) {
    const date = dates.get(name);
    if (settings && date !== undefined) settings['index.creation_date'] = String(date);
  }
  return JSON.stringify(indices);
}
