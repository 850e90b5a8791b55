import type { JaegerError } from '../../src/errors/index.ts';
import type { FactSource } from '../../src/jaeger/index.ts';
import type { LogReader, Watcher, WatchEvent } from '../../src/kubernetes/ports.ts';
import type { AnyResource, ObjectOf, Pod } from '../../src/kubernetes/types.ts';
import { clusterOf } from './objects.ts';

type Objects = Parameters<typeof clusterOf>[0];

/** A cluster whose state a test sets, and whose watches it rings. */
export interface WatchedCluster {
  readonly cluster: FactSource & Pick<LogReader, 'logs'> & Watcher;
  /** What is there from now on. */
  objects: Objects;
  /** With what everything fails from now on, if it does. */
  failure: JaegerError | undefined;
  /** Why nothing can be watched. */
  refusal: JaegerError | undefined;
  /** How often everything was read. */
  looks: number;
  /** Something has happened to a Pod, in the eyes of whoever watches. */
  readonly ring: () => void;
  readonly watches: () => number;
}

export function watchedCluster(objects: Objects): WatchedCluster {
  const listening = new Set<(event: WatchEvent<Pod>) => void>();
  const pod: Pod = { metadata: { name: 'p', namespace: 'ns' } };
  const state: WatchedCluster = {
    objects,
    failure: undefined,
    refusal: undefined,
    looks: 0,
    ring: () => {
      for (const listener of listening) listener({ type: 'modified', object: pod });
    },
    watches: () => listening.size,
    cluster: {
      list: async (resource, query) => {
        if (resource === 'deployments') state.looks++;
        if (state.failure) throw state.failure;
        return clusterOf(state.objects).list(resource, query);
      },
      get: (resource, name) => clusterOf(state.objects).get(resource, name),
      logs: async () => '',
      servedGroups: () => clusterOf(state.objects).servedGroups(),
      watch: (_resource, { signal }) => {
        if (state.refusal) throw state.refusal;
        return follow(signal, listening) as AsyncIterable<WatchEvent<ObjectOf<AnyResource & typeof _resource>>>;
      },
    },
  };
  return state;
}

/** Says that there is nothing at first, and then what is rung. */
async function* follow(
  signal: AbortSignal | undefined,
  listening: Set<(event: WatchEvent<Pod>) => void>,
): AsyncGenerator<WatchEvent<Pod>> {
  const events: WatchEvent<Pod>[] = [];
  let wake: () => void = () => undefined;
  const listener = (event: WatchEvent<Pod>): void => {
    events.push(event);
    wake();
  };
  listening.add(listener);
  signal?.addEventListener('abort', () => wake(), { once: true });
  yield { type: 'synced' };
  for (;;) {
    if (signal?.aborted) break;
    yield* events.splice(0);
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  listening.delete(listener);
}
