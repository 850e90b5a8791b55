import { DAY_MS, type Written } from './day-rates.ts';
import type { KnownIndex } from './fate.ts';
import { nameOf, type IndexName } from './index-names.ts';

const HOUR_MS = 3_600_000;

/** From when to when each index was written, with what it holds. Those whose size is not known, and those not of Jaeger, are left out. */
export function writtenIn(indices: readonly KnownIndex[], nowMs: number): readonly Written[] {
  const named = indices.flatMap((index) => {
    const name = nameOf(index.name);
    return name === undefined ? [] : [{ index, name }];
  });
  const begins = beginsOf(named);
  return named.flatMap(({ index, name }) => {
    const { size, createdMs, shards, replicas } = index;
    if (size?.bytes === undefined) return [];
    const span = datedSpan(name) ?? {
      fromMs: createdMs,
      toMs: nextOf(begins.get(familyOf(name)) ?? [], createdMs) ?? nowMs,
    };
    return [{ ...span, bytes: size.bytes, documents: size.documents ?? 0, shards: shards * (1 + replicas) }];
  });
}

interface Named {
  readonly index: KnownIndex;
  readonly name: IndexName;
}

/** An index of generations is written until the next one is there. */
const beginsOf = (named: readonly Named[]): ReadonlyMap<string, readonly number[]> =>
  new Map(
    [
      ...Map.groupBy(
        named.filter(({ name }) => name.dateMs === undefined),
        ({ name }) => familyOf(name),
      ),
    ].map(([family, members]) => [
      family,
      members.map(({ index }) => index.createdMs).toSorted((one, other) => one - other),
    ]),
  );

const familyOf = ({ prefix, type, form }: IndexName): string => `${prefix}\n${type}\n${form}`;

const nextOf = (begins: readonly number[], fromMs: number): number | undefined =>
  begins.find((begin) => begin > fromMs);

function datedSpan({ form, dateMs }: IndexName): Pick<Written, 'fromMs' | 'toMs'> | undefined {
  if (dateMs === undefined) return undefined;
  if (form === 'hourly') return { fromMs: dateMs, toMs: dateMs + HOUR_MS };
  if (form !== 'monthly') return { fromMs: dateMs, toMs: dateMs + DAY_MS };
  const date = new Date(dateMs);
  return { fromMs: dateMs, toMs: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) };
}
