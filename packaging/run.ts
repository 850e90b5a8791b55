import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program to its end, without a shell. Throws for any exit code but 0. */
export const run = promisify(execFile);
