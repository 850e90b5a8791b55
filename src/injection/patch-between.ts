import { isTree } from '../jaeger/index.ts';
import type { Patch } from '../kubernetes/ports.ts';
import type { FieldChange } from '../plan/index.ts';
import { covers } from './covers.ts';
import type { Named } from './workload.ts';

type Operation = Extract<Patch, { type: 'json' }>['operations'][number];

/** What makes one object of another: for the server, and in words. Things in lists are told apart by name. */
export interface Difference {
  readonly operations: readonly Operation[];
  readonly changes: readonly FieldChange[];
}

interface Place {
  /** A JSON pointer. */
  readonly pointer: string;
  readonly path: readonly string[];
}

const below = ({ pointer, path }: Place, key: string | number, name: string = String(key)): Place => ({
  pointer: `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  path: [...path, name],
});

const NONE: Difference = { operations: [], changes: [] };

/** A JSON patch (RFC 6902), for the very state that `before` is. */
export const patchBetween = (before: unknown, after: unknown): Difference =>
  between(before, after, { pointer: '', path: [] });

function between(before: unknown, after: unknown, place: Place): Difference {
  if (before === undefined && after === undefined) return NONE;
  if (isTree(before) && isTree(after))
    return joined(keysOf(before, after).map((key) => between(before[key], after[key], below(place, key))));
  if (areNamed(before) && areNamed(after)) return betweenLists(before, after, place);
  return covers(before, after) && covers(after, before) ? NONE : one(place, before, after);
}

const keysOf = (before: object, after: object): readonly string[] => [
  ...new Set([...Object.keys(before), ...Object.keys(after)]),
];

const joined = (parts: readonly Difference[]): Difference => ({
  operations: parts.flatMap(({ operations }) => operations),
  changes: parts.flatMap(({ changes }) => changes),
});

function one({ pointer, path }: Place, from: unknown, to: unknown): Difference {
  const operation: Operation =
    to === undefined
      ? { op: 'remove', path: pointer }
      : { op: from === undefined ? 'add' : 'replace', path: pointer, value: to };
  return { operations: [operation], changes: [{ path, from, to }] };
}

const areNamed = (value: unknown): value is readonly Named[] =>
  Array.isArray(value) &&
  value.every((item) => isTree(item) && typeof item['name'] === 'string') &&
  new Set((value as readonly Named[]).map(({ name }) => name)).size === value.length;

/** Where what both have stands in the same order, with what is new at the end; any other list is replaced. */
function betweenLists(before: readonly Named[], after: readonly Named[], place: Place): Difference {
  const isKept = ({ name }: Named): boolean => after.some((other) => other.name === name);
  const kept = before.filter(isKept);
  if (!kept.every(({ name }, index) => after[index]?.name === name)) return one(place, before, after);
  const gone = [...before.entries()].filter(([, item]) => !isKept(item)).toReversed();
  return joined([
    // From the end on, so that the places of those before stay what they are.
    ...gone.map(([index, item]) => one(below(place, index, item.name), item, undefined)),
    ...kept.map((item, index) => between(item, after[index], below(place, index, item.name))),
    ...after
      .slice(kept.length)
      .map((item, index) => one(below(place, kept.length + index, item.name), undefined, item)),
  ]);
}
