import { run, type Interfaces } from '@oclif/core';
import { EXIT } from '../errors/index.ts';
import { programName } from './program-name.ts';
import { reportError } from './report-error.ts';

/** Runs one command line to its end and returns the exit code. `program` says where package.json lies. */
export async function main(argv: readonly string[], program: Interfaces.LoadOptions): Promise<number> {
  process.stdout.on('error', endQuietly);
  try {
    await run([...argv], program);
    return EXIT.ok;
  } catch (error) {
    const { text, exitCode } = reportError(error, programName(process.argv[1]));
    process.stderr.write(text);
    return exitCode;
  }
}

/** The reader of a pipe may leave early (`| head -1`): that is no failure of ours. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
