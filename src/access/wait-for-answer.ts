import { isJaegerError, JaegerError } from '../errors/index.ts';
import type { ConnectQueryApi, QueryApi } from '../jaeger-api/ports.ts';
import type { InstanceRoot } from '../jaeger/index.ts';
import type { Forwarder, Reader, Watcher } from '../kubernetes/ports.ts';
import { endpointOf } from './endpoint.ts';
import { reach, type Reached } from './reach.ts';

export interface AnswerOptions {
  readonly connectQueryApi: ConnectQueryApi;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Told of what stands in the way, each time when it is something else. */
  readonly onWaiting: (reason: string) => void;
}

const BETWEEN_MS = 1000;
const LOOPBACK = '127.0.0.1';

/**
 * Asks the query service of an instance through a tunnel, until it answers: then it and its span store do. Gives the services that it
 * knows. Errors: TIMED_OUT with the last reason; those of `endpointOf` and `reach`, such as FORBIDDEN.
 */
export async function waitForAnswer(
  cluster: Reader & Watcher & Forwarder,
  root: InstanceRoot,
  { connectQueryApi, sleep, signal, timeoutMs, onWaiting }: AnswerOptions,
): Promise<readonly string[]> {
  const endpoint = await endpointOf(cluster, root, 'query');
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  void sleep(timeoutMs, ended).then(() => over.abort());
  const [remote = 0] = endpoint.ports;
  const ports = [{ local: undefined, remote, mayMove: false }];
  const options = { ports, address: LOOPBACK, reconnectTimeoutMs: timeoutMs, signal, onEvent: () => undefined };
  let reached: Reached | undefined;
  try {
    reached = await reach(cluster, endpoint, options);
    const { scheme = 'http', basePath = '/' } = endpoint.query ?? {};
    const port = reached.listeners[0]?.local ?? 0;
    const api = connectQueryApi({ scheme, host: LOOPBACK, port, basePath });
    return await Promise.race([ask(api, { ended, signal, sleep, timeoutMs, onWaiting }), reached.failed]);
  } finally {
    over.abort();
    reached?.close();
  }
}

type Asking = Omit<AnswerOptions, 'connectQueryApi'> & { readonly ended: AbortSignal };

async function ask(api: QueryApi, { ended, signal, sleep, timeoutMs, onWaiting }: Asking): Promise<readonly string[]> {
  let last = '';
  while (!ended.aborted) {
    try {
      return await api.services(ended);
    } catch (error) {
      if (ended.aborted) break;
      if (!isJaegerError(error)) throw error;
      if (error.message !== last) onWaiting(error.message);
      last = error.message;
      await sleep(BETWEEN_MS, ended);
    }
  }
  signal.throwIfAborted();
  throw new JaegerError(
    'TIMED_OUT',
    `timed out after ${timeoutMs / 1000}s: ${last || 'the query service does not answer'}`,
  );
}
