import type { JaegerError } from '../errors/index.ts';
import type { Watcher, WatchEvent } from '../kubernetes/ports.ts';
import type { Pod } from '../kubernetes/types.ts';
import type { Endpoint } from './endpoint.ts';

export type PodEvent =
  | { readonly type: 'using'; readonly pod: string; readonly before: string | undefined }
  | { readonly type: 'waiting'; readonly before: string | undefined }
  | { readonly type: 'interrupted'; readonly error: JaegerError };

/** The Pods that can take a connection, as far as the API server has told. */
export interface ReadyPods {
  /** The Pod to use now; waits until there is one, or throws the signal's reason. */
  choose(signal: AbortSignal): Promise<Pod>;
  /** It has refused to be used: another one comes first, if there is one, until it changes. */
  distrust(pod: Pod): void;
}

/** What is told of them. */
interface Listeners {
  readonly onEvent: (event: PodEvent) => void;
  readonly onGone: (pod: Pod) => void;
}

const isReady = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined &&
  (status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');

const keyOf = ({ metadata }: Pod): string => metadata.uid ?? metadata.name;

/** What is known: the Pods that are Ready, those of them that have refused, and the one in use. */
interface Known {
  readonly ready: Map<string, Pod>;
  readonly distrusted: Set<string>;
  current: Pod | undefined;
}

/** Keeps to the Pod that it has for as long as that is good: an all-in-one in memory has what no other has. */
function bestOf({ ready, distrusted, current }: Known): Pod | undefined {
  const good = [...ready].filter(([key]) => !distrusted.has(key)).map(([, pod]) => pod);
  return good.find((pod) => current && keyOf(pod) === keyOf(current)) ?? good.at(-1) ?? [...ready.values()].at(-1);
}

function learn({ ready, distrusted }: Known, { type, object: pod }: Extract<WatchEvent<Pod>, { object: Pod }>): void {
  distrusted.delete(keyOf(pod));
  if (type !== 'deleted' && isReady(pod)) ready.set(keyOf(pod), pod);
  else ready.delete(keyOf(pod));
}

/** Follows the Pods of an endpoint until the signal aborts. `failed` rejects when that is of no use any more. */
export function followPods(
  cluster: Watcher,
  { namespace, labelSelector }: Endpoint,
  { onEvent, onGone }: Listeners,
  signal: AbortSignal,
): { readonly pods: ReadyPods; readonly failed: Promise<never> } {
  const known: Known = { ready: new Map(), distrusted: new Set(), current: undefined };
  const waiting = new Set<() => void>();
  const settle = announcer(known, waiting, onEvent);

  const follow = async (): Promise<never> => {
    let isSynced = false;
    for await (const event of cluster.watch('pods', { namespace, labelSelector, signal })) {
      if (event.type === 'interrupted') onEvent(event);
      else if (event.type === 'synced') isSynced = true;
      else learn(known, event);
      if (isSynced) settle();
      if (event.type === 'deleted') onGone(event.object);
    }
    return new Promise<never>(() => undefined);
  };

  return {
    failed: follow(),
    pods: {
      distrust: (pod) => {
        known.distrusted.add(keyOf(pod));
        settle();
      },
      choose: async (until) => {
        until.throwIfAborted();
        while (known.current === undefined) await woken(waiting, until);
        return known.current;
      },
    },
  };
}

/** Settles which Pod is used, wakes those who wait for one, and tells of what has changed and of nothing else. */
function announcer(known: Known, waiting: ReadonlySet<() => void>, onEvent: Listeners['onEvent']): () => void {
  let isTold = false;
  return () => {
    const { current } = known;
    const next = bestOf(known);
    known.current = next;
    if (next) for (const wake of waiting) wake();
    const hasChanged = (next && keyOf(next)) !== (current && keyOf(current));
    if (next && hasChanged) onEvent({ type: 'using', pod: next.metadata.name, before: current?.metadata.name });
    else if (!next && (hasChanged || !isTold)) onEvent({ type: 'waiting', before: current?.metadata.name });
    isTold = true;
  };
}

function woken(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      waiting.delete(wake);
      signal.removeEventListener('abort', abort);
    };
    const wake = (): void => {
      leave();
      resolve();
    };
    const abort = (): void => {
      leave();
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.throwIfAborted();
    waiting.add(wake);
    signal.addEventListener('abort', abort, { once: true });
  });
}
