import { Help, type Interfaces } from '@oclif/core';
import { ownName } from './program-name.ts';

/** oclif's help under the name that the user types; its own `bin` names environment variables and has no blank. */
export default class JaegerHelp extends Help {
  constructor(config: Interfaces.Config, options: Partial<Interfaces.HelpOptions> = {}) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its prototype is the Config itself
    const named = Object.create(config, { bin: { value: ownName() } }) as Interfaces.Config;
    super(named, { docopts: false, ...options }); // the list of flags follows the usage line at once
  }
}
