import { isTree } from '../jaeger/index.ts';

/** Whether two values say the same, in whatever order; what is undefined is not there. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  if (!isTree(one) || !isTree(other)) return Object.is(one, other);
  return [...Object.keys(one), ...Object.keys(other)].every((key) => isSame(one[key], other[key]));
}
