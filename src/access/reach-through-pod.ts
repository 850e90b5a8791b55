import type { Socket } from 'node:net';
import { isJaegerError, type JaegerError } from '../errors/index.ts';
import type { Executor } from '../kubernetes/ports.ts';
import { listen } from './listen.ts';

export interface ThroughPod {
  /** Of this machine. */
  readonly port: number;
  /** Why the last connection broke that did. */
  readonly reason: () => JaegerError | undefined;
  close(): void;
}

export interface Destination {
  readonly pod: { readonly namespace: string; readonly name: string };
  readonly host: string;
  readonly port: number;
}

const LOOPBACK = '127.0.0.1';

/**
 * Listens on this machine, and takes every connection to a host that a Pod reaches: `nc HOST PORT` runs in its first container for each. Lives until it is closed or
 * the signal aborts. Errors: PORT_TAKEN; those of connections are told by `reason`.
 */
export async function reachThroughPod(
  cluster: Executor,
  { pod, host, port }: Destination,
  signal: AbortSignal,
): Promise<ThroughPod> {
  const closed = new AbortController();
  const ended = AbortSignal.any([closed.signal, signal]);
  let last: JaegerError | undefined;
  const join = async (socket: Socket): Promise<void> => {
    socket.on('error', () => undefined);
    try {
      const stream = await cluster.execute({ ...pod, command: ['nc', host, String(port)] }, { signal: ended });
      stream.on('error', (error) => (last = isJaegerError(error) ? error : last)).on('close', () => socket.destroy());
      socket.on('close', () => stream.destroy());
      socket.pipe(stream).pipe(socket);
    } catch (error) {
      if (isJaegerError(error)) last = error;
      socket.destroy();
    }
  };
  const accept = (socket: Socket): void => void join(socket);
  const { local, server } = await listen(LOOPBACK, { local: undefined, remote: port, mayMove: false }, accept);
  const close = (): void => {
    closed.abort();
    server.close();
  };
  ended.addEventListener('abort', () => server.close(), { once: true });
  return { port: local, reason: () => last, close };
}
