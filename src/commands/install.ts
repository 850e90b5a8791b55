import { Args, Flags, type Interfaces } from '@oclif/core';
import { asker } from '../cli/asker.ts';
import { carryOut, printOutcomes } from '../cli/carry-out.ts';
import { changeFlags, settleFlags } from '../cli/change-flags.ts';
import { clock } from '../cli/clock.ts';
import { flagsOf, namespaceFlag } from '../cli/flags.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';
import { ownCommand, ownName } from '../cli/program-name.ts';
import { readInput } from '../cli/read-input.ts';
import { settleInstance } from '../cli/settle-instance.ts';
import { EXIT, isJaegerError, JaegerError } from '../errors/index.ts';
import {
  argvOf,
  beyond,
  checkOptions,
  completeOptions,
  hasReacted,
  installRights,
  isFailed,
  isOpen,
  madeFor,
  planChecked,
  planInstall,
  preflight,
  preflightRights,
  readManifest,
  renderInstalled,
  renderNotes,
  renderPreflight,
  renderSummary,
  renderWelcome,
  SETTINGS,
  stepsToCreate,
  SWITCHES,
  type Completed,
  type Draft,
  type InstallOptions,
} from '../install/index.ts';
import { distinctRights } from '../jaeger/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import { statusRights } from '../status/index.ts';

const list = (summary: string, helpValue: string): Interfaces.OptionFlag<string[] | undefined> =>
  Flags.string({ summary: `${summary}; can be repeated`, helpValue, multiple: true, multipleNonGreedy: true });

/** In this time the operator has done what a changed resource says, unless it is busy with another one (jaeger-operator 1.65). */
const REACTION_MS = 10_000;

/** To make one, and to see what comes of it. */
const RIGHTS = [...installRights, ...statusRights];

