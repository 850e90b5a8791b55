import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One upgraded connection, seen from the server. */
export interface Upgraded {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  /** Sends a message on a channel; false when the client is slower than we are. */
  readonly send: (channel: number, data: Buffer | string) => boolean;
  readonly close: (code: number) => void;
}

export interface ForwardingServer {
  readonly url: string;
  readonly close: () => void;
}

/** A server on the loopback interface that upgrades as an API server does, sends the port on both channels, and leaves the rest to the test. */
export async function forwardingServer(port: number, talk: (connection: Upgraded) => void): Promise<ForwardingServer> {
  const server = createServer((_, response) => response.writeHead(403).end());
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n`,
    );
    const frame = (opcode: number, payload: Buffer): boolean => {
      const head = Buffer.from([0x80 | opcode, 126, 0, 0]);
      head.writeUInt16BE(payload.length, 2);
      return socket.write(Buffer.concat([head, payload]));
    };
    const send = (channel: number, data: Buffer | string): boolean =>
      frame(2, Buffer.concat([Buffer.of(channel), Buffer.from(data)]));
    for (const channel of [0, 1]) send(channel, Buffer.of(port & 0xff, port >> 8));
    socket.on('error', () => undefined);
    talk({ request, socket, send, close: (code) => frame(8, Buffer.of(code >> 8, code & 0xff)) });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
