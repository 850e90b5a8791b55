import { storeSetting, type ComponentWorkload, type InstanceRoot, type StoreSettingName } from '../jaeger/index.ts';
import type { LifecyclePolicy } from '../elasticsearch/ports.ts';
import { DAY_MS } from './day-rates.ts';
import type { SettingRow } from './report.ts';
import type { JobRun } from './runs.ts';
import { isSearched } from './searched.ts';
import { joined } from './simulate-cleaner.ts';

interface Place {
  readonly where: string;
  readonly value: string | undefined;
  readonly isDefault: boolean;
  /** What the value comes to there: the same text has not the same effect everywhere. */
  readonly effect: string | undefined;
}

/** Workloads that read or write the indices. */
const storeUsers = ({ workloads }: Pick<InstanceRoot, 'workloads'>): readonly ComponentWorkload[] =>
  workloads.filter(({ storage }) => isSearched(storage.type));

/** Settings that stand in several places and must come to the same, side by side. Those that nobody sets are left out. */
export function settingRows(
  root: InstanceRoot,
  runs: readonly JobRun[],
  policies: readonly LifecyclePolicy[],
): readonly SettingRow[] {
  const users = storeUsers(root);
  const kinds: readonly (readonly [setting: string, places: readonly Place[]])[] = [
    ['index prefix', [...ofWorkloads(users, PREFIX), ...ofRuns(runs, ({ settings }) => settings?.prefix, joined)]],
    ['date separator', [...ofWorkloads(users, SEPARATOR), ...separators(runs)]],
    ['aliases', [...ofWorkloads(users, ALIASES), ...aliasesOfRuns(runs)]],
    ['max span age', ofWorkloads(users, MAX_SPAN_AGE)],
    ['days kept', daysKept(root, runs, policies)],
  ];
  return kinds.flatMap(([setting, places]) => {
    if (places.every(({ isDefault }) => isDefault)) return [];
    const known = places.filter(({ effect }) => effect !== undefined);
    const agree = new Set(known.map(({ effect }) => effect)).size < 2;
    return [{ setting, agree, places: places.map(({ where, value, isDefault }) => ({ where, value, isDefault })) }];
  });
}

interface StoreSetting {
  readonly name: StoreSettingName;
  readonly usual: string;
  readonly effect: (value: string) => string;
}

/** The server adds a dash unless there is one (Jaeger 1.60 and later). */
const PREFIX: StoreSetting = {
  name: { v1: 'es.index-prefix', v2: 'indices.index_prefix' },
  usual: '',
  effect: (prefix) => (prefix === '' || prefix.endsWith('-') ? prefix : `${prefix}-`),
};
/** v2 has a layout of Go's instead: `2006.01.02`. */
const SEPARATOR: StoreSetting = {
  name: { v1: 'es.index-date-separator', v2: 'indices.spans.date_layout' },
  usual: '-',
  effect: (text) => /^2006(.*?)01/.exec(text)?.[1] ?? text,
};

const ALIASES: StoreSetting = {
  name: { v1: 'es.use-aliases', v2: 'use_aliases' },
  usual: 'false',
  effect: (text) => text.toLowerCase(),
};

const MAX_SPAN_AGE: StoreSetting = {
  name: { v1: 'es.max-span-age', v2: 'max_span_age' },
  usual: '72h',
  effect: (text) => text.replace(/(\D)0s$/, '$1').replace(/(\D)0m$/, '$1'),
};

/** How an instance writes its indices. */
export interface Writer {
  /** With its dash; undefined when nobody is left to tell. */
  readonly prefix: string | undefined;
  readonly usesAliases: boolean;
}

export function writerOf(root: InstanceRoot): Writer {
  const users = storeUsers(root);
  const [prefix] = ofWorkloads(users, PREFIX);
  return { prefix: prefix?.effect, usesAliases: ofWorkloads(users, ALIASES).some(({ effect }) => effect === 'true') };
}

const ofWorkloads = (users: readonly ComponentWorkload[], { name, usual, effect }: StoreSetting): readonly Place[] =>
  users.map((user) => {
    const value = storeSetting(user, name);
    const where = `${user.component} (${user.object.resource}/${user.object.metadata.name})`;
    return { where, value: value ?? usual, isDefault: value === undefined, effect: effect(value ?? usual) };
  });

const ofRuns = (
  runs: readonly JobRun[],
  read: (run: JobRun) => string | undefined,
  effect: (value: string) => string,
): readonly Place[] =>
  runs.map((run) => {
    const value = read(run);
    return {
      where: jobText(run),
      value,
      isDefault: value === '',
      effect: value === undefined ? undefined : effect(value),
    };
  });

const jobText = ({ kind, job }: JobRun): string => `${kind} (cronjobs/${job.name})`;

const separators = (runs: readonly JobRun[]): readonly Place[] =>
  runs.flatMap((run) => {
    if (run.kind !== 'cleaner' || run.settings?.isRollover === true || run.settings?.isArchive === true) return [];
    const value = run.settings?.separator;
    return { where: jobText(run), value, isDefault: value === '-', effect: value };
  });

/** The cleaner's flag says which kind of names it takes; rollover itself is about aliases alone. */
const aliasesOfRuns = (runs: readonly JobRun[]): readonly Place[] =>
  runs.flatMap((run) => {
    if (run.settings?.isArchive === true) return [];
    if (run.kind !== 'cleaner') return { where: jobText(run), value: 'true', isDefault: false, effect: 'true' };
    const value = run.settings === undefined ? undefined : String(run.settings.isRollover);
    return { where: jobText(run), value, isDefault: value === 'false', effect: value };
  });

const place = (where: string, days: number | string | undefined): Place => {
  const value = days === undefined ? undefined : String(days);
  return { where, value, isDefault: false, effect: value };
};

function daysKept(
  { jaeger }: InstanceRoot,
  runs: readonly JobRun[],
  policies: readonly LifecyclePolicy[],
): readonly Place[] {
  const told = numberText(jaeger?.spec?.storage?.esIndexCleaner?.numberOfDays);
  return [
    ...(told === '' ? [] : [place(`jaegers/${jaeger?.metadata.name} (esIndexCleaner.numberOfDays)`, told)]),
    ...runs.flatMap((run) => (run.kind === 'cleaner' ? place(jobText(run), run.settings?.days) : [])),
    ...policies.flatMap(({ name, kind, deleteAfterMs }) =>
      deleteAfterMs === undefined
        ? []
        : place(`${kind.toUpperCase()} policy ${name}`, Math.round((deleteAfterMs / DAY_MS) * 100) / 100),
    ),
  ];
}

const numberText = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
