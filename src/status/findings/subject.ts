import { compare, type Facts, type Finding, type JaegerInstance } from '../../jaeger/index.ts';
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

/** `RESOURCE/NAME`, with its namespace before it where that is not the instance's. */
export const nameOf = (resource: string, { metadata }: KubernetesObject, { namespace }: JaegerInstance): string =>
  metadata.namespace === namespace
    ? `${resource}/${metadata.name}`
    : `${metadata.namespace ?? ''}/${resource}/${metadata.name}`;

/** Seconds since an object was made; 0 for one that does not say it. */
export function ageOf({ metadata }: KubernetesObject, now: Date): number {
  const made = Date.parse(metadata.creationTimestamp ?? '');
  return Number.isNaN(made) ? 0 : (now.getTime() - made) / 1000;
}

/** `a`, `a and b`, `a, b and c`. */
export const enumerated = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** RFC 3339 of the API server, all in UTC and of one length: older first, and first what has none. */
export const compareTimes = (one = '', other = ''): number => compare(one, other);
