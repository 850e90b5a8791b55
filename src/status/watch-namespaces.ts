import { isJaegerError, type ErrorCode, type JaegerError } from '../errors/index.ts';
import type { Watcher } from '../kubernetes/ports.ts';

/** What changes when an instance does: the Pods, and what the controllers write down of them. Jobs and access seldom do. */
const WATCHED = ['pods', 'deployments', 'statefulsets', 'daemonsets'] as const;

/** Asking again is of no use. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['FORBIDDEN', 'UNAUTHORIZED', 'NO_SUCH_KIND']);

export interface Changes {
  /** Watches these namespaces from now on, as far as they are not watched already. */
  readonly include: (namespaces: readonly string[]) => void;
  /** From now on `next` means what happens after this. */
  readonly forget: () => void;
  readonly next: () => Promise<void>;
  /** What cannot be watched, each once. Throws what is no failure of the cluster. */
  readonly refusals: () => readonly JaegerError[];
}

/** That something has happened in some namespaces, not what: what is there has to be read all together anyway. */
export function watchNamespaces(cluster: Watcher, signal: AbortSignal): Changes {
  const watched = new Set<string>();
  const failures: unknown[] = [];
  let change = Promise.withResolvers<void>();

  const watch = async (resource: (typeof WATCHED)[number], namespace: string, key: string): Promise<void> => {
    try {
      let isSynced = false;
      for await (const { type } of cluster.watch(resource, { namespace, metadataOnly: true, signal })) {
        isSynced ||= type === 'synced';
        if (isSynced) change.resolve();
      }
    } catch (error) {
      if (isJaegerError(error) && !FINAL.has(error.code)) watched.delete(key);
      else failures.push(error);
    }
  };

  return {
    include: (namespaces) => {
      for (const namespace of namespaces)
        for (const resource of WATCHED) {
          const key = `${namespace}/${resource}`;
          if (watched.has(key)) continue;
          watched.add(key);
          void watch(resource, namespace, key);
        }
    },
    forget: () => {
      change = Promise.withResolvers();
    },
    next: () => change.promise,
    refusals: () =>
      failures.splice(0).map((failure) => {
        if (!isJaegerError(failure)) throw failure;
        return failure;
      }),
  };
}
