import { Args, Flags } from '@oclif/core';
import { carryOut, printRehearsal } from '../cli/carry-out.ts';
import { changeFlags, settleFlags } from '../cli/change-flags.ts';
import { clock } from '../cli/clock.ts';
import { namespaceFlag } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { isJaegerError } from '../errors/index.ts';
import {
  expectedOf,
  planUninstall,
  renderGoing,
  renderGone,
  settleUninstall,
  uninstallRights,
  type Uninstallation,
} from '../uninstall/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import type { Plan } from '../plan/index.ts';

const tell = (text: string): void => void process.stderr.write(text);

export default class Uninstall extends JaegerCommand {
  static override summary = 'Remove an instance of the jaeger-operator, and nothing that anybody else needs';

  static override description =
    'Its resource goes, with everything that it owns, and what nobody owns. Claims stay unless --delete-data is given. While anybody still sends to it, in whatever namespace, nothing is done without --force. Never touched are namespaces, span stores that it was only told of, and what another instance needs. There is no removal in all namespaces at once.';

  static override examples = [
    {
      description: 'What would go, and what would stay',
      command: '<%= config.bin %> uninstall prod -n tracing --dry-run=server',
    },
    { description: 'The instance, but not its claims', command: '<%= config.bin %> uninstall prod -n tracing --yes' },
    {
      description: 'The spans that it has kept, too',
      command: '<%= config.bin %> uninstall prod -n tracing --delete-data --yes --confirm prod',
    },
  ];

  static override args = { name: Args.string({ description: 'the instance', required: true, ignoreStdin: true }) };

  static override flags = {
    ...namespaceFlag,
    'delete-data': Flags.boolean({ summary: 'delete its spans as well: its claims, and a store that was made for it' }),
    force: Flags.boolean({ summary: 'even where somebody still sends to it, or something else may make it again' }),
    'ignore-not-found': Flags.boolean({ summary: 'end with 0 where there is no such instance' }),
    ...settleFlags,
    wait: Flags.boolean({ summary: 'wait until everything of it is gone', default: true, allowNo: true }),
    ...changeFlags,
  };

  static override needs = { role: 'admin', rights: uninstallRights } as const;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Uninstall);
    const { 'delete-data': deleteData, force, 'dry-run': dryRun } = flags;
    await this.withCluster(flags, async (cluster) => {
      const namespace = flags.namespace || cluster.target.namespace;
      let made: Uninstallation | undefined;
      const makePlan = async (): Promise<Plan> => {
        made = await planUninstall(cluster, { namespace, name: args.name, deleteData, force });
        return made.plan;
      };
      try {
        if (dryRun === 'client' && !flags.diff) {
          const plan = await makePlan();
          return await printRehearsal(plan, expectedOf(plan), flags);
        }
        await carryOut(cluster, makePlan, flags, { signal: this.interruption });
      } catch (error) {
        // Only the plan itself can miss the instance: later on a missing object is one that is gone, or a failure.
        if (made === undefined && flags['ignore-not-found'] && isJaegerError(error) && error.code === 'NOT_FOUND')
          return;
        throw error;
      }
      if (made !== undefined && dryRun === 'none' && !flags.diff && flags.wait)
        await this.#settle(cluster, made, flags.timeout);
    });
  }

  async #settle(cluster: Cluster, made: Uninstallation, timeoutMs: number): Promise<void> {
    const options = { signal: this.interruption, sleep: clock.sleep, timeoutMs };
    const failure = await settleUninstall(cluster, made, { ...options, onEvent: (event) => tell(renderGoing(event)) });
    if (failure) throw failure;
    tell(renderGone(made.plan.subject ?? '', made.plan.namespace));
  }
}
