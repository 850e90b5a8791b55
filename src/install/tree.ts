import { at, isTree } from '../jaeger/index.ts';

export type Tree = Readonly<Record<string, unknown>>;
export type Path = readonly string[];

/** One value and where it stands. */
export interface Assignment {
  readonly path: Path;
  /** Null: nothing is to stand there. */
  readonly value: unknown;
}

/** Every value that is no map, and every empty map. */
export function leavesOf(value: unknown, path: Path = []): readonly Assignment[] {
  if (!isTree(value) || (Object.keys(value).length === 0 && path.length > 0)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** The same tree with a value at a path; maps on the way are made, and what is no map there is replaced. */
export function withValue(tree: unknown, path: Path, value: unknown): Tree {
  const [key = '', ...rest] = path;
  const fields = isTree(tree) ? tree : {};
  return { ...fields, [key]: rest.length === 0 ? value : withValue(fields[key], rest, value) };
}

/** The same tree without what stands at a path, and without the maps that are empty then. */
export function withoutValue(tree: Tree, path: Path): Tree {
  const [key = '', ...rest] = path;
  const inner = tree[key];
  const left = rest.length > 0 && isTree(inner) ? withoutValue(inner, rest) : {};
  if (Object.keys(left).length > 0) return { ...tree, [key]: left };
  return Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key));
}

/**
 * The path at which a tree has what is meant. The v1 operator takes options nested, with dots in their keys, and mixed, and its
 * webhook writes some of them anew with dots (jaeger-operator 1.65): a second spelling beside the first would contradict it.
 */
export function spellingIn(tree: unknown, path: Path): Path {
  return findSpelling(tree, path.join('.')) ?? path;
}

function findSpelling(tree: unknown, name: string): Path | undefined {
  if (!isTree(tree)) return undefined;
  for (const key of Object.keys(tree)) {
    if (key === name) return [key];
    const rest = name.startsWith(`${key}.`) ? findSpelling(tree[key], name.slice(key.length + 1)) : undefined;
    if (rest !== undefined) return [key, ...rest];
  }
  return undefined;
}

/** What stands at a path, however it is spelled. */
export const valueAt = (tree: unknown, path: Path): unknown => at(tree, ...spellingIn(tree, path));

/** One after the other, over what is there; lists of things with names are put together by name. */
export function assign(tree: Tree, assignments: readonly Assignment[]): Tree {
  return assignments.reduce((sum, { path, value }) => {
    const spelling = spellingIn(sum, path);
    return withValue(sum, spelling, joined(at(sum, ...spelling), value));
  }, tree);
}

/** Lists of things with names, as volumes are, keep those that the new one does not name. */
export function joined(old: unknown, value: unknown): unknown {
  if (!isNamedList(old) || !isNamedList(value)) return value;
  const names = new Set(value.map(({ name }) => name));
  return [...old.filter(({ name }) => !names.has(name)), ...value];
}

const isNamedList = (value: unknown): value is readonly (Tree & { readonly name: string })[] =>
  Array.isArray(value) && value.every((item) => isTree(item) && typeof item['name'] === 'string');

export const isSameValue = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** JSON with keys in order. */
const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, inner: unknown) =>
    isTree(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
