import { readFileSync } from 'node:fs';
import { createServer as createPlain, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect, createServer as createRaw, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { checkout } from '../ground/paths.ts';

/** What one request says of who sends it, and which way it came. */
interface Recorded {
  readonly server: string;
  readonly path: string;
  readonly sni: string;
  readonly certificate: string;
  readonly authorization: string;
  /** `name: value` each, sorted. */
  readonly impersonation: readonly string[];
}

export interface RecordingServers {
  /** Address → `127.0.0.1:PORT`. */
  readonly ports: Readonly<Record<(typeof NAMES)[number], string>>;
  /** Every request so far. */
  readonly requests: Recorded[];
  /** Every connection to the server that never answers. */
  readonly connections: Socket[];
  /** What the proxies were asked to connect to: `http kube.test:443`. */
  readonly proxied: string[];
  close(): void;
}

const NAMES = ['server', 'other', 'nameless', 'middle', 'plain', 'hanging', 'proxy', 'socks'] as const;

export const tlsFile = (name: string): string => join(checkout, 'test/fixtures/tls', name);
const pem = (name: string): Buffer => readFileSync(tlsFile(name));

/** What kubectl must know of a server before it asks for a kind, and nothing in every list. */
const ANSWERS: readonly (readonly [RegExp, object])[] = [
  [/^\/api$/, { kind: 'APIVersions', versions: ['v1'] }],
  [
    /^\/apis$/,
    {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: [
        {
          name: 'jaegertracing.io',
          versions: [{ groupVersion: 'jaegertracing.io/v1', version: 'v1' }],
          preferredVersion: { groupVersion: 'jaegertracing.io/v1', version: 'v1' },
        },
      ],
    },
  ],
  [
    /^\/apis\/jaegertracing\.io\/v1$/,
    {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: 'jaegertracing.io/v1',
      resources: [
        { name: 'jaegers', singularName: 'jaeger', namespaced: true, kind: 'Jaeger', verbs: ['get', 'list'] },
      ],
    },
  ],
  [/./, { kind: 'JaegerList', apiVersion: 'jaegertracing.io/v1', metadata: {}, items: [] }],
];

function recorded(server: string, request: IncomingMessage): Recorded {
  const { headers, rawHeaders, url = '' } = request;
  const socket = request.socket as TLSSocket;
  const named = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && /^impersonate-/i.test(name) ? [`${name.toLowerCase()}: ${rawHeaders[index + 1] ?? ''}`] : [],
  );
  const subject = socket.encrypted ? socket.getPeerCertificate().subject : undefined;
  return {
    server,
    path: new URL(url, 'http://x').pathname,
    sni: socket.servername || '',
    certificate: String(subject?.CN ?? ''),
    authorization: headers.authorization ?? '',
    impersonation: named.toSorted(),
  };
}

/**
 * API servers on loopback which write down what arrives: with TLS by two authorities, with a certificate that has no name, by
 * an authority in between, without TLS, and one that never answers; and two proxies that lead every name to the first.
 */
export async function recordingServers(): Promise<RecordingServers> {
  const requests: Recorded[] = [];
  const proxied: string[] = [];
  const connections: Socket[] = [];
  const answering =
    (name: string): RequestListener =>
    (request, response) => {
      requests.push(recorded(name, request));
      const { pathname } = new URL(request.url ?? '', 'http://x');
      const [, body] = ANSWERS.find(([path]) => path.test(pathname.replace(/^\/prefix/, ''))) ?? [];
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    };
  const secure = (name: string, certificate: string, listener = answering(name)): Server =>
    createSecure(
      { cert: pem(`${certificate}.crt`), key: pem(`${certificate}.key`), requestCert: true, rejectUnauthorized: false },
      listener,
    );
  const servers: Record<(typeof NAMES)[number], NetServer> = {
    server: secure('server', 'server'),
    other: secure('other', 'other-server'),
    nameless: secure('nameless', 'nameless'),
    middle: secure('middle', 'middle-server'),
    plain: createPlain(answering('plain')),
    hanging: secure('hanging', 'server', () => undefined),
    proxy: createPlain((_request, response) => response.writeHead(502).end()),
    socks: createRaw(),
  };
  const ports = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await listen(servers[name])] as const)),
  ) as RecordingServers['ports'];
  const lead = (target: string, client: Socket, greeting: Buffer | string): void => {
    const [host = '', port = ''] = target.split(/:(?=\d+$)/);
    const onward = host.endsWith('.test') ? Number(ports.server.split(':')[1]) : Number(port);
    const upstream = connect(onward, '127.0.0.1', () => {
      client.write(greeting);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  };
  servers.proxy.on('connect', ({ url = '', headers }: IncomingMessage, client: Socket) => {
    proxied.push(`http ${url} ${headers['proxy-authorization'] ?? ''}`.trim());
    lead(url, client, 'HTTP/1.1 200 OK\r\n\r\n');
  });
  servers.socks.on('connection', (client: Socket) =>
    socks(client, (target) => {
      proxied.push(`socks ${target}`);
      lead(target, client, Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
    }),
  );
  servers.hanging.on('secureConnection', (socket: Socket) => connections.push(socket));
  return { ports, requests, connections, proxied, close: () => Object.values(servers).forEach(end) };
}

/** The greeting and the request of SOCKS 5 without authentication. */
function socks(client: Socket, connected: (target: string) => void): void {
  client.on('error', () => undefined);
  client.once('data', () => {
    client.write(Buffer.from([5, 0]));
    client.once('data', (request: Buffer) => {
      const isName = request[3] === 3;
      const host = isName ? request.subarray(5, 5 + (request[4] ?? 0)).toString() : request.subarray(4, 8).join('.');
      connected(`${host}:${request.readUInt16BE(request.length - 2)}`);
    });
  });
}

function listen(server: NetServer): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function end(server: NetServer): void {
  if ('closeAllConnections' in server) (server as Server).closeAllConnections();
  server.close();
}
