import { run } from './program.ts';

/** The start of the executables: the name by which they were called stands where Node.js has the path of its script. */
process.argv[1] = process.argv0;
void run();
