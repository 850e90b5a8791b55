import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Call } from './call.ts';
import { may } from './rights.ts';
import { badRequest, forbidden, notFound, Refusal } from './statuses.ts';
import { find } from './store.ts';

const PROTOCOL = 'v4.channel.k8s.io';
const DATA = 0;
const ERROR = 1;
/** From the server, a message holds at most so much beside its channel (kubelet 1.36). */
const LARGEST = 32 * 1024;

const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, handleProtocols: () => PROTOCOL });

/** Gives the connection to one port of a Pod. Errors, before it is one: 400, 403, 404. */
export function portForward(call: Call): undefined {
  const { request, head = Buffer.alloc(0) } = call;
  const { state, type, namespace = '', name = '', user, userName, query } = call;
  const second = { ...call, verb: 'create' };
  if (!may(user, second)) throw forbidden(userName, second, '');
  if (!find(state.store, 'pods', { namespace, name })) throw notFound(type, name);
  if (!request.headers['sec-websocket-protocol']?.split(/, */).includes(PROTOCOL))
    throw new Refusal({ code: 403, body: '', headers: { connection: 'close' } });
  const text = query.get('ports') ?? '';
  const port = Number(text);
  if (!(port > 0 && port <= 0xffff))
    throw badRequest(`cannot convert to []int32: strconv.ParseUint: parsing "${text}": value out of range`);
  server.handleUpgrade(request, request.socket, head, (connection) => {
    connection.on('error', () => undefined);
    for (const channel of [DATA, ERROR]) connection.send(Buffer.of(channel, port & 0xff, port >> 8));
    const stream = state.ports?.(namespace, name, port);
    if (stream) join(connection, stream, port);
    else fail(connection, port, refused(port));
  });
}

/** Copies both ways, holding back who is too fast, until the Pod's side ends. No end of the client's reaches the Pod. */
function join(connection: WebSocket, stream: Duplex, port: number): void {
  stream.on('data', (chunk: Buffer) => {
    stream.pause();
    for (let at = 0; at < chunk.length; at += LARGEST)
      connection.send(Buffer.concat([Buffer.of(DATA), chunk.subarray(at, at + LARGEST)]), () => stream.resume());
  });
  stream.on('error', ({ message }) => fail(connection, port, message)).on('end', () => connection.close(1000));
  connection.on('message', (message: Buffer) => {
    if (message[0] !== DATA || message.length === 1 || stream.write(message.subarray(1))) return;
    connection.pause();
    stream.once('drain', () => connection.resume());
  });
  connection.on('close', () => stream.destroy());
}

/** In containerd's words (2.2), on the channel of errors. */
function fail(connection: WebSocket, port: number, why: string): void {
  const where = `failed to execute portforward in network namespace "/var/run/netns/cni-${randomUUID()}"`;
  const text = `error forwarding port ${port} to pod ${randomUUID()}, uid : ${where}: ${why}`;
  connection.send(Buffer.concat([Buffer.of(ERROR), Buffer.from(text)]));
  connection.close(1000);
}

const refused = (port: number): string =>
  `failed to connect to localhost:${port} inside namespace "", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused`;
