import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { JaegerError } from '../errors/index.ts';
import { environmentWith } from './wiring.ts';

/** What stands before `--` on a command line, and the command behind it, if there is one. */
export function splitCommand(argv: readonly string[]): { readonly own: string[]; readonly command: readonly string[] } {
  const at = argv.indexOf('--');
  return at === -1 ? { own: [...argv], command: [] } : { own: argv.slice(0, at), command: argv.slice(at + 1) };
}

/**
 * Runs a program with our own input and output, and no shell in between; resolves to its exit code, 128 and the signal's number
 * when a signal ended it, as shells have it. It is ended when `over` is. Errors: USAGE when it cannot be started.
 */
export function runBeside(
  [file = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
  over: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', env: environmentWith(environment) });
    const end = (): void => void child.kill('SIGTERM');
    over.addEventListener('abort', end, { once: true });
    child.once('error', ({ message }) => reject(new JaegerError('USAGE', `"${file}" cannot be run: ${message}`)));
    child.once('close', (code, signal) => {
      over.removeEventListener('abort', end);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
