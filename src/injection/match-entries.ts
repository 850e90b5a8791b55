import { at } from '../jaeger/index.ts';
import { isSame } from './same-value.ts';
import type { Entry } from './source-ranges.ts';

/** What has become of the entries of a map or a list. */
export interface Matches {
  readonly entries: readonly Entry[];
  readonly kept: readonly { readonly entry: Entry; readonly before: unknown; readonly wanted: unknown }[];
  readonly removed: ReadonlySet<Entry>;
  /** Without keys in a list. */
  readonly added: readonly (readonly [key: string | undefined, value: unknown])[];
}

type Tree = Readonly<Record<string, unknown>>;

/** By key. What is not written in the map itself, but merged into it, is among what is added. */
export function matchMap(entries: readonly Entry[], before: Tree, wanted: Tree): Matches {
  const own = new Map(entries.map((entry) => [entry.key ?? '', entry]));
  const isThere = (key: string): boolean => wanted[key] !== undefined;
  const written = [...own].filter(([key]) => Object.hasOwn(before, key));
  return {
    entries,
    kept: written
      .filter(([key]) => isThere(key))
      .map(([key, entry]) => ({ entry, before: before[key], wanted: wanted[key] })),
    removed: new Set(written.filter(([key]) => !isThere(key)).map(([, entry]) => entry)),
    added: Object.entries(wanted).filter(([key]) => !own.has(key) && isThere(key)),
  };
}

/** By name; what has none by its place in a list that is as long as it was, in any other by being the same. */
export function matchList(entries: readonly Entry[], before: readonly unknown[], wanted: readonly unknown[]): Matches {
  const kept: { entry: Entry; before: unknown; wanted: unknown }[] = [];
  const removed = new Set<Entry>();
  for (const [index, entry] of entries.entries()) {
    const [was, is] = [before[index], wanted[kept.length]];
    const isKept = kept.length < wanted.length && isSameItem(was, is, before.length === wanted.length);
    if (isKept) kept.push({ entry, before: was, wanted: is });
    else removed.add(entry);
  }
  return { entries, kept, removed, added: wanted.slice(kept.length).map((value) => [undefined, value]) };
}

function isSameItem(one: unknown, other: unknown, isSamePlace: boolean): boolean {
  const name = at(one, 'name');
  if (name !== undefined) return name === at(other, 'name');
  return isSamePlace || isSame(one, other);
}
