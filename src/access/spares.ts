import { setImmediate as turn } from 'node:timers/promises';
import { isJaegerError } from '../errors/index.ts';
import type { Forwarder, PodPort, PodStream } from '../kubernetes/ports.ts';

/** What is kept for one port of one Pod. */
interface Shelf {
  readonly target: PodPort;
  /** Connections into the Pod that nobody uses yet, and what ends the watch over each. */
  readonly spares: Map<PodStream, () => void>;
  /** Connections that are being made. */
  pending: number;
}

/**
 * Jaeger's query service closes a connection that says nothing for two seconds (1.76), and containerd tells us of it a second
 * later (2.2): in that second a spare would look good, and a request be lost in it.
 */
const OLD_MS = 1500;

/** Whoever opens one connection opens others: pages do, and clients that do not keep theirs. */
const AHEAD = 2;

/**
 * Hides what a new connection costs (two upgrades and a dial, about 20 ms) from those that follow each other: more than was asked
 * for are opened ahead. One that has ended, as it does with its Pod, is never given out. All end with the signal.
 */
export function withSpares(cluster: Forwarder, signal: AbortSignal): Forwarder {
  const shelves = new Map<string, Shelf>();
  const shelfFor = (target: PodPort): Shelf => {
    const key = `${target.namespace}/${target.name}:${target.port}`;
    const shelf = shelves.get(key) ?? { target, spares: new Map<PodStream, () => void>(), pending: 0 };
    shelves.set(key, shelf);
    return shelf;
  };
  return {
    forward: async (target, options) => {
      const shelf = shelfFor(target);
      const spare = await take(shelf);
      const stream = spare ?? (await cluster.forward(target, options));
      if (spare) tie(spare, options.signal);
      while (!signal.aborted && shelf.spares.size + shelf.pending < AHEAD) {
        shelf.pending++;
        void open(cluster, shelf, signal);
      }
      return stream;
    },
  };
}

const ignore = (): void => undefined;

/** The first that still answers: an API server that has just gone is seen by nothing else yet. */
async function take({ spares }: Shelf): Promise<PodStream | undefined> {
  for (const [stream, forget] of spares) {
    forget();
    // What fails now fails for nobody.
    stream.on('error', ignore);
    // Until then a stream that was watched does not flow.
    await turn();
    if ((await stream.answers()) && !stream.destroyed) {
      stream.off('error', ignore);
      return stream;
    }
    stream.destroy();
  }
  return undefined;
}

/** A spare was opened for as long as we run; from now on it is for one connection. */
function tie(stream: PodStream, signal: AbortSignal): void {
  const end = (): void => void stream.destroy();
  signal.addEventListener('abort', end, { once: true });
  stream.once('close', () => signal.removeEventListener('abort', end));
  if (signal.aborted) end();
}

/** That none could be opened is no news: whoever wants a connection will be told. */
async function open(cluster: Forwarder, shelf: Shelf, signal: AbortSignal): Promise<void> {
  try {
    keep(await cluster.forward(shelf.target, { signal }), shelf);
  } catch (error) {
    if (!isJaegerError(error) && !signal.aborted) throw error;
  } finally {
    shelf.pending--;
  }
}

function keep(stream: PodStream, { spares }: Shelf): void {
  const forget = (): void => {
    clearTimeout(old);
    spares.delete(stream);
    stream.off('readable', look).off('error', drop).off('close', drop);
  };
  const drop = (): void => {
    forget();
    stream.on('error', ignore).destroy();
  };
  /** Some servers speak first, which is for whoever comes; that there is nothing to read is the end. */
  const look = (): void => {
    if (stream.readableLength === 0) drop();
  };
  const old = setTimeout(drop, OLD_MS);
  stream.on('readable', look).on('error', drop).on('close', drop);
  spares.set(stream, forget);
}
