/**
 * A reader takes what the server sent and gives what we can work with; `undefined` for everything else. So an answer
 * of another shape than the API's own has the same effect as one that lacks the field, and later code can trust its types.
 */
export type ShapeReader<T> = (value: unknown) => T | undefined;

export const text: ShapeReader<string> = (value) => (typeof value === 'string' ? value : undefined);
export const number: ShapeReader<number> = (value) => (typeof value === 'number' ? value : undefined);
export const boolean: ShapeReader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of which only its presence counts, or that is passed on as it is. */
export const anyObject: ShapeReader<Readonly<Record<string, unknown>>> = (value) =>
  isObject(value) ? value : undefined;

/** Whatever a user wrote, cut off at a depth that code which walks it, `JSON.stringify` included, can bear. */
export const treeTo =
  (depth: number): ShapeReader<unknown> =>
  (value) =>
    cutTree(value, depth);

function cutTree(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return undefined;
  if (Array.isArray(value)) return value.map((item) => cutTree(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cutTree(item, depth - 1)]));
}

/** Elements that cannot be read are left out. */
export const list =
  <T>(element: ShapeReader<T>): ShapeReader<readonly T[]> =>
  (value) =>
    Array.isArray(value) ? value.flatMap((item) => element(item) ?? []) : undefined;

export const texts = list(text);

/** Values that are no text are left out. */
export const textMap: ShapeReader<Readonly<Record<string, string>>> = (value) =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : undefined;

type FieldReaders<T> = { readonly [K in keyof T]-?: ShapeReader<Exclude<T[K], undefined>> };
type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/** The fields named, and no others; without one that is required, the whole is not there. */
export function fields<T extends object>(
  readers: FieldReaders<T>,
  ...required: readonly RequiredKeys<T>[]
): ShapeReader<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of an object written in this program
  const known = Object.entries(readers) as [string, ShapeReader<unknown>][];
  return (value) => {
    if (!isObject(value)) return undefined;
    const read: Record<string, unknown> = {};
    for (const [name, reader] of known) {
      const field = Object.hasOwn(value, name) ? reader(value[name]) : undefined;
      if (field !== undefined) read[name] = field;
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field has been read, and the required are there
    return required.every((name) => Object.hasOwn(read, name)) ? (read as T) : undefined;
  };
}
