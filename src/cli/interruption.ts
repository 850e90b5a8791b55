import { EXIT } from '../errors/index.ts';

const controller = new AbortController();

/** Ctrl-C, and what a supervisor sends: aborted once, with the exit code as its reason. */
export const interruption: AbortSignal = controller.signal;

let ctrlC: number = EXIT.interrupted;

/** The command has no other end than Ctrl-C: that is no failure then. */
export function takeForTheEnd(): void {
  ctrlC = EXIT.ok;
}

/** From now on the first signal asks everything to end; a second one ends the process there and then, as without us. */
export function listenForInterruption(): void {
  process.once('SIGINT', () => controller.abort(ctrlC));
  process.once('SIGTERM', () => controller.abort(EXIT.terminated));
}

/** The exit code of the interruption, when there is one. */
export const interrupted = (): Promise<number> =>
  new Promise((resolve) => {
    interruption.addEventListener('abort', () => resolve(Number(interruption.reason)), { once: true });
  });
