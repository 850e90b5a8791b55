/** Every check, in the order in which they are told. */
export const CHECKS = [
  'server',
  'crd',
  'namespace',
  'rights',
  'instance',
  'managers',
  'operator',
  'operator-scope',
  'operator-lease',
  'webhook',
  'versions',
  'elasticsearch',
  'kafka',
  'storage-class',
  'claims',
  'names',
  'leftovers',
  'quota',
] as const;

export type CheckId = (typeof CHECKS)[number];

/** `fail`: what is asked for would not come up. `warning`: not as meant, or nobody knows. */
export type Verdict = 'pass' | 'warning' | 'fail';

/** What was looked at, what was seen, what to do. Checks that have nothing to look at are not in a report. */
export interface Check {
  readonly id: CheckId;
  readonly verdict: Verdict;
  /** What was seen. */
  readonly evidence: string;
  /** What to run or to change, one line each; none with a pass. */
  readonly next: readonly string[];
  /** The check could not be made, for want of a right or of an answer: nothing is known to be wrong. */
  readonly unknown: boolean;
}

/** The result of a preflight: its JSON form is this, and a public contract. */
export interface PreflightReport {
  readonly apiVersion: 'jaeger.kubectl/v1alpha1';
  readonly kind: 'PreflightReport';
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  readonly name: string;
  readonly checks: readonly Check[];
}

/** What a check finds, before it has its name. */
export type Found = Omit<Check, 'id'>;

export const pass = (evidence: string): Found => ({ verdict: 'pass', evidence, next: [], unknown: false });

export const warning = (evidence: string, ...next: readonly string[]): Found => ({
  verdict: 'warning',
  evidence,
  next,
  unknown: false,
});

export const fail = (evidence: string, ...next: readonly string[]): Found => ({
  ...warning(evidence, ...next),
  verdict: 'fail',
});

export const isFailed = ({ checks }: PreflightReport): boolean => checks.some(({ verdict }) => verdict === 'fail');
