import { run, type Interfaces } from '@oclif/core';
import { EXIT } from '../errors/index.ts';
import { commandFirst, valueOf } from './command-line.ts';
import { scopeFlags } from './flags.ts';
import { globalFlags } from './global-flags.ts';
import { interrupted, interruption, listenForInterruption } from './interruption.ts';
import { ownName } from './program-name.ts';
import { reportError } from './report-error.ts';

/** From here on a failure is told with all that we know of it, as kubectl does. */
const VERBOSE = 6;

/** Runs one command line to its end and returns the exit code. `program` says where package.json lies. */
export async function main(argv: readonly string[], program: Interfaces.LoadOptions): Promise<number> {
  process.stdout.on('error', endQuietly);
  listenForInterruption();
  if (argv[0] === COMPLETE) return answerShell(argv.slice(1), program);
  return Promise.race([runCommand(argv, program), interrupted()]);
}

/** What kubectl's shim and the scripts of `completion` call; no command, since its words are those of another one. */
export const COMPLETE = '__complete';

async function answerShell(words: readonly string[], program: Interfaces.LoadOptions): Promise<number> {
  const { complete } = await import('./completion/complete.ts');
  await complete(words, program);
  return EXIT.ok;
}

async function runCommand(argv: readonly string[], program: Interfaces.LoadOptions): Promise<number> {
  try {
    await run(commandFirst(argv, { ...globalFlags, ...scopeFlags }), program);
    return EXIT.ok;
  } catch (error) {
    // What fails because it was ended needs no words.
    if (interruption.aborted) return Number(interruption.reason);
    const isVerbose = Number(valueOf(argv, globalFlags, 'v')) >= VERBOSE;
    const { text, exitCode } = reportError(error, ownName(), isVerbose);
    process.stderr.write(text);
    return exitCode;
  }
}

/** The reader of a pipe may leave early (`| head -1`): that is no failure of ours. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
