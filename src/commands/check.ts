import { Args, Flags } from '@oclif/core';
import { clock } from '../cli/clock.ts';
import { namespaceFlag } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { documentFlags } from '../cli/output.ts';
import { EXIT, JaegerError } from '../errors/index.ts';
import {
  checkOptions,
  installRights,
  isFailed,
  preflight,
  preflightRights,
  renderPreflight,
  usualOptions,
} from '../install/index.ts';
import { statusRights } from '../status/index.ts';

/** Of an instance that nobody has named yet. */
const USUAL_NAME = 'jaeger';

export default class Check extends JaegerCommand {
  static override summary = 'Check whether an instance of Jaeger would come up here';

  static override description =
    'With --pre, before one is installed: the cluster, the operator, the rights, the namespace and its room, for an all-in-one in memory; ' +
    '`install NAME --preflight` does the same for what its flags name. Nothing is changed. Ends with 1 where a check fails.';

  static override examples = [
    { description: 'Before anything is installed', command: '<%= config.bin %> check --pre -n tracing' },
    {
      description: 'For one with another storage',
      command: '<%= config.bin %> install prod -n tracing --storage elasticsearch --es-url http://es:9200 --preflight',
    },
  ];

  static override args = {
    name: Args.string({ description: `the instance; ${USUAL_NAME} when left out`, ignoreStdin: true }),
  };

  static override flags = {
    pre: Flags.boolean({ summary: 'before an installation; so far there is no other check' }),
    ...namespaceFlag,
    ...documentFlags,
  };

  static override needs = { role: 'admin', rights: preflightRights } as const;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Check);
    if (!flags.pre)
      throw new JaegerError('USAGE', 'check is there with --pre alone, for what is to be installed', {
        hints: ['what is wrong with an instance that is there: kubectl jaeger status'],
      });
    const named = usualOptions(args.name ?? USUAL_NAME, flags.namespace);
    checkOptions(named);
    await this.withCluster(flags, async (cluster) => {
      const options = { ...named, namespace: flags.namespace || cluster.target.namespace };
      const rights = [...installRights, ...statusRights];
      const request = { options, createNamespace: false, rights, now: clock.date() };
      const report = await preflight(cluster, request, this.interruption);
      await this.print(report, flags, { text: renderPreflight });
      if (isFailed(report)) this.exit(EXIT.failed);
    });
  }
}
