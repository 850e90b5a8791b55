import { Flags, type Interfaces } from '@oclif/core';
import { changeFlags, settleFlags } from '../cli/change-flags.ts';
import { changeWorkloads } from '../cli/change-workloads.ts';
import { clock } from '../cli/clock.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { readInput } from '../cli/read-input.ts';
import { restartFlag, workloadArgs, workloadFlags } from '../cli/workload-flags.ts';
import {
  uninjectManifests,
  uninjectRights,
  parseWorkload,
  planUninject,
  renderManifestResults,
} from '../injection/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';

export default class Uninject extends JaegerCommand {
  static override summary = 'Have workloads traced no more, and as they were before';

  static override description =
    'Takes back what injection has written, and nothing else: what this program has noted on the workload, or what has the very values that an operator ' +
    'computes. Needs no operator. An agent that somebody has put there by hand stays. Where the Namespace asks for injection the workload gets "false", which was not there before.';

  static override examples = [
    { description: 'A Deployment', command: '<%= config.bin %> uninject web -n shop' },
    { description: 'All that a Namespace has brought', command: '<%= config.bin %> uninject namespace/shop --yes' },
    {
      description: 'Agents that are left of instances which are gone',
      command: '<%= config.bin %> uninject --orphans -n shop --yes',
    },
  ];

  static override args = workloadArgs;

  static override flags = {
    ...workloadFlags,
    orphans: Flags.boolean({ summary: 'those whose instance is gone' }),
    restart: restartFlag,
    ...settleFlags,
    wait: Flags.boolean({ summary: 'wait until what runs proves it', default: true, allowNo: true }),
    ...changeFlags,
  };

  static override needs = { role: 'operator', rights: uninjectRights } as const;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Uninject);
    const names = (args.workload ?? []).map(parseWorkload);
    if (flags.filename !== undefined) return this.#transform(flags.filename, flags);
    await this.withCluster(flags, async (cluster) => {
      const request = this.#request(cluster, names, flags);
      await changeWorkloads(cluster, () => planUninject(cluster, request), flags, this.interruption);
    });
  }

  /** Without a cluster: from file to stdout. */
  async #transform(file: string, flags: Interfaces.InferredFlags<typeof Uninject.flags>): Promise<void> {
    const namespace = flags.namespace || 'default';
    const made = await uninjectManifests({ text: await readInput(file), namespace });
    process.stderr.write(renderManifestResults(made));
    process.stdout.write(made.text);
  }

  #request(
    cluster: Cluster,
    names: readonly ReturnType<typeof parseWorkload>[],
    flags: Interfaces.InferredFlags<typeof Uninject.flags>,
  ): Parameters<typeof planUninject>[1] {
    return {
      choice: {
        namespace: flags.namespace || cluster.target.namespace,
        names,
        selector: flags.selector,
        all: flags.all,
      },
      orphans: flags.orphans,
      fieldManager: flags['field-manager'],
      restartAt: flags.restart ? clock.date().toISOString() : undefined,
    };
  }
}
