import { setTimeout as sleep } from 'node:timers/promises';

/** The longest that a timer can wait: 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Waits for so many milliseconds, or until the signal aborts. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.min(milliseconds, LONGEST_MS), undefined, { signal }).catch(() => undefined);
}
