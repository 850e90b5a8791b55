import type { KubernetesObject } from '../kubernetes/types.ts';

/** What the server keeps books with: other at each look, and nobody's wish. */
const BOOKS = new Set(['managedFields', 'resourceVersion', 'uid', 'generation', 'creationTimestamp', 'selfLink']);

/** An object without its status and without what the server keeps books with: what a diff compares, as `kubectl diff` does. */
export function wishesOf(object: KubernetesObject): object {
  const { metadata, ...others } = object;
  const kept = Object.entries(metadata).filter(([field]) => !BOOKS.has(field));
  const rest = Object.entries(others).filter(([field]) => field !== 'status');
  const { apiVersion, kind, ...more } = Object.fromEntries(rest);
  return { apiVersion, kind, metadata: Object.fromEntries(kept), ...more };
}

export const isSame = (one: KubernetesObject, other: KubernetesObject): boolean =>
  canonical(wishesOf(one)) === canonical(wishesOf(other));

/** JSON whose keys are in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [another]) => (one < another ? -1 : 1)))
      : inner,
  );

/** Whether there is a value at a path, of which parts may be written as one key with dots in it, as the v1 operator writes options; things in lists go by their names. */
export function hasField(value: unknown, path: readonly string[]): boolean {
  if (path.length === 0) return value !== undefined && value !== null;
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(
    Object.entries(value).map(([key, inner]) => [(Array.isArray(value) ? named(inner) : undefined) ?? key, inner]),
  );
  return path.some((_, end) => {
    const key = path.slice(0, end + 1).join('.');
    return fields.has(key) && hasField(fields.get(key), path.slice(end + 1));
  });
}

/** The name of a thing in a list. */
const named = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : undefined;
