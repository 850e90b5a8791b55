import type { KnownIndex, Reason, ReasonCode } from './fate.ts';
import { nameOf, type IndexName } from './index-names.ts';
import { reason } from './reasons.ts';
import type { CleanerRun, CleanerSettings } from './runs.ts';
import { joined, type Miss } from './simulate-cleaner.ts';

/** A cleaner that can be read. */
export interface ReadCleaner {
  readonly run: CleanerRun;
  readonly settings: CleanerSettings;
  /** `cronjobs/NAME`. */
  readonly job: string;
}

/** Which of a cleaner's rules an index that it leaves out does not meet. */
export function whyMissed(cleaner: ReadCleaner, index: KnownIndex, miss: Miss): Reason {
  const name = nameOf(index.name);
  if (!index.isOpen) return reason('closed');
  if (name?.form === 'alias-name') return reason('alias-named');
  if (name?.form === 'data-stream') return reason('data-stream');
  if (miss === 'write-alias') return reason('write-alias', writeAliasOf(index) ?? '');
  if (name === undefined) return reason('form', cleaner.job);
  return prefixReason(cleaner, name) ?? archiveReason(cleaner, name) ?? formReason(cleaner, name, index.isHidden);
}

/** Of the aliases that an index is written through, by their form alone. */
export const writeAliasOf = ({ aliases }: KnownIndex): string | undefined =>
  aliases.find(({ name }) => WRITE_ALIAS.test(name))?.name;

const WRITE_ALIAS = /jaeger-(?:span|service|dependencies|sampling|span-archive)-write$/;

function prefixReason({ run, settings, job }: ReadCleaner, { prefix }: IndexName): Reason | undefined {
  const looked = joined(settings.prefix);
  if (looked === prefix) return undefined;
  const isIgnored = run.ignoredPrefix !== undefined && joined(run.ignoredPrefix) === prefix;
  return reason(isIgnored ? 'ignored-prefix' : 'prefix', job, prefix, looked);
}

function archiveReason({ settings, job }: ReadCleaner, { type, form }: IndexName): Reason | undefined {
  if (type === 'archive' && form === 'archive') return reason('archive-index');
  if (type === 'archive' && !settings.isArchive) return reason('needs-archive-flag', job);
  return type !== 'archive' && settings.isArchive ? reason('archive-flag', job) : undefined;
}

function formReason({ settings, job }: ReadCleaner, name: IndexName, isHidden: boolean): Reason {
  const { type, form, separator = '' } = name;
  if (isHidden) return reason('hidden');
  const wantsGeneration = settings.isArchive || settings.isRollover;
  if (form === 'rollover' && !wantsGeneration) return reason('needs-rollover-flag', job);
  const isDated = form === 'daily' || form === 'hourly';
  if (isDated && wantsGeneration) return reason('rollover-flag', job);
  if (type !== 'archive' && !settings.types.includes(type)) return reason('type', job, type);
  if (isDated && separator !== settings.separator) return reason('separator', job, separator, settings.separator);
  return reason('form', job);
}

/** From what any cleaner says to what the one says that comes closest. */
const CLOSENESS: readonly ReasonCode[] = [
  'prefix',
  'ignored-prefix',
  'archive-flag',
  'needs-archive-flag',
  'form',
  'needs-rollover-flag',
  'rollover-flag',
  'separator',
  'type',
];

/** Of what several cleaners say, that of the one which comes closest. */
export const closest = (reasons: readonly Reason[]): Reason | undefined =>
  reasons.toSorted((a, b) => closeness(b) - closeness(a))[0];

const closeness = ({ code }: Reason): number => {
  const place = CLOSENESS.indexOf(code);
  return place === -1 ? CLOSENESS.length : place;
};
