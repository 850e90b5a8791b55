import { setTimeout as sleep } from 'node:timers/promises';

/** The machine's time for use cases, which have none; in milliseconds. */
export const clock = {
  now: (): number => performance.now(),
  /** Settles early when the signal aborts. */
  sleep: async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  },
};
