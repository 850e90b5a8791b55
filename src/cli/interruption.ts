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
  listenOnce('SIGINT', () => controller.abort(ctrlC));
  listenOnce('SIGTERM', () => controller.abort(EXIT.terminated));
}

/** Until all who listen have heard it: a question's own listener (signal-exit 4) ends the process where it is the last one left. */
function listenOnce(signal: 'SIGINT' | 'SIGTERM', heard: () => void): void {
  const listener = (): void => {
    heard();
    setImmediate(() => process.off(signal, listener));
  };
  process.on(signal, listener);
}

/** The exit code of the interruption, when there is one. */
export const interrupted = (): Promise<number> =>
  new Promise((resolve) => {
    interruption.addEventListener('abort', () => resolve(Number(interruption.reason)), { once: true });
  });
