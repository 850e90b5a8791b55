import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isJaegerError, type JaegerError } from '../errors/index.ts';
import type { Forwarder } from '../kubernetes/ports.ts';
import type { Pod } from '../kubernetes/types.ts';
import { isOfPod, isPassing, waitBefore } from './patience.ts';
import type { ReadyPods } from './ready-pods.ts';

/** What a tunnel needs beside the connection that it is for. */
export interface TunnelSurroundings {
  readonly cluster: Forwarder;
  readonly pods: ReadyPods;
  readonly namespace: string;
  readonly remote: number;
  /** Told with which Pod the connection is now, to be ended when that is gone. */
  readonly onPod: (pod: Pod) => void;
  readonly onFailure: (error: JaegerError) => void;
  readonly signal: AbortSignal;
}

/** What a client may have sent before the Pod has answered, and the Pod be changed all the same. */
const LONGEST_REPEAT = 256 * 1024;

/**
 * Joins one accepted connection with a Pod. While nothing has come back, and nothing can have arrived, another Pod is
 * tried; afterwards whatever breaks the one side ends the other.
 */
export async function tunnel(socket: Socket, surroundings: TunnelSurroundings): Promise<void> {
  const left = new AbortController();
  const signal = AbortSignal.any([left.signal, surroundings.signal]);
  socket.on('close', () => left.abort()).on('error', () => left.abort());
  const sent: Buffer[] = [];
  try {
    for (let tries = 0; ; tries++) {
      const pod = await surroundings.pods.choose(signal);
      surroundings.onPod(pod);
      const failure = await attempt(socket, pod, { ...surroundings, signal }, sent);
      if (failure === undefined) return;
      if (!isPassing(failure.code, tries + 1)) throw failure;
      if (isOfPod(failure.code)) surroundings.pods.distrust(pod);
      await sleep(waitBefore(tries), undefined, { signal });
    }
  } catch (error) {
    socket.resetAndDestroy();
    if (signal.aborted) return;
    if (!isJaegerError(error)) throw error;
    surroundings.onFailure(error);
  }
}

/** One Pod; returns why it could not be used, if something else may still be tried, and throws when it is too late for that. */
async function attempt(
  socket: Socket,
  pod: Pod,
  { cluster, namespace, remote, signal }: TunnelSurroundings,
  sent: Buffer[],
): Promise<JaegerError | undefined> {
  try {
    const stream = await cluster.forward({ namespace, name: pod.metadata.name, port: remote }, { signal });
    for (const chunk of sent) stream.write(chunk);
    await join(socket, stream, sent);
    return undefined;
  } catch (error) {
    if (isJaegerError(error) && isPassing(error.code) && !signal.aborted && sizeOf(sent) <= LONGEST_REPEAT)
      return error;
    throw error;
  }
}

const sizeOf = (chunks: readonly Buffer[]): number => chunks.reduce((sum, { length }) => sum + length, 0);

const rememberer =
  (sent: Buffer[]) =>
  (chunk: Buffer): void => {
    if (sizeOf(sent) <= LONGEST_REPEAT) sent.push(chunk);
  };

/** Until the Pod's side has ended. `sent` holds what the client has sent for as long as it may have to be said again. */
function join(socket: Socket, stream: Duplex, sent: Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const remember = rememberer(sent);
    const leave = (): void => {
      socket.off('data', remember);
      socket.unpipe(stream);
      socket.pause();
    };
    socket.on('data', remember);
    stream.once('data', () => {
      socket.off('data', remember);
      sent.length = 0;
    });
    socket.pipe(stream, { end: false });
    stream.pipe(socket, { end: false });
    stream.once('error', (error) => {
      leave();
      reject(error);
    });
    stream.once('end', () => {
      leave();
      socket.end();
      // Nobody takes what it still sends, but its end must be seen.
      socket.resume();
      stream.destroy();
    });
    stream.once('close', resolve);
  });
}
