import { setTimeout as sleep } from 'node:timers/promises';

/** The longest that a timer can wait: 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** The machine's time for use cases, which have none. */
export const clock = {
  /** Milliseconds since some moment. */
  now: (): number => performance.now(),
  date: (): Date => new Date(),
  /** So many milliseconds, or until the signal aborts. */
  sleep: async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    await sleep(Math.min(milliseconds, LONGEST_MS), undefined, { signal }).catch(() => undefined);
  },
};
