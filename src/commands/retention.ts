import { Args, Flags } from '@oclif/core';
import { clock } from '../cli/clock.ts';
import { failOnFlag, namespaceFlag } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { outputFlags } from '../cli/output.ts';
import { picker } from '../cli/pick-instance.ts';
import { indexChoice, indexFlags, storeChoice, storeFlags } from '../cli/retention-flags.ts';
import { EXIT } from '../errors/index.ts';
import { failsBy } from '../jaeger/index.ts';
import { indexNames, readRetention, renderRetention, retentionRights } from '../retention/index.ts';

export default class Retention extends JaegerCommand {
  static override summary = 'Say what the span store keeps, what will be deleted and when, and when the disk fills';

  static override description =
    'Asks the Elasticsearch or OpenSearch of an instance, as whom and where the instance asks it, and changes nothing. For every index: what ' +
    "the index cleaner, rollover, lookback or a lifecycle policy will do with it, worked out from what the CronJobs really run and the rules of their image's version. " +
    'DOCS are those of Lucene: a span has several. Of other stores it says what they keep.';

  static override examples = [
    { description: 'The only instance in the namespace', command: '<%= config.bin %> retention' },
    {
      description: 'What would fourteen days cost?',
      command: '<%= config.bin %> retention jaeger-production -n jaeger-production --days 14',
    },
    {
      description: 'The names of what the cleaner deletes next, for a script',
      command: `<%= config.bin %> retention -o json | jq -r '.indices[] | select(.fate.state == "deleted") | .index'`,
    },
    {
      description: 'A store that this machine reaches by itself',
      command:
        '<%= config.bin %> retention prod --es-url https://es.example.com:9200 --es-secret tracing/es-reader --es-ca ca.pem',
    },
  ];

  static override args = {
    name: Args.string({ description: 'the instance; left out, the only one in the namespace', ignoreStdin: true }),
  };

  static override flags = {
    ...namespaceFlag,
    ...indexFlags,
    days: Flags.integer({
      summary: 'also say what keeping so many days would keep, delete and cost',
      helpValue: 'N',
      min: 0,
    }),
    ...storeFlags,
    ...failOnFlag,
    ...outputFlags,
  };

  static override needs = { role: 'operator', rights: retentionRights } as const;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Retention);
    await this.withCluster(flags, async (cluster) => {
      const scope = this.scopeOf(flags, cluster);
      const request = {
        ...scope,
        ...args,
        pick: picker(),
        store: await storeChoice(flags, scope.namespace ?? ''),
        indices: indexChoice(flags),
        days: flags.days,
      };
      const surroundings = {
        connectElasticsearch: await this.connectElasticsearch(flags.v),
        signal: this.interruption,
        nowMs: clock.date().getTime(),
      };
      const { report, failure } = await readRetention(cluster, request, surroundings);
      await this.print(report, flags, { text: renderRetention, names: indexNames });
      if (failure) throw failure;
      if (failsBy(report.findings, flags['fail-on'])) this.exit(EXIT.failed);
    });
  }
}
