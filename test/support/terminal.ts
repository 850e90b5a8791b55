import { spawn } from '@lydell/node-pty';
import { program } from '../ground/program.ts';
import { atHome, type RunProgram } from './program.ts';

export interface Terminal {
  /** All that has been shown so far. */
  readonly shown: () => string;
  /** Types; Ctrl-C is `\x03`. */
  readonly type: (text: string) => void;
  /** Waits until this has been shown; fails after a quarter of a minute, and ends the program. */
  readonly until: (is: RegExp) => Promise<void>;
}

export interface TerminalOutcome {
  readonly code: number;
  readonly shown: string;
}

/** Milliseconds, less than a test may take. */
const PATIENCE = 15_000;

interface RunInTerminal extends RunProgram {
  /** What is run instead of the program. */
  readonly started?: readonly string[];
  /** A script of the shell, in which `"$@"` runs the program. */
  readonly script?: string;
}

/** Runs the built program, or another one, on a pseudo-terminal of 100 columns and 30 lines, while somebody may look and type. */
export function runInTerminal(
  argv: readonly string[],
  { started = program, script = 'exec "$@"', ...options }: RunInTerminal,
  play: (terminal: Terminal) => Promise<void> = () => Promise.resolve(),
): Promise<TerminalOutcome> {
  return atHome(options, async (home, env) => {
    let shown = '';
    let look = (): void => undefined;
    const size = { cols: 100, rows: 30 };
    const pty = spawn('/bin/sh', ['-c', script, 'sh', ...started, ...argv], {
      ...size,
      cwd: home,
      env: { TERM: 'xterm', ...env },
    });
    const ended = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
    pty.onData((data) => {
      shown += data;
      look();
    });
    const until = (is: RegExp): Promise<void> =>
      new Promise((resolve, reject) => {
        const giveUp = setTimeout(() => reject(new Error(`nothing like ${is.source} in:\n${shown}`)), PATIENCE);
        look = () => {
          if (!is.test(shown)) return;
          clearTimeout(giveUp);
          resolve();
        };
        look();
      });
    try {
      await play({ shown: () => shown, type: (text) => pty.write(text), until });
    } catch (error) {
      pty.kill('SIGKILL');
      throw error;
    }
    return { code: await ended, shown };
  });
}
