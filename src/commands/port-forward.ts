import { Args, Flags } from '@oclif/core';
import {
  addressesOf,
  COMPONENTS,
  endpointOf,
  eventReport,
  parsePorts,
  portForwardRights,
  reach,
  renderEvent,
  renderReached,
  tunnelReport,
  type Reached,
  type TunnelEvent,
  type TunnelReport,
} from '../access/index.ts';
import { openBrowser } from '../cli/browser.ts';
import { durationFlag, namespaceFlag } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { picker } from '../cli/pick-instance.ts';
import { runBeside, splitCommand } from '../cli/run-beside.ts';
import { chooseInstance } from '../jaeger/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';

export default class PortForward extends JaegerCommand {
  static override summary = 'Open the query service, or another component, on this machine';

  static override description =
    'The local port stays, whatever becomes of the Pod, its node or the API server. Ctrl-C ends it, with 0. A command behind -- is run with the address in its environment, JAEGER_URL, and for --component otlp OTEL_EXPORTER_OTLP_ENDPOINT; its end is the end, with its exit code.';

  static override aliases = ['ui', 'dashboard'];

  static override examples = [
    { description: 'The pages of the only instance in the namespace', command: '<%= config.bin %> port-forward' },
    {
      description: 'Send spans from this machine',
      command: '<%= config.bin %> port-forward jaeger-production -n jaeger-production --component otlp',
    },
    {
      description: 'Ask the query API with a program of yours, which has the address in JAEGER_URL',
      command: `<%= config.bin %> port-forward -- sh -c 'curl -s $JAEGER_URL/api/services'`,
    },
  ];

  static override usage = 'port-forward [NAME] [flags] [-- COMMAND...]';

  static override args = {
    name: Args.string({ description: 'the instance; left out, the only one in the namespace', ignoreStdin: true }),
  };

  static override flags = {
    ...namespaceFlag,
    component: Flags.option({ options: COMPONENTS })({
      summary: 'what to reach',
      helpValue: COMPONENTS.join('|'),
      default: 'query',
    }),
    port: Flags.string({
      summary: "local port and the Pod's; 0 is any that is free; can be repeated",
      helpValue: 'LOCAL[:REMOTE]',
      multiple: true,
      multipleNonGreedy: true,
    }),
    address: Flags.string({ summary: 'address of this machine to listen on', helpValue: 'IP', default: '127.0.0.1' }),
    open: Flags.boolean({
      summary: 'open the page in a browser; left out, on a terminal that is not reached by SSH',
      allowNo: true,
    }),
    'no-browser': Flags.boolean({ summary: 'the same as --no-open', exclusive: ['open'] }),
    path: Flags.string({ summary: 'page to open, e.g. search?service=frontend', helpValue: 'PATH', default: '' }),
    'reconnect-timeout': durationFlag('how long to wait for a Ready Pod before giving up with 124', '60s'),
    output: Flags.option({ options: ['table', 'json'] as const })({
      char: 'o',
      summary: 'output format; json is one line, and one for each event',
      helpValue: 'table|json',
      default: 'table',
    }),
  };

  static override needs = { role: 'operator', rights: portForwardRights } as const;

  async run(): Promise<void> {
    const { own, command } = splitCommand(this.argv);
    const { args, flags } = await this.parse(PortForward, own);
    const over = new AbortController();
    const signal = AbortSignal.any([command.length > 0 ? this.interruption : this.endsByInterruption(), over.signal]);
    const tell = teller(flags.output === 'json', command.length > 0 ? process.stderr : process.stdout);
    await this.withCluster(flags, async (cluster: Cluster) => {
      const root = await chooseInstance(cluster, { ...this.scopeOf(flags, cluster), ...args, pick: picker() });
      const endpoint = await endpointOf(cluster, root, flags.component);
      const ports = parsePorts(flags.port ?? [], endpoint.ports);
      const options = { ports, address: flags.address, reconnectTimeoutMs: flags['reconnect-timeout'], signal };
      const reached = await reach(cluster, endpoint, { ...options, onEvent: tell.event });
      const { component, path } = flags;
      const { namespace, name: instance } = root;
      const report = tunnelReport(reached.listeners, { namespace, instance, component, path, query: endpoint.query });
      tell.reached(report, reached);
      if (command.length === 0) return this.#stay(report, reached, flags['no-browser'] ? false : flags.open);
      const ended = runBeside(command, addressesOf(report), signal);
      const code = await Promise.race([ended, reached.failed]).finally(() => over.abort());
      reached.close();
      this.exit(code);
    });
  }

  async #stay({ url }: TunnelReport, { failed }: Reached, isWanted: boolean | undefined): Promise<void> {
    if (url !== undefined) await show(url, isWanted);
    await failed;
  }
}

interface Teller {
  readonly event: (event: TunnelEvent) => void;
  readonly reached: (report: TunnelReport, reached: Reached) => void;
}

/** What is told: the URL and the ports first, on stdout unless that belongs to a command; events as they come. */
function teller(isJson: boolean, stream: NodeJS.WriteStream): Teller {
  let held: TunnelEvent[] | undefined = [];
  return {
    event: (event) => {
      if (!isJson) process.stderr.write(renderEvent(event));
      else if (held) held.push(event);
      else printLine(stream, eventReport(event));
    },
    reached: (report, reached) => {
      if (isJson) printLine(stream, report, ...(held ?? []).map(eventReport));
      else stream.write(renderReached(report));
      held = undefined;
      warn(reached);
    },
  };
}

function printLine(stream: NodeJS.WriteStream, ...documents: readonly object[]): void {
  stream.write(documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
}

/** What somebody would otherwise wonder about later. */
function warn({ listeners }: Reached): void {
  for (const { instead, local, address } of listeners) {
    if (instead !== undefined) process.stderr.write(`local port ${instead} is in use, using ${local}\n`);
    if (!/^(127\.|::1$|localhost$)/.test(address))
      process.stderr.write(`Warning: ${address} can be reached by others, and Jaeger asks nobody who they are\n`);
  }
}

async function show(url: NonNullable<TunnelReport['url']>, wanted: boolean | undefined): Promise<void> {
  const failure = await openBrowser(url, wanted);
  if (failure !== undefined) process.stderr.write(`no browser could be started (${failure}): open ${url}\n`);
}
