import type { Fate, KnownIndex } from '../../src/retention/fate.ts';
import { fatesOf, type FateFacts } from '../../src/retention/fates.ts';
import type {
  CleanerRun,
  CleanerSettings,
  JobRun,
  JobTimes,
  LookbackRun,
  RolloverRun,
} from '../../src/retention/runs.ts';

export const NOW = Date.parse('2026-11-23T21:10:00Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const TYPES = ['span', 'service', 'dependencies', 'sampling'];

export const time = (text: string): number => Date.parse(`${text}:00Z`);

export interface Shown extends Partial<Omit<KnownIndex, 'aliases'>> {
  /** With a `!` behind it, it says that it is the one to be written to; with a `?`, that it is not. */
  readonly as?: readonly string[];
}

export const index = (name: string, { as = [], ...more }: Shown = {}): KnownIndex => ({
  name,
  createdMs: time('2026-11-20T01:00'),
  isHidden: false,
  isOpen: true,
  shards: 1,
  replicas: 0,
  blocks: [],
  policy: undefined,
  rolloverAlias: undefined,
  ...more,
  aliases: as.map((alias) => ({
    name: alias.replace(/[!?]$/, ''),
    isWriteIndex: alias.endsWith('!') ? true : alias.endsWith('?') ? false : undefined,
  })),
});

export interface Told<Settings> {
  readonly job?: Partial<JobTimes>;
  readonly settings?: Partial<Settings>;
  readonly run?: Partial<Omit<JobRun, 'settings' | 'kind'>>;
}

const common = (name: string, schedule: string, { job, run }: Told<never>) => ({
  job: { namespace: 'n', name, schedule, isSuspended: false, ...job },
  version: '1.62.0',
  url: 'http://es:9200',
  hasCredentialsInUrl: false,
  ignoredPrefix: undefined,
  problem: undefined,
  ...run,
});

export const cleaner = (told: Told<CleanerSettings> = {}): CleanerRun => ({
  kind: 'cleaner',
  ...common('cleaner', '55 23 * * *', told as Told<never>),
  settings: {
    days: 7,
    prefix: '',
    separator: '-',
    isRollover: false,
    isArchive: false,
    cutoff: 'calendar',
    types: TYPES,
    ...told.settings,
  },
});

const families = { prefix: '', isArchive: false, skipsDependencies: false, hasSampling: false };
export const rollover = (told: Told<NonNullable<RolloverRun['settings']>> = {}): RolloverRun => ({
  kind: 'rollover',
  ...common('rollover', '0 0 * * *', told as Told<never>),
  settings: { ...families, conditions: { max_age: '2d' }, ...told.settings },
});
export const lookback = (told: Told<NonNullable<LookbackRun['settings']>> = {}): LookbackRun => ({
  kind: 'lookback',
  ...common('lookback', '0 0 * * *', told as Told<never>),
  settings: { ...families, unit: 'days', count: 2, ...told.settings },
});

export const unread = (run: JobRun, kind: 'unknown' | 'fails', text: string): JobRun => ({
  ...run,
  settings: undefined,
  problem: { kind, text },
});

export const world = (indices: readonly KnownIndex[], jobs: readonly JobRun[], more: Partial<FateFacts> = {}) =>
  fatesOf({ indices, jobs, policies: [], lifecycles: [], dataStreams: [], nowMs: NOW, ...more });

/** Of the first of them. */
export function fate(
  indices: readonly KnownIndex[] | KnownIndex,
  jobs: readonly JobRun[],
  more: Partial<FateFacts> = {},
): Fate | undefined {
  const all = [indices].flat();
  return world(all, jobs, more).get(all[0]?.name ?? '');
}

export const DAILY = index('jaeger-span-2026-11-20');
export const BY = { kind: 'cleaner', name: 'n/cleaner' } as const;
export const reasonOf = (found: Fate | undefined): string =>
  found?.kind === 'never' || found?.kind === 'unknown' || found?.kind === 'written'
    ? `${found.reason?.code}: ${found.reason?.text}`
    : JSON.stringify(found);
