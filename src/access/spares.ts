import { setImmediate as turn } from 'node:timers/promises';
import { isJaegerError } from '../errors/index.ts';
import type { Forwarder, PodPort, PodStream } from '../kubernetes/ports.ts';

interface Kept {
  /** Ends the watch over it. */
  readonly forget: () => void;
  /** When it was opened. */
  readonly since: number;
}

/** What is kept for one port of one Pod. */
interface Shelf {
  readonly target: PodPort;
  /** Connections into the Pod that nobody uses yet. */
  readonly spares: Map<PodStream, Kept>;
  /** Connections that are being made. */
  pending: number;
  /** When somebody last had to wait for one, and when one was last asked for; milliseconds. */
  missedAt: number;
  takenAt: number;
}

/** After this time a spare makes way for a fresh one: something in between may have forgotten it. */
const OLD_MS = 60_000;
/** Whoever has opened nothing for so long is not about to. */
const IDLE_MS = 600_000;
/** One that was opened just now needs no question. */
const FRESH_MS = 500;
/** A server that closes a silent connection sooner than this is not given another. */
const SHORT_MS = 5000;

/** A page opens half a dozen connections at once; after that one is enough. */
const BURST = 4;
const BURST_MS = 5000;

/**
 * Hides what a new connection costs (two upgrades and a dial, about 20 ms): one more than was asked for is opened ahead, which
 * the pings of its own stream keep alive and watch. One that has ended, as it does with its Pod, is never given out. All end with the signal.
 */
export function withSpares(cluster: Forwarder, signal: AbortSignal): Forwarder {
  const shelves = new Map<string, Shelf>();
  const shelfFor = (target: PodPort): Shelf => {
    const key = `${target.namespace}/${target.name}:${target.port}`;
    const shelf = shelves.get(key) ?? { target, spares: new Map(), pending: 0, missedAt: -Infinity, takenAt: 0 };
    shelves.set(key, shelf);
    return shelf;
  };
  return {
    forward: async (target, options) => {
      const shelf = shelfFor(target);
      shelf.takenAt = performance.now();
      const spare = await take(shelf);
      if (spare === undefined) shelf.missedAt = shelf.takenAt;
      const stream = spare ?? (await cluster.forward(target, options));
      if (spare) tie(spare, options.signal);
      restock(cluster, shelf, signal);
      return stream;
    },
  };
}

const ignore = (): void => undefined;

/** The first that still answers: an API server that has just gone is seen by nothing else yet. */
async function take({ spares }: Shelf): Promise<PodStream | undefined> {
  for (const [stream, { forget, since }] of spares) {
    forget();
    // Until then a stream that was watched does not flow.
    await turn();
    if (performance.now() - since < FRESH_MS && !stream.destroyed) return stream;
    // What fails from here on fails whoever has it; this one has nobody yet.
    stream.on('error', ignore);
    const isGood = (await stream.answers()) && !stream.destroyed;
    stream.off('error', ignore);
    if (isGood) return stream;
    stream.on('error', ignore).destroy();
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

function restock(cluster: Forwarder, shelf: Shelf, signal: AbortSignal): void {
  const now = performance.now();
  const wanted = now - shelf.missedAt < BURST_MS ? BURST : 1;
  if (signal.aborted || now - shelf.takenAt > IDLE_MS) return;
  while (shelf.spares.size + shelf.pending < wanted) {
    shelf.pending++;
    void open(cluster, shelf, signal);
  }
}

/** That none could be opened is no news: whoever wants a connection will be told. */
async function open(cluster: Forwarder, shelf: Shelf, signal: AbortSignal): Promise<void> {
  try {
    keep(await cluster.forward(shelf.target, { signal }), shelf, () => restock(cluster, shelf, signal));
  } catch (error) {
    if (!isJaegerError(error) && !signal.aborted) throw error;
  } finally {
    shelf.pending--;
  }
}

function keep(stream: PodStream, { spares }: Shelf, renew: () => void): void {
  const since = performance.now();
  const forget = (): void => {
    clearTimeout(old);
    spares.delete(stream);
    stream.off('readable', look).off('error', drop).off('close', drop);
  };
  const drop = (): void => {
    forget();
    stream.on('error', () => undefined).destroy();
    if (performance.now() - since > SHORT_MS) renew();
  };
  /** Some servers speak first, which is for whoever comes; that there is nothing to read is the end. */
  const look = (): void => {
    if (stream.readableLength === 0) drop();
  };
  const old = setTimeout(drop, OLD_MS);
  stream.on('readable', look).on('error', drop).on('close', drop);
  spares.set(stream, { forget, since });
}
