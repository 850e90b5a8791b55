import { isJaegerError } from '../errors/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { Doomed } from './doomed.ts';

/** Objects that are still there, anew when they are others. */
export interface GoingEvent {
  readonly left: readonly Doomed[];
}

export interface GoneOptions {
  readonly signal: AbortSignal;
  /** So many milliseconds, or until the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly timeoutMs: number;
  readonly onEvent: (event: GoingEvent) => void;
}

const BETWEEN_LOOKS_MS = 1000;

/** Waits until objects are gone, be there others of the same names by then. Gives those that were still there when time was out, as they were. */
export async function waitUntilGone(
  cluster: Pick<Reader, 'list'>,
  doomed: readonly Doomed[],
  { signal, sleep, timeoutMs, onEvent }: GoneOptions,
): Promise<readonly Doomed[]> {
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  void sleep(timeoutMs, ended).then(() => over.abort());
  try {
    let left = doomed;
    for (let last: number | undefined; ; last = left.length) {
      const isLast = ended.aborted;
      signal.throwIfAborted();
      left = (await Promise.all(left.map((one) => look(cluster, one, signal)))).flat();
      if (left.length === 0 || isLast) return left;
      if (left.length !== last) onEvent({ left });
      await sleep(BETWEEN_LOOKS_MS, ended);
    }
  } finally {
    over.abort();
  }
}

/** As it is now; nothing when it is gone, or may no longer be looked at. A server that does not answer says nothing either way. */
async function look(cluster: Pick<Reader, 'list'>, doomed: Doomed, signal: AbortSignal): Promise<readonly Doomed[]> {
  const { resource, object } = doomed;
  const { namespace, name, uid } = object.metadata;
  const where = namespace === undefined ? {} : { namespace };
  try {
    // Whoever may list may not always get.
    const query = { ...where, fieldSelector: `metadata.name=${name}`, metadataOnly: true, signal };
    const found = (await cluster.list(resource, query)).find(({ metadata }) => metadata.name === name);
    return found?.metadata.uid === uid && found !== undefined ? [{ resource, object: found }] : [];
  } catch (error) {
    if (!isJaegerError(error)) throw error;
    return ['FORBIDDEN', 'NO_SUCH_KIND'].includes(error.code) ? [] : [doomed];
  }
}
