import type { Severity } from './finding.ts';

/** What is said of an id in docs/checks.md, and the severity that it has. */
export interface FindingKind {
  readonly severity: Severity;
  readonly summary: string;
}

/** Every id, once. An id is never used again for something else: scripts and runbooks name them. */
export const FINDINGS = {
  JG001: { severity: 'error', summary: 'No Pod of a component is ready' },
} as const satisfies Readonly<Record<string, FindingKind>>;

export type FindingId = keyof typeof FINDINGS;
