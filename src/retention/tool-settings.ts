import { cleanerExpression } from './simulate-cleaner.ts';
import type { Environment } from './job-environment.ts';
import type { CleanerRun, LookbackRun, RolloverRun, RolloverSettings, RunProblem } from './runs.ts';
import {
  CLEANER_FLAGS,
  parseArguments,
  ROLLOVER_FLAGS,
  settingReader,
  type Arguments,
  type SettingReader,
} from './tool-flags.ts';
import { readUrl } from './tool-url.ts';
import { cutoffRule, knownTypes, type ToolVersion } from './tool-version.ts';

export interface Told {
  /** What follows the program's name. */
  readonly words: readonly string[];
  readonly environment: Environment;
  readonly version: ToolVersion | undefined;
}

type Common = 'kind' | 'job' | 'version' | 'ignoredPrefix';
type ReadCleaner = Omit<CleanerRun, Common>;
type ReadRollover =
  ({ kind: 'rollover' } & Omit<RolloverRun, Common>) | ({ kind: 'lookback' } & Omit<LookbackRun, Common>);

const fails = (text: string): RunProblem => ({ kind: 'fails', text });
const nothingRead = { url: undefined, hasCredentialsInUrl: false, settings: undefined };

/** `es-index-cleaner NUM_OF_DAYS URL` (1.26 and later). */
export function readCleaner({ words, environment, version }: Told): ReadCleaner {
  const { flags, positionals, fault } = parseArguments(words, CLEANER_FLAGS);
  const [daysText = '', urlText = ''] = positionals;
  const cutoff = cutoffRule(version, flags.get('feature-gates'));
  const early = fault ?? (positionals.length === 2 ? undefined : 'it wants a number of days and one URL');
  if (early !== undefined) return { ...nothingRead, problem: fails(early) };
  const { problem: urlProblem, ...url } = readUrl(urlText);
  const days = /^[+-]?\d{1,15}$/.test(daysText) ? Number(daysText) : undefined;
  if (days === undefined) return { ...url, settings: undefined, problem: fails(`${daysText} is no number of days`) };
  if ('fault' in cutoff) return { ...url, settings: undefined, problem: fails(cutoff.fault) };
  const reader = settingReader(flags, environment);
  const isRollover = reader.bool('rollover');
  const settings = {
    days,
    prefix: reader.text('index-prefix', ''),
    separator: reader.text('index-date-separator', '-'),
    isRollover,
    isArchive: reader.bool('archive'),
    cutoff: cutoff.rule,
    types: knownTypes(version, isRollover),
  };
  const tls = tlsProblem(reader);
  const unread = unreadProblem(reader);
  if (unread !== undefined) return { ...url, settings: undefined, problem: unread };
  return { ...url, settings, problem: urlProblem ?? tls ?? prefixProblem(settings.prefix) ?? patternProblem(settings) };
}

/** `es-rollover rollover URL` and `es-rollover lookback URL` (1.27 and later); undefined for `init`. */
export function readRollover({ words, environment }: Told): ReadRollover | undefined {
  const { flags, positionals, fault } = parseArguments(words, ROLLOVER_FLAGS);
  const [action, urlText = ''] = positionals;
  if (action === 'init') return undefined;
  const kind = action === 'lookback' ? 'lookback' : 'rollover';
  const early = fault ?? actionFault(action, positionals);
  if (early !== undefined) return { kind, ...nothingRead, problem: fails(early) };
  const { problem: urlProblem, ...url } = readUrl(urlText);
  const reader = settingReader(flags, environment);
  const families = readFamilies(reader);
  const own = kind === 'lookback' ? readLookback(reader) : readConditions(reader);
  const tls = tlsProblem(reader);
  const unread = unreadProblem(reader);
  if (unread !== undefined) return { kind, ...url, settings: undefined, problem: unread };
  if ('fault' in own) return { kind, ...url, settings: undefined, problem: fails(own.fault) };
  const problem = urlProblem ?? tls ?? prefixProblem(families.prefix);
  if ('unit' in own) return { kind: 'lookback', ...url, settings: { ...families, ...own }, problem };
  return { kind: 'rollover', ...url, settings: { ...families, ...own }, problem };
}

function actionFault(action: string | undefined, positionals: Arguments['positionals']): string | undefined {
  if (action !== 'rollover' && action !== 'lookback') return `it has no action ${action ?? 'without a name'}`;
  return positionals.length === 2 ? undefined : 'it wants one URL';
}

const readFamilies = (reader: SettingReader): Omit<RolloverSettings, 'conditions'> => ({
  prefix: reader.text('index-prefix', ''),
  isArchive: reader.bool('archive'),
  skipsDependencies: reader.bool('skip-dependencies'),
  hasSampling: reader.bool('adaptive-sampling'),
});

const readLookback = (reader: SettingReader): { unit: string; count: number } => ({
  unit: reader.text('unit', 'days'),
  count: reader.integer('unit-count', 1),
});

function readConditions(reader: SettingReader): Pick<RolloverSettings, 'conditions'> | { fault: string } {
  const text = reader.text('conditions', '{"max_age": "2d"}');
  const conditions = text === '' ? {} : parsedObject(text);
  return conditions === undefined ? { fault: 'its conditions are no JSON object' } : { conditions };
}

/** `null` is one without members, as in Go. */
function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function unreadProblem({ unknown }: SettingReader): RunProblem | undefined {
  const [first] = unknown;
  return first && { kind: 'unknown', text: `--${first.flag} may come from ${first.from}, which could not be read` };
}

const TLS_TEXTS = ['es.tls.ca', 'es.tls.cert', 'es.tls.key', 'es.tls.server-name'];

function tlsProblem(reader: SettingReader): RunProblem | undefined {
  const isSet = TLS_TEXTS.some((flag) => reader.text(flag, '') !== '') || reader.bool('es.tls.skip-host-verify');
  const isEnabled = reader.bool('es.tls.enabled');
  return isSet && !isEnabled ? fails('it has settings of TLS while TLS is not enabled') : undefined;
}

/** What a prefix breaks of the request `GET /PREFIX-jaeger-*`. */
function prefixProblem(prefix: string): RunProblem | undefined {
  if (prefix.includes(',')) return fails('a list is no prefix: the store answers 404');
  return /[?#%/]/.test(prefix) ? fails('the prefix cannot stand in a URL') : undefined;
}

function patternProblem(settings: NonNullable<CleanerRun['settings']>): RunProblem | undefined {
  const expression = cleanerExpression(settings);
  if (expression === 'refused') return fails('prefix and separator make no regular expression, on which it crashes');
  return expression === 'untold'
    ? { kind: 'unknown', text: 'prefix or separator are a regular expression that is not worked out here' }
    : undefined;
}
