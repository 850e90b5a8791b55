import { Flags } from '@oclif/core';
import { scopeFlags } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { outputFlags } from '../cli/output.ts';
import { listRights, namesOf, nothingListed, readList, renderList } from '../status/index.ts';

export default class List extends JaegerCommand {
  static override summary = 'List Jaeger instances, however they were installed';

  static override aliases = ['ls'];

  static override examples = [
    { description: 'Every instance in the current namespace', command: '<%= config.bin %> list' },
    { description: 'All of the cluster, with the evidence', command: '<%= config.bin %> list -A -o wide' },
  ];

  static override flags = {
    ...scopeFlags,
    selector: Flags.string({
      char: 'l',
      summary: 'label selector, on the custom resource or any workload of an instance',
      helpValue: 'SELECTOR',
    }),
    ...outputFlags,
  };

  static override needs = { role: 'viewer', rights: listRights } as const;

  async run(): Promise<void> {
    const { flags } = await this.parse(List);
    const { report, scope } = await this.withCluster(flags, async (cluster) => {
      const where = this.scopeOf(flags, cluster);
      return { scope: where, report: await readList(cluster, { ...where, labelSelector: flags.selector }) };
    });
    await this.print(report, flags, { text: renderList, names: namesOf });
    if (report.instances.length === 0) this.note(nothingListed(scope.namespace), flags);
  }
}
