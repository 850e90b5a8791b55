import type { Pod } from '../kubernetes/types.ts';

/** A Pod as it is known to be now, and when that changes. */
export interface WatchedPod {
  readonly pod: () => Pod;
  readonly isGone: () => boolean;
  /** Settles with the next change. */
  readonly changed: () => Promise<void>;
  readonly change: (pod: Pod) => void;
  readonly remove: () => void;
}

export function watchedPod(first: Pod): WatchedPod {
  let pod = first;
  let isGone = false;
  let next = Promise.withResolvers<void>();
  const wake = (): void => {
    next.resolve();
    next = Promise.withResolvers<void>();
  };
  return {
    pod: () => pod,
    isGone: () => isGone,
    changed: () => next.promise,
    change: (changed) => {
      pod = changed;
      wake();
    },
    remove: () => {
      isGone = true;
      wake();
    },
  };
}
