import { Args } from '@oclif/core';
import { scopeFlags } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { outputFlags } from '../cli/output.ts';
import { namesOf, readStatus, renderStatus, statusRights } from '../status/index.ts';

export default class Status extends JaegerCommand {
  static override summary = 'Show Jaeger instances with their Pods, Services and claims';

  static override examples = [
    { description: 'Every instance in the current namespace', command: '<%= config.bin %> status' },
    { description: 'One instance by name', command: '<%= config.bin %> status jaeger-production -n jaeger-production' },
    { description: 'All of the cluster, for a script', command: '<%= config.bin %> status -A -o json' },
  ];

  static override args = {
    name: Args.string({ description: 'the instance; left out, every instance in scope', ignoreStdin: true }),
  };

  static override flags = { ...scopeFlags, ...outputFlags };

  static override needs = { role: 'viewer', rights: statusRights } as const;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Status);
    const report = await this.withCluster(flags, (cluster) =>
      readStatus(cluster, {
        ...this.scopeOf(flags, cluster),
        ...(args.name === undefined ? {} : { name: args.name }),
        now: new Date(),
      }),
    );
    await this.print(report, flags, { text: renderStatus, names: namesOf });
  }
}
