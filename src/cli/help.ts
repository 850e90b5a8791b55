import { CommandHelp, Help, type Command, type Interfaces } from '@oclif/core';
import { ownName } from './program-name.ts';
import { rightsInWords, type CommandRights } from './rights.ts';

type Sections = ReturnType<CommandHelp['sections']>;

/** What a command asks of the API server belongs to what one wants to know before it is run. */
class HelpWithRights extends CommandHelp {
  protected override sections(): Sections {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a static of every command of ours, kept by oclif
    const { needs } = this.command as Command.Loadable & { readonly needs?: CommandRights };
    const words = rightsInWords(needs?.rights ?? []).join('\n');
    const section = { header: 'RIGHTS', generate: () => words || undefined };
    return [...super.sections(), section];
  }
}

/** oclif's help under the name that the user types; its own `bin` names environment variables and has no blank. */
export default class JaegerHelp extends Help {
  protected override CommandHelpClass = HelpWithRights;

  constructor(config: Interfaces.Config, options: Partial<Interfaces.HelpOptions> = {}) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its prototype is the Config itself
    const named = Object.create(config, { bin: { value: ownName() } }) as Interfaces.Config;
    super(named, { docopts: false, ...options }); // the list of flags follows the usage line at once
  }
}
