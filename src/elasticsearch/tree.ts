/** What JSON can be at the top of an answer. */
export type Tree = Readonly<Record<string, unknown>>;

const NOTHING: Tree = {};

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const treeIn = (value: unknown): Tree => (isTree(value) ? value : NOTHING);

/** Objects in a list; what is something else is left out. */
export const treesIn = (value: unknown): readonly Tree[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isTree) : [];

export const textsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter((item) => typeof item === 'string');

/**
 * What stands at a dotted path. Servers write settings nested, flat, or nested with a dotted name beside the shorter one
 * (`low` and `low.max_headroom`), each as it likes: the longest name that is there counts at every level.
 */
export function at(value: unknown, path: string): unknown {
  if (!isTree(value)) return undefined;
  for (const [name, rest] of dividedAt(path)) {
    if (!Object.hasOwn(value, name)) continue;
    const found = rest === '' ? value[name] : at(value[name], rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A few dozen paths are asked for of ten thousand indices. */
const divided = new Map<string, readonly (readonly [name: string, rest: string])[]>();

/** A path in all its beginnings, the longest first. */
function dividedAt(path: string): readonly (readonly [name: string, rest: string])[] {
  const known = divided.get(path);
  if (known !== undefined) return known;
  const words = path.split('.');
  const made = words
    .map((_, index) => [words.slice(0, index + 1).join('.'), words.slice(index + 1).join('.')] as const)
    .toReversed();
  divided.set(path, made);
  return made;
}

/** Numbers and booleans are text in settings and in `_cat`, and are none elsewhere. */
export const textAt = (value: unknown, path: string): string | undefined => {
  const found = at(value, path);
  if (typeof found === 'string') return found === '' ? undefined : found;
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
};

export const numberAt = (value: unknown, path: string): number | undefined => {
  const text = textAt(value, path);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
};

export const isTrueAt = (value: unknown, path: string): boolean => textAt(value, path) === 'true';
