import { createServer, type Server, type Socket } from 'node:net';
import { JaegerError } from '../errors/index.ts';
import type { PortPair } from './parse-ports.ts';

export interface Listener {
  readonly address: string;
  readonly local: number;
  readonly remote: number;
  /** The port that was wanted, where it was taken. */
  readonly instead: number | undefined;
  readonly server: Server;
}

/** How many ports behind the wanted one are tried. */
const MOST_TRIES = 100;

/** Listens on the port, or where that may be, on the next one that is free. Errors: PORT_TAKEN. */
export async function listen(address: string, pair: PortPair, accept: (socket: Socket) => void): Promise<Listener> {
  const wanted = pair.local ?? 0;
  const last = pair.mayMove ? Math.min(wanted + MOST_TRIES, 65_535) : wanted;
  for (let port = wanted; ; port++) {
    try {
      const server = await listenOn(address, port, accept);
      const bound = server.address();
      const local = typeof bound === 'object' && bound ? bound.port : port;
      return {
        address,
        local,
        remote: pair.remote,
        instead: wanted !== 0 && local !== wanted ? wanted : undefined,
        server,
      };
    } catch (cause) {
      const code = codeOf(cause);
      if (code !== 'EADDRINUSE' || port >= last) throw taken(`${address}:${port}`, code, cause);
    }
  }
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

const WHY: Readonly<Record<string, string>> = { EADDRINUSE: 'it is in use', EACCES: 'it is not allowed' };

const taken = (where: string, code: string, cause: unknown): JaegerError =>
  new JaegerError('PORT_TAKEN', `cannot listen on ${where}: ${WHY[code] ?? code}`, {
    hints: ['choose another local port with --port, or 0 for any that is free'],
    cause,
  });

/** A client that has sent all it has may still be waiting for the answer. */
function listenOn(address: string, port: number, accept: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, accept);
    server.once('error', reject).listen(port, address, () => resolve(server.off('error', reject)));
  });
}
