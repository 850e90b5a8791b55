import type { Finding, InstanceRoot, JobRow, ReportError } from '../jaeger/index.ts';
import type { IndexAlias, StoreHealth, StoreVersion } from '../elasticsearch/ports.ts';
import type { Actor, Reason } from './fate.ts';
import type { DiskForecast, ShardForecast } from './forecast.ts';
import type { IndexForm, IndexType } from './index-names.ts';
import type { OtherStore } from './other-stores.ts';

/** `Fate` with times that are RFC 3339 in UTC. */
export interface FateReport {
  readonly state: 'deleted' | 'kept' | 'written' | 'never' | 'unknown' | 'hidden';
  /** When it is deleted. */
  readonly at?: string;
  /** When by the other rule, where an image does not say which holds. */
  readonly orAt?: string;
  readonly by?: Actor;
  /** When lookback hides it from the query service. */
  readonly hiddenAt?: string;
  readonly hiddenSince?: string;
  readonly rollsOverAt?: string;
  readonly rollsOverBy?: string;
  readonly reason?: Reason;
  /** The same in words, as the table has it. */
  readonly text: string;
}

export interface IndexRow {
  readonly index: string;
  readonly type: IndexType;
  readonly form: IndexForm;
  readonly prefix: string;
  readonly createdAt: string | undefined;
  /** The time that its name has. */
  readonly namedFor: string | undefined;
  /** Of all copies. */
  readonly bytes: number | undefined;
  readonly primaryBytes: number | undefined;
  /** Lucene's, nested ones counted. */
  readonly documents: number | undefined;
  readonly shards: number;
  readonly replicas: number;
  readonly aliases: readonly IndexAlias[];
  readonly health: 'green' | 'yellow' | 'red' | undefined;
  readonly isOpen: boolean;
  readonly isHidden: boolean;
  readonly blocks: readonly string[];
  readonly policy: string | undefined;
  readonly fate: FateReport;
}

/** A CronJob that does something about indices. */
export interface RetentionJob extends JobRow {
  /** The schedule as one says it. */
  readonly when: string;
  /** What a run does, or why it does nothing. */
  readonly does: string;
  readonly nextRunAt: string | undefined;
  /** Runs that were due since the last one, and did not happen; undefined where that cannot be told. */
  readonly missedRuns: number | undefined;
  readonly lastFailure: string | undefined;
}

/** One setting as everybody has it whom it concerns. */
export interface SettingRow {
  readonly setting: string;
  readonly agree: boolean;
  readonly places: readonly {
    readonly where: string;
    /** Undefined: it could not be read. */
    readonly value: string | undefined;
    /** It says nothing: this is the default. */
    readonly isDefault: boolean;
  }[];
}

/** How the store was asked, and as whom. No credentials. */
interface StoreAccess {
  readonly url: string;
  /** `through pods/NAME`, `directly`. */
  readonly way: string;
  /** Where the credentials come from: `user and password of secrets/NAME`. */
  readonly identity: string;
}

export interface SearchStore {
  readonly type: 'elasticsearch' | 'opensearch';
  readonly access: StoreAccess;
  readonly version: StoreVersion | undefined;
  readonly health: StoreHealth | undefined;
}

/** What it comes to when days go on as the last ones. */
export interface ForecastReport {
  /** The oldest first. */
  readonly days: readonly {
    /** `2026-11-24`, of UTC. */
    readonly date: string;
    readonly bytes: number;
    readonly documents: number;
    readonly isPartial: boolean;
  }[];
  /** The median of whole days; undefined where there is too little to tell. */
  readonly perDay:
    | { readonly bytes: number; readonly documents: number; readonly shards: number; readonly fromDays: number }
    | undefined;
  /** How long what comes will stay, in days; undefined: for ever, or not known. */
  readonly keptDays: number | undefined;
  readonly disks: readonly DiskForecast[];
  readonly shards: ShardForecast | undefined;
}

/** What another number of days would come to. */
export interface WhatIf {
  readonly days: number;
  readonly keptIndices: number;
  readonly keptBytes: number;
  readonly deletedIndices: number;
  readonly deletedBytes: number;
  /** When every day has been like the last ones for so long; undefined without a rate. */
  readonly eventualBytes: number | undefined;
  /** Whether that stays below the low watermark of all nodes together. */
  readonly fits: boolean | undefined;
}

/** The result of `retention`: its JSON form is this, and a public contract. Times are RFC 3339 in UTC. */
export interface RetentionReport {
  readonly apiVersion: 'jaeger.kubectl/v1alpha1';
  readonly kind: 'RetentionReport';
  readonly instance: Pick<InstanceRoot, 'namespace' | 'name' | 'flavour' | 'version'>;
  /** Undefined: it could not be reached, and `errors` says why. */
  readonly store: SearchStore | OtherStore | undefined;
  readonly jobs: readonly RetentionJob[];
  readonly settings: readonly SettingRow[];
  /** Those that were asked for; all of them count for everything else. */
  readonly indices: readonly IndexRow[];
  readonly forecast: ForecastReport | undefined;
  readonly whatIf: WhatIf | undefined;
  readonly findings: readonly Finding[];
  readonly errors: readonly ReportError[];
}
