import { type Finding, type InstanceRoot } from '../../jaeger/index.ts';
import type { Forecast } from '../forecast.ts';
import type { JaegerIndex } from '../jaeger-index.ts';
import type { StoreSnapshot } from '../read-store.ts';
import type { RetentionJob, SettingRow } from '../report.ts';
import type { JobRun } from '../runs.ts';

/** All that a rule looks at. */
export interface RetentionSubject {
  readonly root: InstanceRoot;
  readonly runs: readonly JobRun[];
  readonly jobs: readonly RetentionJob[];
  readonly settings: readonly SettingRow[];
  readonly store: StoreSnapshot;
  /** Every index that is Jaeger's by its name. */
  readonly indices: readonly JaegerIndex[];
  /** Those that this instance writes: the prefix is its own. */
  readonly own: readonly JaegerIndex[];
  /** As it writes it, with its dash; undefined when it is not known. */
  readonly prefix: string | undefined;
  readonly usesAliases: boolean;
  readonly forecast: Forecast;
  readonly nowMs: number;
}

export type Rule = (subject: RetentionSubject) => readonly Finding[];

/** So many names are written out. */
const NAMED = 3;

/** `a, b, c and 4 more`. */
function someOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}

export const namesOf = (indices: readonly JaegerIndex[]): string => someOf(indices.map(({ index }) => index.name));

/** What findings about the store as a whole are about. */
export const STORE = 'store';

export const aliasNames = ({ index }: JaegerIndex): readonly string[] => index.aliases.map(({ name }) => name);

/** What to set, and where that is done with this flavour. */
export const changeIt = ({ root }: RetentionSubject, change: string): string =>
  root.jaeger === undefined
    ? `${change}, where the instance is configured`
    : `${change}, in storage.options of the resource: kubectl edit jaeger ${root.name} -n ${root.namespace}`;
