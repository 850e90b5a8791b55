import type { Command, Interfaces } from '@oclif/core';
import manifest from '../../oclif.manifest.json' with { type: 'json' };
import description from '../../package.json' with { type: 'json' };
import { COMPLETE, main } from '../../src/cli/main.ts';
import { commands } from './commands.ts';

/**
 * The whole program, of which nothing is searched for on the disk: no package.json, no manifest, no file of a command, no plugin of
 * oclif's. Sets the exit code.
 */
export async function run(): Promise<void> {
  // kubectl heeds it when it is empty, too; what draws the help does not.
  if (process.env['NO_COLOR'] !== undefined) process.env['NO_COLOR'] = '1';
  const argv = process.argv.slice(2);
  const code = await main(argv, { root: '', plugins: new Map([[description.name, plugin()]]) });
  process.exitCode = code;
  // Whoever pressed Ctrl-C does not wait for what is still open, nor does a shell that wants to go on with a line.
  // oxlint-disable-next-line unicorn/no-process-exit -- the only place that may
  if (code > 128 || argv[0] === COMPLETE) setTimeout(() => process.exit(), 100).unref();
}

/** All commands as oclif would have read them from the manifest. */
function plugin(): Interfaces.Plugin {
  const { name, version } = description;
  const self = {
    name,
    alias: name,
    version,
    root: '',
    type: 'core',
    isRoot: true,
    valid: true,
    pjson: description,
    hooks: {},
    topics: [],
    commands: Object.values(manifest.commands).map((command) => ({
      ...command,
      pluginAlias: name,
      pluginType: 'core',
      load: () => commandOf(command.id),
    })),
  };
  async function commandOf(id: string): Promise<Command.Class> {
    const loaded = await commands[id]?.();
    if (!loaded) throw new Error(`the bundle has no command ${id}`);
    return Object.assign(loaded.default, { id, plugin: self });
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that oclif asks of a plugin that has been read
  return self as unknown as Interfaces.Plugin;
}
