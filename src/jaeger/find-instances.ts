import type { Facts } from './facts.ts';
import { findRoots } from './find-roots.ts';
import type { JaegerInstance } from './instance.ts';
import { withMembers } from './members.ts';

/** Every instance among the facts, with what belongs to it and why, by namespace and name. */
export function findInstances(facts: Facts): readonly JaegerInstance[] {
  const roots = findRoots(facts);
  return roots.map((root) => withMembers(root, facts, roots));
}
