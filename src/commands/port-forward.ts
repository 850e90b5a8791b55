import { Args, Flags } from '@oclif/core';
import {
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
import { chooseInstance } from '../jaeger/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';

export default class PortForward extends JaegerCommand {
  static override summary = 'Open the query service, or another component, on this machine';

  static override description =
    'The local port stays, whatever becomes of the Pod, its node or the API server. Ctrl-C ends it, with 0.';

  static override aliases = ['ui', 'dashboard'];

  static override examples = [
    { description: 'The pages of the only instance in the namespace', command: '<%= config.bin %> port-forward' },
    {
      description: 'Send spans from this machine',
      command: '<%= config.bin %> port-forward jaeger-production -n jaeger-production --component otlp',
    },
  ];

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
    const { args, flags } = await this.parse(PortForward);
    const signal = this.endsByInterruption();
    const isJson = flags.output === 'json';
    const toTell: TunnelEvent[] = [];
    let isReported = false;
    const tell = (event: TunnelEvent): void => {
      if (!isJson) process.stderr.write(renderEvent(event));
      else if (isReported) printLine(eventReport(event));
      else toTell.push(event);
    };
    await this.withCluster(flags, async (cluster: Cluster) => {
      const instance = await chooseInstance(cluster, { ...this.scopeOf(flags, cluster), ...args });
      const endpoint = await endpointOf(cluster, instance, flags.component);
      const ports = parsePorts(flags.port ?? [], endpoint.ports);
      const options = { ports, address: flags.address, reconnectTimeoutMs: flags['reconnect-timeout'], signal };
      const reached = await reach(cluster, endpoint, { ...options, onEvent: tell });
      const { namespace, name } = instance;
      const { component, path } = flags;
      const report = tunnelReport(reached.listeners, {
        namespace,
        instance: name,
        component,
        path,
        query: endpoint.query,
      });
      if (isJson) printLine(report, ...toTell.map(eventReport));
      else process.stdout.write(renderReached(report));
      isReported = true;
      warn(reached);
      if (report.url !== undefined) await show(report.url, flags.open);
      await reached.failed;
    });
  }
}

function printLine(...documents: readonly object[]): void {
  process.stdout.write(documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
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
