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
  /** The first refusal to watch something, once. Throws what is no failure of the cluster. */
  readonly refusal: () => JaegerError | undefined;
}

/** That something has happened in some namespaces, not what: what is there has to be read all together anyway. */
export function watchNamespaces(cluster: Watcher, signal: AbortSignal): Changes {
  const watched = new Set<string>();
  const failures: unknown[] = [];
  let change = Promise.withResolvers<void>();
  let isTold = false;

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
    refusal: () => {
      const bug = failures.find((failure) => !isJaegerError(failure));
      if (bug !== undefined) throw new Error('a watch broke', { cause: bug });
      const first = isTold ? undefined : failures.find(isJaegerError);
      isTold ||= first !== undefined;
      return first;
    },
  };
}
