import type { Facts, Finding, JaegerInstance } from '../../jaeger/index.ts';
import type { KubernetesObject, NetworkPolicy } from '../../kubernetes/types.ts';
import type { Evidence } from './evidence.ts';

/** All that a rule looks at. */
export interface Subject {
  readonly instance: JaegerInstance;
  readonly facts: Facts;
  /** All instances in scope, this one among them. */
  readonly others: readonly JaegerInstance[];
  readonly policies: readonly NetworkPolicy[];
  readonly evidence: Evidence;
  readonly now: Date;
}

export type Rule = (subject: Subject) => readonly Finding[];

/** Seconds since an object was made; 0 for one that does not say it. */
export function ageOf({ metadata }: KubernetesObject, now: Date): number {
  const made = Date.parse(metadata.creationTimestamp ?? '');
  return Number.isNaN(made) ? 0 : (now.getTime() - made) / 1000;
}

/** `a`, `a and b`, `a, b and c`. */
export const enumerated = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
