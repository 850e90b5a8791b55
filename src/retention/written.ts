import { DAY_MS, type Written } from './day-rates.ts';
import type { KnownIndex } from './fate.ts';
import type { IndexName } from './index-names.ts';
import type { JaegerIndex } from './jaeger-index.ts';

const HOUR_MS = 3_600_000;

/**
 * From when to when each index was written, with what it holds. Left out are those of which that is not known: a generation without
 * a successor that is not written to, and archives, which somebody fills by hand.
 */
export function writtenIn(all: readonly JaegerIndex[], nowMs: number): readonly Written[] {
  const indices = all.filter(({ name }) => name.type !== 'archive');
  const begins = beginsOf(indices);
  return indices.flatMap(({ index, name }) => {
    const { size, shards, replicas } = index;
    const span = datedSpan(name) ?? generationSpan(index, begins.get(familyOf(name)) ?? [], nowMs);
    if (size?.bytes === undefined || span === undefined) return [];
    return [{ ...span, bytes: size.bytes, documents: size.documents ?? 0, shards: shards * (1 + replicas) }];
  });
}

type Span = Pick<Written, 'fromMs' | 'toMs'>;

/** When indices of one family without dates were made, in order: each is written until the next one is there. */
const beginsOf = (indices: readonly JaegerIndex[]): ReadonlyMap<string, readonly number[]> =>
  new Map(
    [
      ...Map.groupBy(
        indices.filter(({ name }) => name.dateMs === undefined),
        ({ name }) => familyOf(name),
      ),
    ].map(([family, members]) => [
      family,
      members.map(({ index }) => index.createdMs).toSorted((one, other) => one - other),
    ]),
  );

const familyOf = ({ prefix, type, form }: IndexName): string => `${prefix}\n${type}\n${form}`;

function generationSpan(
  { createdMs, aliases }: KnownIndex,
  begins: readonly number[],
  nowMs: number,
): Span | undefined {
  const next = begins.find((begin) => begin > createdMs);
  const isWritten = aliases.some(({ name, isWriteIndex }) => name.endsWith('-write') && isWriteIndex !== false);
  return next === undefined && !isWritten ? undefined : { fromMs: createdMs, toMs: next ?? nowMs };
}

function datedSpan({ form, dateMs }: IndexName): Span | undefined {
  if (dateMs === undefined) return undefined;
  if (form === 'hourly') return { fromMs: dateMs, toMs: dateMs + HOUR_MS };
  if (form !== 'monthly') return { fromMs: dateMs, toMs: dateMs + DAY_MS };
  const date = new Date(dateMs);
  return { fromMs: dateMs, toMs: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) };
}
