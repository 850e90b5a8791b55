import { flattenOptions, scheduleInWords, storageOf, strategyOf } from '../jaeger/index.ts';
import type { FieldChange } from '../plan/index.ts';
import type { Platform } from './changes.ts';
import { readable } from './combinations.ts';
import type { InstallOptions } from './options.ts';
import type { SettingName, SwitchName } from './settings.ts';
import { valueAt, type Tree } from './tree.ts';
import { asksForRollover } from './wishes.ts';

export interface Situation {
  readonly options: InstallOptions;
  /** What the resource will say. */
  readonly spec: Tree;
  /** None for a new one. */
  readonly changes: readonly FieldChange[];
  /** Undefined: without a cluster nobody knows. */
  readonly platform: Platform | undefined;
}

/** What somebody should know who asks for this, one line each: what else comes of it, what does nothing, when things happen. */
export const notesOf = (situation: Situation): readonly string[] => NOTES.flatMap((note) => note(situation) ?? []);

type Note = (situation: Situation) => string | undefined;

const isNamed = ({ options }: Situation, ...names: readonly (SettingName | SwitchName)[]): boolean => {
  const chosen: InstallOptions['settings'] & InstallOptions['switches'] = { ...options.settings, ...options.switches };
  return names.some((name) => chosen[name] !== undefined);
};

const optionsOf = (spec: Tree): ReadonlyMap<string, string> => flattenOptions(valueAt(spec, ['storage', 'options']));

const hasAliases = (spec: Tree): boolean => optionsOf(spec).get('es.use-aliases') === 'true';

const aliases: Note = ({ options, spec }) =>
  asksForRollover(options) && hasAliases(spec)
    ? 'es.use-aliases is set to true, too: without it the operator makes no rollover job'
    : undefined;

const idleRollover: Note = ({ spec }) => {
  const fields = ['conditions', 'readTTL', 'schedule'].map((field) => valueAt(spec, ['storage', 'esRollover', field]));
  const isAsked =
    storageOf(readable(spec)) === 'elasticsearch' && fields.some((value) => typeof value === 'string' && value !== '');
  return isAsked && !hasAliases(spec) && !isFilledIn(spec)
    ? 'esRollover does nothing: without storage.options.es.use-aliases=true the operator makes no rollover job'
    : undefined;
};

/** The operator fills in a schedule of its own where nobody has asked for rollover (jaeger-operator 1.65, normalizeRollover). */
const isFilledIn = (spec: Tree): boolean =>
  valueAt(spec, ['storage', 'esRollover', 'schedule']) === '0 0 * * *' &&
  ['conditions', 'readTTL'].every((field) => valueAt(spec, ['storage', 'esRollover', field]) === undefined);

const cleaner: Note = (situation) => {
  if (!isNamed(situation, 'retention-days', 'cleaner-schedule', 'cleaner')) return undefined;
  const field = (name: string): unknown => valueAt(situation.spec, ['storage', 'esIndexCleaner', name]);
  const [days, schedule] = [field('numberOfDays') ?? 7, field('schedule') ?? '55 23 * * *'];
  if (field('enabled') === false || typeof schedule !== 'string') return undefined;
  return `indices older than ${JSON.stringify(days)} days are deleted ${scheduleInWords(schedule)}`;
};

const rollover: Note = (situation) => {
  const schedule = valueAt(situation.spec, ['storage', 'esRollover', 'schedule']);
  if (!isNamed(situation, 'rollover-schedule') || typeof schedule !== 'string' || !hasAliases(situation.spec))
    return undefined;
  return `whether a new index is due is looked at ${scheduleInWords(schedule)}`;
};

const security: Note = ({ spec, platform }) =>
  platform === 'kubernetes' && valueAt(spec, ['ingress', 'security']) === 'oauth-proxy'
    ? 'ingress.security oauth-proxy is for OpenShift: here the operator sets none, and nobody is asked who they are'
    : undefined;

const dots: Note = ({ options, platform, changes }) =>
  platform !== 'kubernetes' && options.name.includes('.') && changes.length === 0
    ? 'with a dot in its name an instance does not come up on OpenShift, where volumes are named after it'
    : undefined;

const memory: Note = ({ spec, changes }) =>
  storageOf(readable(spec)) === 'memory' && changes.length === 0
    ? 'spans are kept in memory: they are gone with the Pod'
    : undefined;

const ordered: Note = (situation) => {
  const { spec, changes } = situation;
  const isOrdered = storageOf(readable(spec)) === 'elasticsearch' && !optionsOf(spec).has('es.server-urls');
  return isOrdered && changes.length === 0 && valueAt(spec, ['storage', 'elasticsearch', 'doNotProvision']) !== true
    ? "Elasticsearch is ordered from OpenShift's Elasticsearch operator; with another one, name what it runs with --es-url and --es-secret"
    : undefined;
};

const kafka: Note = ({ spec, changes }) => {
  const brokers = flattenOptions(valueAt(spec, ['collector', 'options'])).get('kafka.producer.brokers');
  return strategyOf(readable(spec)) === 'streaming' && brokers === undefined && changes.length === 0
    ? 'Kafka is ordered from the Strimzi operator, since no --kafka-brokers are named'
    : undefined;
};

/** Jaeger's images run as this user. */
const USER = 10001;

const badger: Note = (situation) =>
  isNamed(situation, 'badger-claim')
    ? `the claim must be there, and writable for user ${USER}; where it is not: --set allInOne.securityContext.fsGroup=${USER}`
    : undefined;

const upgrade: Note = ({ changes }) => {
  const images = changes.filter(({ path }) => path.at(-1) === 'image');
  const words = images.map(({ path, from, to }) => `${path.slice(1, -1).join('.')} ${textOf(from)} -> ${textOf(to)}`);
  return words.length === 0 ? undefined : `an upgrade: ${words.join(', ')}`;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : "the operator's own");

/** jaegertracing/jaeger#6321. */
const endOfLife: Note = () =>
  'Jaeger v1 and its operator have had no updates since 2025-12-31; what comes after them is Jaeger v2';

const NOTES: readonly Note[] = [
  endOfLife,
  upgrade,
  memory,
  ordered,
  kafka,
  badger,
  cleaner,
  aliases,
  rollover,
  idleRollover,
  security,
  dots,
];
