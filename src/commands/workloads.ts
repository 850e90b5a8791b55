import { Flags } from '@oclif/core';
import { scopeFlags } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { outputFlags } from '../cli/output.ts';
import { readWorkloads, renderWorkloads, workloadNames, workloadsRights } from '../injection/index.ts';
import { nothingListed } from '../status/index.ts';

export default class Workloads extends JaegerCommand {
  static override summary = 'Tell which workloads are traced, and why the others are not';

  static override description =
    'Deployments, StatefulSets, DaemonSets and Rollouts, by what runs: sidecars, instrumentation and addresses that lead to the Services of an instance. ' +
    "Jaeger's own workloads and the cluster's are left out of the count; -o wide shows them as well.";

  static override examples = [
    { description: 'Those of the current namespace', command: '<%= config.bin %> workloads' },
    {
      description: 'Those of the cluster that are not traced',
      command: '<%= config.bin %> workloads -A -o json | jq \'.workloads[] | select(.traced != "yes")\'',
    },
  ];

  static override flags = {
    ...scopeFlags,
    selector: Flags.string({ char: 'l', summary: 'label selector, on workloads', helpValue: 'SELECTOR' }),
    ...outputFlags,
  };

  static override needs = { role: 'viewer', rights: workloadsRights } as const;

  async run(): Promise<void> {
    const { flags } = await this.parse(Workloads);
    const { report, scope } = await this.withCluster(flags, async (cluster) => {
      const where = this.scopeOf(flags, cluster);
      return { scope: where, report: await readWorkloads(cluster, { ...where, labelSelector: flags.selector }) };
    });
    await this.print(report, flags, { text: renderWorkloads, names: workloadNames });
    if (report.workloads.length === 0) this.note(nothingListed(scope.namespace), flags);
  }
}
