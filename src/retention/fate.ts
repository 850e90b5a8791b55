import type { IndexSize, StoredIndex } from '../elasticsearch/ports.ts';

/** An index as rules see it. */
export interface KnownIndex extends StoredIndex {
  /** True where that is not known. */
  readonly isOpen: boolean;
  readonly size?: IndexSize | undefined;
}

/** Who acts: a CronJob, as `NAMESPACE/NAME`, or a lifecycle policy. */
export interface Actor {
  readonly kind: 'cleaner' | 'rollover' | 'lookback' | 'lifecycle';
  readonly name: string;
}

/** Why; `code` for those who look for one, `text` for people: short, no full stop. */
export interface Reason {
  readonly code: ReasonCode;
  readonly text: string;
}

export type ReasonCode =
  | 'no-job'
  | 'suspended'
  | 'job-fails'
  | 'schedule'
  | 'unknown-settings'
  | 'closed'
  | 'hidden'
  | 'prefix'
  | 'ignored-prefix'
  | 'other-prefix'
  | 'separator'
  | 'needs-rollover-flag'
  | 'rollover-flag'
  | 'needs-archive-flag'
  | 'archive-flag'
  | 'archive-index'
  | 'type'
  | 'form'
  | 'alias-named'
  | 'data-stream'
  | 'write-alias'
  | 'write-alias-on-all'
  | 'no-rollover'
  | 'lifecycle-failed'
  | 'no-policy'
  | 'no-delete-phase'
  | 'deletes-otherwise';

/** All times in milliseconds since 1970. */
export interface Deleted {
  /** `deleted` by the next run, `kept` by that and until a later one. */
  readonly kind: 'deleted' | 'kept';
  /** When it goes. */
  readonly atMs: number;
  /** When it goes by the other rule, where the image does not say which: always the later of the two. */
  readonly orAtMs?: number;
  readonly by: Actor;
  /** When lookback takes it out of the read alias, if before it goes. */
  readonly hiddenAtMs?: number;
}

/** The index that is written to: it stays until it is rolled over. */
export interface Written {
  readonly kind: 'written';
  /** When it is rolled over by age, if nothing else comes first; undefined when no job or policy does, or not by age. */
  readonly rollsOverAtMs?: number;
  /** What rolls it over next, or the first of what would: `max_age 2d`. */
  readonly condition?: string;
  readonly by?: Actor;
  /** When it goes after that. */
  readonly deletedAtMs?: number;
  /** Why nothing rolls it over, or why it stays after that. */
  readonly reason?: Reason;
}

export interface NeverDeleted {
  readonly kind: 'never';
  readonly reason: Reason;
  readonly hiddenAtMs?: number;
}

/** A job that may delete it cannot be read. */
export interface UnknownFate {
  readonly kind: 'unknown';
  readonly reason: Reason;
}

/** Lookback took it out of the read alias: nobody finds it any more, and it still takes its room. */
export interface Hidden {
  readonly kind: 'hidden';
  /** The first run of lookback that was due to do so; undefined when no job tells. */
  readonly sinceMs?: number;
  /** What becomes of it then. */
  readonly after: Deleted | NeverDeleted | UnknownFate;
}

export type Fate = Deleted | Written | NeverDeleted | UnknownFate | Hidden;
