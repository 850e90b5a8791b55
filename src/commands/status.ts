import { Args, Flags } from '@oclif/core';
import { clock } from '../cli/clock.ts';
import { failOnFlag, scopeFlags, waitFlags } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { outputFlags, type OutputChoice } from '../cli/output.ts';
import { EXIT, JaegerError } from '../errors/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import {
  fails,
  followStatus,
  namesOf,
  readStatus,
  renderEvent,
  renderStatus,
  statusRights,
  waitForReady,
  type StatusEvent,
  type StatusRequest,
  type WaitEvent,
} from '../status/index.ts';

const VIEWS = { text: renderStatus, names: namesOf };

const tell = (event: StatusEvent | WaitEvent): void => void process.stderr.write(renderEvent(event));

export default class Status extends JaegerCommand {
  static override summary = 'Show Jaeger instances: health, Pods, Services, claims, jobs and ways in';

  static override examples = [
    { description: 'Every instance in the current namespace', command: '<%= config.bin %> status' },
    { description: 'One instance by name', command: '<%= config.bin %> status jaeger-production -n jaeger-production' },
    { description: 'All of the cluster, for a script', command: '<%= config.bin %> status -A -o json' },
    { description: 'Until it is ready', command: '<%= config.bin %> status jaeger-production --wait --timeout 10m' },
  ];

  static override args = {
    name: Args.string({ description: 'the instance; left out, every instance in scope', ignoreStdin: true }),
  };

  static override flags = {
    ...scopeFlags,
    watch: Flags.boolean({ char: 'w', summary: 'show it again after every change, until Ctrl-C' }),
    ...waitFlags,
    ...failOnFlag,
    ...outputFlags,
  };

  static override needs = { role: 'viewer', rights: statusRights } as const;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Status);
    if (flags.watch && flags.wait) throw new JaegerError('USAGE', '--watch has no end that --wait could wait for');
    await this.withCluster(flags, async (cluster) => {
      const request = { ...this.scopeOf(flags, cluster), ...args };
      if (flags.watch) return this.#watch(cluster, request, flags);
      const options = {
        signal: this.interruption,
        sleep: clock.sleep,
        now: clock.date,
        timeoutMs: flags.timeout,
        onEvent: tell,
      };
      const { report, failure } = flags.wait
        ? await waitForReady(cluster, request, options)
        : { report: await readStatus(cluster, request, clock.date()), failure: undefined };
      await this.print(report, flags, VIEWS);
      if (failure) throw failure;
      if (fails(report, flags['fail-on'])) this.exit(EXIT.failed);
    });
  }

  async #watch(cluster: Cluster, request: StatusRequest, choice: OutputChoice): Promise<void> {
    const signal = this.endsByInterruption();
    for await (const event of followStatus(cluster, request, { signal, sleep: clock.sleep, now: clock.date })) {
      if (event.type === 'report') await this.printNext(event.report, choice, VIEWS);
      tell(event);
    }
  }
}
