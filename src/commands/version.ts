import { Flags } from '@oclif/core';
import { scopeFlags } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { documentFlags } from '../cli/output.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import { clientVersion, readVersion, renderVersion, versionRights, type VersionReport } from '../status/index.ts';

export default class Version extends JaegerCommand {
  static override summary = 'Show the versions of this program, the API server, the operator and Jaeger';

  static override examples = [
    { description: 'Of everything in the current namespace', command: '<%= config.bin %> version' },
    { description: 'Of this program alone, without any cluster', command: '<%= config.bin %> version --client' },
  ];

  static override flags = {
    client: Flags.boolean({ summary: 'this program alone; needs neither a cluster nor a kubeconfig' }),
    ...scopeFlags,
    ...documentFlags,
  };

  static override needs = { role: 'viewer', rights: versionRights } as const;

  async run(): Promise<void> {
    const { flags } = await this.parse(Version);
    const client = { version: this.config.version, platform: `${process.platform}/${process.arch}` };
    const views = { text: renderVersion };
    if (flags.client) return this.print(clientVersion(client), flags, views);
    try {
      const read = (cluster: Cluster): Promise<VersionReport> =>
        readVersion(cluster, client, this.scopeOf(flags, cluster));
      await this.print(await this.withCluster(flags, read), flags, views);
    } catch (error) {
      // As kubectl: whoever asks because something does not work learns at least with what.
      await this.print(clientVersion(client), flags, views);
      throw error;
    }
  }
}
