import { setImmediate } from 'node:timers/promises';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that passes only when a test says so. */
export interface FakeTime {
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Lets so many milliseconds pass; whoever wakes in between acts at its own time. */
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  /** How many are asleep: they would keep the process alive. */
  readonly asleep: () => number;
}

export function fakeTime(): FakeTime {
  let now = 0;
  const sleepers = new Set<Sleeper>();
  const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = {
        at: now + milliseconds,
        wake: (): void => {
          sleepers.delete(sleeper);
          resolve();
        },
      };
      sleepers.add(sleeper);
      if (signal.aborted) sleeper.wake();
      else signal.addEventListener('abort', sleeper.wake, { once: true });
    });
  const pass = async (milliseconds: number): Promise<void> => {
    const end = now + milliseconds;
    for (;;) {
      await settled();
      const [next] = [...sleepers].toSorted((one, other) => one.at - other.at);
      if (!next || next.at > end) break;
      now = next.at;
      next.wake();
    }
    now = end;
  };
  return { sleep, pass, now: () => now, asleep: () => sleepers.size };
}

/** Everything that waits for nothing but promises has happened. */
async function settled(): Promise<void> {
  for (let round = 0; round < 5; round++) await setImmediate();
}
