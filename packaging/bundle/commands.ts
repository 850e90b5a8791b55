import type { Command } from '@oclif/core';

/** Every command by its id, loaded when it is run. The build puts in what lies in src/commands. */
export const commands: Readonly<Record<string, () => Promise<{ readonly default: Command.Class }>>> = {};
