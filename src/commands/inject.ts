import { Flags, type Interfaces } from '@oclif/core';
import { changeFlags, settleFlags } from '../cli/change-flags.ts';
import { changeWorkloads } from '../cli/change-workloads.ts';
import { clock } from '../cli/clock.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { targetPicker } from '../cli/pick-target.ts';
import { readInput } from '../cli/read-input.ts';
import { restartFlag, workloadArgs, workloadFlags } from '../cli/workload-flags.ts';
import {
  injectManifests,
  injectRights,
  parseInstance,
  parseWorkload,
  planInject,
  renderManifestResults,
  WAYS,
} from '../injection/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';

export default class Inject extends JaegerCommand {
  static override summary = 'Have workloads traced, and see that they are';

  static override description =
    'The instance is settled before anything is written, by the rules of its operator, and named by its name. What was there before is noted on the ' +
    'workload, so that uninject takes back exactly what was added. Then the command waits until what runs proves it: new Pods with the sidecar, Ready, and ' +
    'something ready at the address that it sends to. Many workloads are changed in stages, and a second run goes on. A Namespace asks its operator for all that is in it; what the operator changes then is proved alike.';

  static override examples = [
    { description: 'A Deployment, for the only instance', command: '<%= config.bin %> inject web -n shop' },
    {
      description: 'All of a namespace, without any operator',
      command: '<%= config.bin %> inject --all -n shop --instance tracing/prod --via sidecar --yes',
    },
    {
      description: 'All of a Namespace by the OpenTelemetry operator, those Pods too that run already',
      command: '<%= config.bin %> inject namespace/shop --via otel-operator --restart --yes',
    },
    { description: 'What would be written', command: '<%= config.bin %> inject web -n shop --dry-run=server -o yaml' },
  ];

  static override args = workloadArgs;

  static override flags = {
    ...workloadFlags,
    instance: Flags.string({ summary: 'where spans go', helpValue: '[NAMESPACE/]NAME' }),
    via: Flags.option({ options: WAYS })({
      summary: 'how; without it as the instance and the operators that answer suggest',
      helpValue: WAYS.join('|'),
    }),
    container: Flags.string({ summary: 'with --via env, this one alone', helpValue: 'NAME' }),
    restart: restartFlag,
    ...settleFlags,
    wait: Flags.boolean({ summary: 'wait until what runs proves it', default: true, allowNo: true }),
    ...changeFlags,
  };

  static override needs = { role: 'operator', rights: injectRights } as const;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Inject);
    const names = (args.workload ?? []).map(parseWorkload);
    if (flags.filename !== undefined) return this.#transform(flags.filename, flags);
    await this.withCluster(flags, async (cluster) => {
      const request = this.#request(cluster, names, flags);
      await changeWorkloads(cluster, () => planInject(cluster, request), flags, this.interruption);
    });
  }

  /** Without a cluster: from file to stdout. */
  async #transform(file: string, flags: Interfaces.InferredFlags<typeof Inject.flags>): Promise<void> {
    const namespace = flags.namespace || 'default';
    const instance = flags.instance === undefined ? undefined : parseInstance(flags.instance);
    const made = await injectManifests({
      text: await readInput(file),
      namespace,
      instance,
      via: flags.via,
      container: flags.container,
    });
    process.stderr.write(renderManifestResults(made));
    process.stdout.write(made.text);
  }

  #request(
    cluster: Cluster,
    names: readonly ReturnType<typeof parseWorkload>[],
    flags: Interfaces.InferredFlags<typeof Inject.flags>,
  ): Parameters<typeof planInject>[1] {
    return {
      choice: {
        namespace: flags.namespace || cluster.target.namespace,
        names,
        selector: flags.selector,
        all: flags.all,
      },
      instance: flags.instance === undefined ? undefined : parseInstance(flags.instance),
      pick: targetPicker(flags),
      via: flags.via,
      container: flags.container,
      fieldManager: flags['field-manager'],
      restartAt: flags.restart ? clock.date().toISOString() : undefined,
    };
  }
}
