import type { FindingId } from './findings.ts';

/** `error`: something does not work. `warning`: it will not for long, or not as meant. `info`: good to know. */
export type Severity = 'error' | 'warning' | 'info';

/** Something about an instance that somebody should know, with what shows it and what can be done. */
export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  /** What it is about: `pods/NAME`, `jaegers/NAME` … in the instance's namespace unless that is named, `NAMESPACE/pods/NAME`. */
  readonly object: string;
  /** What was seen, in the cluster's own words where it has any. */
  readonly evidence: string;
  /** What that means. */
  readonly why: string;
  /** What to run or to change. */
  readonly next: string;
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Findings of one severity stay in their order. */
export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((one, other) => RANK[one.severity] - RANK[other.severity]);

/** From which severity on a finding makes a command fail. */
export type FailOn = 'never' | 'warning' | 'error';

const SEVERITIES: Readonly<Record<FailOn, readonly string[]>> = {
  never: [],
  warning: ['warning', 'error'],
  error: ['error'],
};

export const failsBy = (findings: readonly Finding[], failOn: FailOn): boolean =>
  findings.some(({ severity }) => SEVERITIES[failOn].includes(severity));
