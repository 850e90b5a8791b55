import { Args } from '@oclif/core';
import { outputFlags, scopeFlags } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { readStatus, renderStatus } from '../status/index.ts';

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

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Status);
    const report = await this.withCluster(flags, (cluster) =>
      readStatus(cluster, { ...this.scopeOf(flags, cluster), ...(args.name === undefined ? {} : { name: args.name }) }),
    );
    this.print(report, flags.output, (result) => renderStatus(result, { now: new Date() }));
  }
}
