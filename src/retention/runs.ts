/** When and whether a CronJob runs. */
export interface JobTimes {
  readonly namespace: string;
  readonly name: string;
  readonly schedule: string;
  /** Left out: the controller's own, which is UTC nearly everywhere. */
  readonly timeZone?: string;
  readonly isSuspended: boolean;
  /** What `@every` counts from: the last time it was due, else its creation; milliseconds since 1970. */
  readonly anchorMs?: number;
}

/**
 * Which indices the cleaner takes for old. `calendar`: created before tomorrow's midnight, UTC, less the days (all of v1, v2 up to 2.19);
 * `relative`: before now less the days (from 2.20); `either`: the image does not say which.
 */
export type CutoffRule = 'calendar' | 'relative' | 'either';

/** Why a run changes nothing: `fails` ends with an error each time, `unknown` cannot be told from outside. */
export interface RunProblem {
  readonly kind: 'fails' | 'unknown';
  /** A short sentence; never a value out of a Secret. */
  readonly text: string;
}

interface CommonSettings {
  /** As given, without the dash that the tools append; empty for none. */
  readonly prefix: string;
  readonly isArchive: boolean;
}

export interface CleanerSettings extends CommonSettings {
  readonly days: number;
  readonly separator: string;
  readonly isRollover: boolean;
  readonly cutoff: CutoffRule;
  /** The types that its version knows: sampling from 1.55 on, dependencies in rollover from 1.31 on. */
  readonly types: readonly string[];
}

interface RolloverFamilies extends CommonSettings {
  readonly skipsDependencies: boolean;
  readonly hasSampling: boolean;
}

export interface RolloverSettings extends RolloverFamilies {
  /** As the server gets them: `{"max_age":"2d"}`; empty rolls over each time. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

export interface LookbackSettings extends RolloverFamilies {
  /** `days`, `hours` …; a word that the tool does not know counts seconds. */
  readonly unit: string;
  readonly count: number;
}

interface Run<Kind extends string, Settings> {
  readonly kind: Kind;
  readonly job: JobTimes;
  /** The image's tag; undefined with a digest alone. */
  readonly version: string | undefined;
  /** Where it looks, without user and password; undefined when that cannot be known. */
  readonly url: string | undefined;
  /** User and password stand in the URL, where everybody can read them. */
  readonly hasCredentialsInUrl: boolean;
  /** `ES_INDEX_PREFIX`, which the tool does not read (chart 3.x writes it). */
  readonly ignoredPrefix: string | undefined;
  /** Undefined when a setting cannot be known; `problem` says which. */
  readonly settings: Settings | undefined;
  readonly problem: RunProblem | undefined;
}

export type CleanerRun = Run<'cleaner', CleanerSettings>;
export type RolloverRun = Run<'rollover', RolloverSettings>;
export type LookbackRun = Run<'lookback', LookbackSettings>;
export type JobRun = CleanerRun | RolloverRun | LookbackRun;
