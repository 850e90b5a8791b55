import { join } from 'node:path';
import { checkout } from './paths.ts';

const executable = process.env['JAEGER_PROGRAM'];

/** The file of the program under test: as the npm package has it, or the executable that JAEGER_PROGRAM names with its whole path. */
export const programFile = executable ?? join(checkout, 'bin/run.js');

/** How a file of the program is started that lies elsewhere, or under another name. */
export const startOf = (file: string): readonly string[] =>
  executable === undefined ? [process.execPath, file] : [file];

/** What starts the program. */
export const program = startOf(programFile);
