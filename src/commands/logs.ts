import { Args, Flags } from '@oclif/core';
import { clock } from '../cli/clock.ts';
import { namespaceFlag, optionalDurationFlag } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { picker } from '../cli/pick-instance.ts';
import { colourAllowed, colourFlag, writeOut } from '../cli/output.ts';
import { followLogs, LOGGED_COMPONENTS, logRenderer, logRights, readLogs, renderLogEvent } from '../logs/index.ts';

export default class Logs extends JaegerCommand {
  static override summary = 'Print the logs of all Pods of an instance';

  static override description =
    'Every line begins with its Pod and container, init containers and sidecars among them; Pods of the cleaner and other Jobs ' +
    'are included, the span store is not. With -f the logs go on until Ctrl-C, which ends them with 0: new Pods join, those of ' +
    'before that have finished are left out, and connections that break are made again without losing or repeating lines. ' +
    'Control characters in what containers wrote are made visible, in a pipe as well, unless --raw is given. What cannot be read ' +
    'is told on stderr; when that is everything, the exit code is 1.';

  static override examples = [
    {
      description: 'All that the only instance in the namespace says, from now on',
      command: '<%= config.bin %> logs -f',
    },
    {
      description: 'Why the collector was restarted',
      command: '<%= config.bin %> logs jaeger-production -n jaeger-production --component collector --previous',
    },
    {
      description: 'The last hour for a script',
      command: '<%= config.bin %> logs --since 1h -o json | jq -r \'select(.message | test("error")) | .pod\'',
    },
  ];

  static override args = {
    name: Args.string({ description: 'the instance; left out, the only one in the namespace', ignoreStdin: true }),
  };

  static override flags = {
    ...namespaceFlag,
    component: Flags.option({ options: LOGGED_COMPONENTS })({
      summary: 'what to read; left out, all but the span store',
      helpValue: LOGGED_COMPONENTS.join('|'),
    }),
    container: Flags.string({ char: 'c', summary: 'read containers of this name alone', helpValue: 'NAME' }),
    follow: Flags.boolean({ char: 'f', summary: 'go on with what is written', exclusive: ['previous'] }),
    previous: Flags.boolean({ char: 'p', summary: 'read the run before the present one of each container' }),
    since: optionalDurationFlag('only lines that are no older than this, e.g. 10m'),
    tail: Flags.integer({
      summary: 'last lines of each container; left out or -1 all, but with -f and several containers 10',
      helpValue: 'LINES',
      min: -1,
    }),
    timestamps: Flags.boolean({ summary: 'begin lines with the time at which they were written, in UTC' }),
    prefix: Flags.boolean({ summary: 'begin lines with Pod and container', default: true, allowNo: true }),
    raw: Flags.boolean({ summary: 'print control characters as they are: they can drive a terminal' }),
    'max-log-requests': Flags.integer({
      summary: 'most logs to read at once; with -f, most containers to begin with',
      helpValue: 'NUMBER',
      min: 1,
      default: 50,
    }),
    output: Flags.option({ options: ['text', 'json'] as const })({
      char: 'o',
      summary: 'output format; json is one object for each line',
      helpValue: 'text|json',
      default: 'text',
    }),
    ...colourFlag,
  };

  static override needs = { role: 'viewer', rights: logRights } as const;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Logs);
    const { follow, previous, since: sinceMs, 'max-log-requests': most, component, container, tail } = flags;
    const render = logRenderer({ ...flags, json: flags.output === 'json', colour: colourAllowed(flags.color) });
    const sink = {
      line: (entry: Parameters<typeof render>[0]): Promise<void> => writeOut(render(entry)),
      tell: (event: Parameters<typeof renderLogEvent>[0]): void => void process.stderr.write(renderLogEvent(event)),
    };
    const signal = follow ? this.endsByInterruption() : undefined;
    await this.withCluster(flags, async (cluster) => {
      const chosen = { ...this.scopeOf(flags, cluster), ...args, pick: picker(), component, container };
      const request = { ...chosen, tail, sinceMs, most, previous };
      await (signal ? followLogs(cluster, request, { sink, clock, signal }) : readLogs(cluster, request, sink));
    });
  }
}
