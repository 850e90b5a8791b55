import { readFileSync } from 'node:fs';
import { request, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { loopback, type Loopback } from './loopback.ts';
import { tlsFile } from './recording-servers.ts';

/** What can stand before a store. */
export type Guard = 'password' | 'forbidding' | 'page' | 'redirect' | 'endless' | 'stranger';

export interface Guarded extends Loopback {
  readonly url: string;
}

export const PASSWORD = { username: 'jaeger', password: 'secret-word' };
const BASIC = `Basic ${Buffer.from(`${PASSWORD.username}:${PASSWORD.password}`).toString('base64')}`;
const NO_PERMISSIONS = 'no permissions for [cluster:monitor/health] and User [name=jaeger, backend_roles=[]]';

const json = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Puts a guard before a real store, with TLS for `localhost` by the authority of the tests, or for `stranger` by another. */
export async function guarded(guard: Guard, store: string): Promise<Guarded> {
  const name = guard === 'stranger' ? 'other-server' : 'server';
  const secure = { cert: readFileSync(tlsFile(`${name}.crt`)), key: readFileSync(tlsFile(`${name}.key`)) };
  const server = await loopback(BEHAVIOURS[guard](store), secure);
  return { ...server, url: `https://localhost:${server.port}` };
}

const BEHAVIOURS: Readonly<Record<Guard, (store: string) => RequestListener>> = {
  password: (store) => (asked, response) => {
    if (asked.headers.authorization === BASIC) pass(store, asked, response);
    else json(response, 401, { error: { type: 'security_exception', reason: 'missing authentication credentials' } });
  },
  forbidding: (store) => (asked, response) => {
    if (asked.url?.startsWith('/_cluster/health') !== true) return pass(store, asked, response);
    return json(response, 403, { error: { type: 'security_exception', reason: NO_PERMISSIONS } });
  },
  page: () => (_asked, response) => void response.writeHead(502).end('<html><title>Bad Gateway</title></html>'),
  redirect: (store) => (_asked, response) => void response.writeHead(302, { location: store }).end(),
  endless: () => (_asked, response) => {
    const chunk = Buffer.alloc(1024 * 1024, 32);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      response.once('drain', more);
    };
    more();
  },
  stranger: (store) => (asked, response) => pass(store, asked, response),
};

function pass(store: string, { url = '', headers }: IncomingMessage, response: ServerResponse): void {
  request(new URL(url, store), { headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 0, answer.headers);
    answer.pipe(response);
  })
    .on('error', () => response.destroy())
    .end();
}
