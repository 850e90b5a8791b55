import type { Socket } from 'node:net';
import { isJaegerError, JaegerError } from '../errors/index.ts';
import type { Forwarder, Watcher } from '../kubernetes/ports.ts';
import type { Pod } from '../kubernetes/types.ts';
import type { Endpoint } from './endpoint.ts';
import { listen, type Listener } from './listen.ts';
import type { PortPair } from './parse-ports.ts';
import { isPassing } from './patience.ts';
import { followPods, type PodEvent } from './ready-pods.ts';
import { withSpares } from './spares.ts';
import { tunnel, type TunnelSurroundings } from './tunnel.ts';

export interface ReachOptions {
  readonly ports: readonly PortPair[];
  /** Where to listen. */
  readonly address: string;
  /** How long no Pod may be Ready, in milliseconds. */
  readonly reconnectTimeoutMs: number;
  readonly onEvent: (event: TunnelEvent) => void;
  readonly signal: AbortSignal;
}

export type TunnelEvent = PodEvent | { readonly type: 'failed'; readonly error: JaegerError };

export interface Reached {
  readonly listeners: readonly Listener[];
  /** The Pod that was there first. */
  readonly pod: string;
  /** Rejects when there is no use in going on; otherwise it never settles. Errors: TIMED_OUT, FORBIDDEN … */
  readonly failed: Promise<never>;
  close(): void;
}

/**
 * Listens on this machine, and takes every connection to a Ready Pod of the endpoint: which Pod is settled for each
 * connection anew. Returns when there is such a Pod and the tunnel has been tried. Lives until it is closed or the signal aborts.
 */
export async function reach(api: Watcher & Forwarder, endpoint: Endpoint, options: ReachOptions): Promise<Reached> {
  const closed = new AbortController();
  const signal = AbortSignal.any([closed.signal, options.signal]);
  const cluster = withSpares(api, signal);
  const connections = new Map<Socket, string | undefined>();
  const deadline = withDeadline(options.reconnectTimeoutMs, endpoint);
  const listeners: Listener[] = [];
  const close = (): void => {
    deadline.set(false);
    closed.abort();
    for (const { server } of listeners) server.close();
    for (const socket of connections.keys()) socket.destroy();
  };
  const tell = withoutRepetition(options.onEvent);
  const onEvent = (event: TunnelEvent): void => {
    if (event.type === 'using' || event.type === 'waiting') deadline.set(event.type === 'waiting');
    tell(event);
  };
  const onGone = ({ metadata }: Pod): void => {
    for (const [socket, uid] of connections) if (uid === metadata.uid) socket.resetAndDestroy();
  };
  const { pods, failed: unfollowed } = followPods(api, endpoint, { onEvent, onGone }, signal);
  const failed = Promise.race([unfollowed, deadline.passed]);
  signal.addEventListener('abort', close, { once: true });
  try {
    const first = await Promise.race([pods.choose(signal), failed]);
    await probe(cluster, endpoint, first, signal);
    const accept = acceptor({ cluster, pods, namespace: endpoint.namespace, onEvent, signal }, connections);
    for (const pair of options.ports) listeners.push(await listen(options.address, pair, accept(pair.remote)));
    return { listeners, pod: first.metadata.name, failed, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Many connections break at once, and for one reason. */
const SAME_MS = 5000;

/** The same failure again is told no more often than every five seconds. */
function withoutRepetition(tell: ReachOptions['onEvent']): ReachOptions['onEvent'] {
  let last = { message: '', at: 0 };
  return (event) => {
    if (event.type !== 'failed') return tell(event);
    const { message } = event.error;
    const at = performance.now();
    if (message === last.message && at - last.at < SAME_MS) return undefined;
    last = { message, at };
    return tell(event);
  };
}

type Acceptance = Pick<TunnelSurroundings, 'cluster' | 'pods' | 'namespace' | 'signal'> & Pick<ReachOptions, 'onEvent'>;

/** What becomes of accepted connections; `connections` holds them, and the uid of the Pod that each has. */
const acceptor =
  ({ onEvent, ...surroundings }: Acceptance, connections: Map<Socket, string | undefined>) =>
  (remote: number) =>
  (socket: Socket): void => {
    connections.set(socket, undefined);
    socket.on('close', () => connections.delete(socket));
    void tunnel(socket, {
      ...surroundings,
      remote,
      onPod: ({ metadata }) => void (connections.has(socket) && connections.set(socket, metadata.uid)),
      onFailure: (error) => onEvent({ type: 'failed', error }),
    });
  };

/** What is not allowed, or cannot be at all, is told before anybody waits for an answer. */
async function probe(cluster: Forwarder, { namespace, ports }: Endpoint, pod: Pod, signal: AbortSignal): Promise<void> {
  try {
    const stream = await cluster.forward({ namespace, name: pod.metadata.name, port: ports[0] ?? 0 }, { signal });
    stream.on('error', () => undefined).destroy();
  } catch (error) {
    if (!isJaegerError(error) || !isPassing(error.code)) throw error;
  }
}

interface Deadline {
  /** Whether the time runs. */
  readonly set: (runs: boolean) => void;
  readonly passed: Promise<never>;
}

function withDeadline(milliseconds: number, { namespace, labelSelector }: Endpoint): Deadline {
  let timer: NodeJS.Timeout | undefined;
  const { promise, reject } = Promise.withResolvers<never>();
  return {
    passed: promise,
    set: (runs) => {
      if (!runs || timer === undefined) clearTimeout(timer);
      timer = runs
        ? (timer ??
          setTimeout(() => {
            const message = `timed out after ${milliseconds / 1000}s waiting for a Ready Pod`;
            reject(
              new JaegerError('TIMED_OUT', message, {
                hints: [`see what is there: kubectl get pods -n ${namespace} -l '${labelSelector}'`],
              }),
            );
          }, milliseconds))
        : undefined;
    },
  };
}
