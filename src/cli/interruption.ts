import { EXIT } from '../errors/index.ts';

const controller = new AbortController();

/** Ctrl-C, and what a supervisor sends: aborted once, with the exit code as its reason. */
export const interruption: AbortSignal = controller.signal;

/** From now on the first signal asks everything to end; a second one ends the process there and then, as without us. */
export function listenForInterruption(): void {
  for (const [signal, exitCode] of [
    ['SIGINT', EXIT.interrupted],
    ['SIGTERM', EXIT.terminated],
  ] as const)
    process.once(signal, () => controller.abort(exitCode));
}

/** The exit code of the interruption, when there is one. */
export const interrupted = (): Promise<number> =>
  new Promise((resolve) => {
    interruption.addEventListener('abort', () => resolve(Number(interruption.reason)), { once: true });
  });
