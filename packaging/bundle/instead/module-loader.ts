import type JaegerHelp from '../../../src/cli/help.ts';

/** Instead of oclif's search on the disk: help is the only module that it loads by the name of a file. */
export const load = (): Promise<{ readonly default: typeof JaegerHelp }> => import('../../../src/cli/help.ts');
