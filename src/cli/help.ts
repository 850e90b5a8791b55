import { Help, type Interfaces } from '@oclif/core';
import { programName } from './program-name.ts';

/** oclif's help under the name that the user types; its own `bin` names environment variables and has no blank. */
export default class JaegerHelp extends Help {
  constructor(config: Interfaces.Config, options: Partial<Interfaces.HelpOptions> = {}) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its prototype is the Config itself
    const named = Object.create(config, { bin: { value: programName(process.argv[1]) } }) as Interfaces.Config;
    super(named, options);
  }
}