const NO_REACTION =
  "nothing of the instance has changed: the operator has nothing to change, or is busy with another instance, or is gone; see the operator's log, and status -A";

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
    const draft = await this.#draft(args.name, flags);
    if (flags['dry-run'] === 'client' && !flags.diff) return this.#printManifests(named(draft), flags);
    const complete = this.#completion(draft, flags);
    await this.withCluster(flags, async (cluster) => {
      const { options, createNamespace } = await complete(cluster);
      const instance = { namespace: options.namespace ?? cluster.target.namespace, name: options.name };
      const asked = { ...flags, 'create-namespace': createNamespace };
      if (flags.preflight) return this.#check(cluster, { ...options, ...instance }, asked);
      await this.#change(cluster, { ...options, ...instance }, asked);
      if (flags.diff || flags['dry-run'] !== 'none' || !flags.wait) return;
      const choice = { timeoutMs: flags.timeout, signal: this.interruption };
      const { report, services } = await settleInstance(cluster, instance, choice);
      for (const one of report.instances) tell(renderInstalled({ ...one, services }, ownName()));
    });
  }

  async #printManifests(options: InstallOptions, flags: Flagged): Promise<void> {
    const { steps, notes } = stepsToCreate(options, flags['create-namespace']);
    tell(renderNotes(notes));
    const outcomes = steps.map((step) => ({ step, verb: 'created', before: undefined, after: step.manifest }) as const);
    await printOutcomes(outcomes, flags);
  }

  async #change(cluster: Cluster, options: Placed, flags: Flagged): Promise<void> {
    const request = { ...requestOf(options, flags), fieldManager: flags['field-manager'] };
    const makePlan = (flags.preflight ?? true) ? planChecked : planInstall;
    const signal = this.interruption;
    let before: Awaited<ReturnType<typeof madeFor>> | undefined;
    const beforeApply = async (): Promise<void> => {
      if (flags.wait) before = await madeFor(cluster, options, signal);
    };
    const outcomes = await carryOut(cluster, () => makePlan(cluster, request, signal), flags, {
      signal,
      beforeApply,
    }).catch((error: unknown) => {
      throw withNamespaceHint(error, options.namespace);
    });
    if (before === undefined || !outcomes.some(({ verb }) => verb === 'configured')) return;
    const patience = { sleep: clock.sleep, milliseconds: REACTION_MS, signal };
    if (!(await hasReacted(cluster, options, before, patience))) tell(`Warning: ${NO_REACTION}\n`);
  }

  async #check(cluster: Cluster, options: Placed, flags: Flagged): Promise<void> {
    const report = await preflight(cluster, requestOf(options, flags), this.interruption);
    const output = flags.output === 'text' ? 'table' : flags.output;
    await this.print(report, { output, 'no-headers': false, color: flags.color }, { text: renderPreflight });
    if (isFailed(report)) this.exit(EXIT.failed);
  }

  /** What flags leave open is asked for at a terminal, and then told in one line. Throws USAGE where it cannot be. */
  #completion(draft: Draft, flags: Flagged): (cluster: Cluster) => Promise<Omit<Completed, 'isThere'>> {
    const createNamespace = flags['create-namespace'];
    const ask = flags.yes || !isOpen(draft) ? undefined : asker();
    if (ask === undefined) {
      const options = named(draft);
      return () => Promise.resolve({ options, createNamespace });
    }
    return async (cluster) => {
      const { target } = cluster;
      tell(renderWelcome(target));
      const made = await completeOptions(cluster, draft, { ask, signal: this.interruption });
      const completed = { ...made, createNamespace: made.createNamespace || createNamespace };
      const more = { ...beyond(made.options, draft), createNamespace: made.createNamespace && !createNamespace };
      tell(renderSummary({ ...completed, target, command: ownCommand(argvOf(more)) }));
      return completed;
    };
  }

  async #draft(name: string | undefined, flags: Flagged): Promise<Draft> {
    const base = flags.filename === undefined ? undefined : await readBase(flags.filename, name);
    const own = name ?? base?.metadata.name;
    const inFile = base?.metadata.namespace;
    if (flags.namespace && inFile !== undefined && inFile !== flags.namespace)
      throw new JaegerError('USAGE', `--namespace ${flags.namespace}: the file says ${inFile}`);
    const { 'ingress-host': ingressHosts = [], image: images = [], set = [] } = flags;
    const namespace = flags.namespace || inFile;
    const draft = { name: own, namespace, base, settings: flags, switches: flags, ingressHosts, images, set };
    checkOptions({ ...draft, name: own ?? 'jaeger' });
    return draft;
  }
}

function named({ name, ...choices }: Draft): InstallOptions {
  if (name === undefined) throw new JaegerError('USAGE', 'the instance needs a name: install NAME');
  return { ...choices, name };
}

async function readBase(file: string, name: string | undefined): Promise<InstallOptions['base']> {
  const { manifest, others } = await readManifest(await readInput(file), name);
  if (others.length > 0) tell(`left out of ${file}: ${others.join(', ')}\n`);
  return manifest;
}

/** Of what is not there when something is to be made, it is the namespace. */
const withNamespaceHint = (error: unknown, namespace: string): unknown =>
  isJaegerError(error) && error.code === 'NOT_FOUND'
    ? new JaegerError(error.code, error.message, {
        prefix: error.prefix,
        hints: [...error.hints, `--create-namespace makes the namespace ${namespace}`],
        cause: error,
      })
    : error;

type Placed = InstallOptions & { readonly namespace: string };

const requestOf = (options: Placed, flags: Flagged): Parameters<typeof preflight>[1] => ({
  options,
  createNamespace: flags['create-namespace'],
  rights: RIGHTS,
  now: clock.date(),
});

function refuseBesidePreflight({ preflight: isAsked, diff, 'dry-run': dryRun, output }: Flagged): void {
  const others = [diff && '--diff', dryRun !== 'none' && `--dry-run=${dryRun}`, output === 'name' && '-o name'];
  const other = others.find((one) => typeof one === 'string');
  if (isAsked && other !== undefined)
    throw new JaegerError('USAGE', `--preflight makes no plan and changes nothing: leave out ${other}`);
}

type Flagged = Interfaces.InferredFlags<typeof Install.flags>;
