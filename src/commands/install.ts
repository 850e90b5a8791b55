import { Args, Flags, type Interfaces } from '@oclif/core';
import { printOutcomes } from '../cli/carry-out.ts';
import { changeInstance } from '../cli/change-instance.ts';
import { changeFlags, settleFlags } from '../cli/change-flags.ts';
import { clock } from '../cli/clock.ts';
import { completion } from '../cli/complete-draft.ts';
import { draftOptions, named } from '../cli/draft-options.ts';
import { flagsOf, namespaceFlag } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { ownName } from '../cli/program-name.ts';
import { settleInstance } from '../cli/settle-instance.ts';
import { EXIT, JaegerError } from '../errors/index.ts';
import {
  installRights,
  isFailed,
  preflight,
  preflightRights,
  renderInstalled,
  renderNotes,
  renderPreflight,
  SETTINGS,
  stepsToCreate,
  SWITCHES,
  type InstallOptions,
} from '../install/index.ts';
import { distinctRights } from '../jaeger/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import { statusRights } from '../status/index.ts';

const list = (summary: string, helpValue: string): Interfaces.OptionFlag<string[] | undefined> =>
  Flags.string({ summary: `${summary}; can be repeated`, helpValue, multiple: true, multipleNonGreedy: true });

const VIA = ['jaeger-operator'] as const;

/** To make one, and to see what comes of it. */
const RIGHTS = [...installRights, ...statusRights];

const tell = (text: string): void => void process.stderr.write(text);

export default class Install extends JaegerCommand {
  static override summary = 'Install an instance of Jaeger, or change one';

  static override description =
    'Writes a resource of the v1 operator that says what the flags name, and nothing else. Of an instance that is there only what ' +
    'the flags name changes; what is lost by it is told before, and needs the name of the instance. The plan is shown first, and at a terminal ' +
    'agreed to. Run again after an interruption, it goes on where it was. Without NAME, or with nothing else, questions are asked at a terminal, unless ' +
    '--yes is given; at the end the same is told in one line.';

  static override examples = [
    { description: 'By questions and answers', command: '<%= config.bin %> install' },
    { description: 'Everything in one process and in memory', command: '<%= config.bin %> install simplest --yes' },
    {
      description: 'Collector and query on an Elasticsearch that is there, spans kept for two weeks',
      command:
        '<%= config.bin %> install prod -n tracing --create-namespace --strategy production --storage elasticsearch --es-url https://es:9200 --es-secret es-user --retention-days 14',
    },
    {
      description: 'The manifest alone, without a cluster',
      command:
        "<%= config.bin %> install simplest --set 'storage.options.memory.max-traces=50000' --dry-run=client -o yaml",
    },
    {
      description: 'What a file would change',
      command: '<%= config.bin %> install prod -n tracing -f jaeger.yaml --diff',
    },
  ];

  static override args = {
    name: Args.string({ description: 'the instance; without it, asked for at a terminal', ignoreStdin: true }),
  };

  static override flags = {
    ...namespaceFlag,
    via: Flags.option({ options: VIA })({
      summary: 'by whom it is run; so far there is no other way',
      helpValue: VIA.join('|'),
      default: 'jaeger-operator',
    }),
    'create-namespace': Flags.boolean({ summary: 'make the namespace if there is none' }),
    filename: Flags.string({
      char: 'f',
      summary: 'Jaeger resource that the other flags go over; - is stdin',
      helpValue: 'FILE',
    }),
    ...flagsOf(SETTINGS, ({ summary, helpValue }) => Flags.string({ summary, helpValue })),
    ...flagsOf(SWITCHES, ({ summary }) => Flags.boolean({ summary, allowNo: true })),
    'ingress-host': list('host name of the Ingress', 'HOST'),
    image: list("image of a component; without one, the all-in-one's", '[COMPONENT=]IMAGE'),
    set: list('any field below spec; null takes it out', 'PATH=VALUE'),
    preflight: Flags.boolean({
      summary: 'only check whether it would come up; every installation does, without --no-preflight',
      allowNo: true,
    }),
    ...settleFlags,
    ...changeFlags,
  };

  static override needs = { role: 'admin', rights: distinctRights(...RIGHTS, ...preflightRights) } as const;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Install);
    refuseBesidePreflight(flags);
    const draft = await draftOptions(args.name, flags);
    if (flags['dry-run'] === 'client' && !flags.diff) return this.#printManifests(named(draft), flags);
    const signal = this.interruption;
    const { yes, timeout: timeoutMs } = flags;
    const complete = completion(draft, { yes, createNamespace: flags['create-namespace'], signal });
    await this.withCluster(flags, async (cluster) => {
      const { options: asked, createNamespace } = await complete(cluster);
      const options = { ...asked, namespace: asked.namespace ?? cluster.target.namespace };
      const fieldManager = flags['field-manager'];
      const request = { options, createNamespace, fieldManager, rights: RIGHTS, now: clock.date() };
      if (flags.preflight) return this.#check(cluster, request, flags);
      await changeInstance(cluster, request, flags, signal);
      if (flags.diff || flags['dry-run'] !== 'none' || !flags.wait) return;
      const { report, services } = await settleInstance(cluster, options, { timeoutMs, signal });
      for (const one of report.instances) tell(renderInstalled({ ...one, services }, ownName()));
    });
  }

  async #printManifests(options: InstallOptions, flags: Flagged): Promise<void> {
    const { steps, notes } = stepsToCreate(options, flags['create-namespace']);
    tell(renderNotes(notes));
    const outcomes = steps.map((step) => ({ step, verb: 'created', before: undefined, after: step.manifest }) as const);
    await printOutcomes(outcomes, flags);
  }

  async #check(cluster: Cluster, request: Parameters<typeof preflight>[1], flags: Flagged): Promise<void> {
    const report = await preflight(cluster, request, this.interruption);
    const output = flags.output === 'text' ? 'table' : flags.output;
    await this.print(report, { output, 'no-headers': false, color: flags.color }, { text: renderPreflight });
    if (isFailed(report)) this.exit(EXIT.failed);
  }
}

function refuseBesidePreflight({ preflight: isAsked, diff, 'dry-run': dryRun, output }: Flagged): void {
  const others = [diff && '--diff', dryRun !== 'none' && `--dry-run=${dryRun}`, output === 'name' && '-o name'];
  const other = others.find((one) => typeof one === 'string');
  if (isAsked && other !== undefined)
    throw new JaegerError('USAGE', `--preflight makes no plan and changes nothing: leave out ${other}`);
}

type Flagged = Interfaces.InferredFlags<typeof Install.flags>;
