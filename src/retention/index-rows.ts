import { compare } from '../jaeger/index.ts';
import { fateReport } from './fate-report.ts';
import type { IndexType } from './index-names.ts';
import type { JaegerIndex } from './jaeger-index.ts';
import type { IndexRow } from './report.ts';
import { rfc3339 } from './times.ts';

export const INDEX_TYPES: readonly IndexType[] = ['span', 'service', 'dependencies', 'sampling', 'archive'];
export const SORTINGS = ['name', 'age', 'size', 'docs'] as const;
export type Sorting = (typeof SORTINGS)[number];

/** Which indices are shown, and in which order. */
export interface IndexChoice {
  readonly types: readonly IndexType[] | undefined;
  readonly olderThanMs: number | undefined;
  readonly sortedBy: Sorting;
}

export function indexRow({ index, name, fate }: JaegerIndex): IndexRow {
  const { type, form, prefix, dateMs } = name;
  const { size, shards, replicas, aliases, isOpen, isHidden, blocks, policy, createdMs } = index;
  return {
    index: index.name,
    type,
    form,
    prefix,
    createdAt: createdMs === 0 ? undefined : rfc3339(createdMs),
    namedFor: dateMs === undefined ? undefined : rfc3339(dateMs),
    bytes: size?.bytes,
    primaryBytes: size?.primaryBytes,
    documents: size?.documents,
    shards,
    replicas,
    aliases,
    health: size?.health,
    isOpen,
    isHidden,
    blocks,
    policy,
    fate: fateReport(fate),
  };
}

const ORDERS: Readonly<Record<Sorting, (one: IndexRow, other: IndexRow) => number>> = {
  name: (one, other) =>
    compare(one.prefix, other.prefix) ||
    INDEX_TYPES.indexOf(one.type) - INDEX_TYPES.indexOf(other.type) ||
    compare(one.index, other.index),
  age: (one, other) => compare(one.createdAt ?? '', other.createdAt ?? ''),
  size: (one, other) => (other.bytes ?? 0) - (one.bytes ?? 0),
  docs: (one, other) => (other.documents ?? 0) - (one.documents ?? 0),
};

/** Those that were asked for: the oldest, the largest, or by prefix, type and name. */
export const chosenRows = (rows: readonly IndexRow[], choice: IndexChoice, nowMs: number): readonly IndexRow[] =>
  rows
    .filter(({ type }) => choice.types === undefined || choice.types.includes(type))
    .filter(
      ({ createdAt }) =>
        nowMs - Date.parse(createdAt ?? '') >= (choice.olderThanMs ?? 0) || choice.olderThanMs === undefined,
    )
    .toSorted((one, other) => ORDERS[choice.sortedBy](one, other) || compare(one.index, other.index));
