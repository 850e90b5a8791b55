import { findComponents } from './component-workloads.ts';
import type { InstanceFacts } from './facts.ts';
import type { InstanceRoot } from './instance.ts';
import { operatorRoots } from './operator-roots.ts';
import { collectorRoots } from './collector-roots.ts';
import { compare } from './order.ts';
import { plainRoots } from './plain-roots.ts';

/** Every instance that the facts give evidence of, however it was installed, by namespace and name. */
export function findRoots(facts: InstanceFacts): readonly InstanceRoot[] {
  const components = findComponents(facts);
  const ofOperator = operatorRoots(facts.jaegers, components);
  const ofCollectors = collectorRoots(facts, components);
  const taken = new Set(
    [...ofOperator, ...ofCollectors].flatMap(({ workloads }) => workloads.map(({ object }) => object)),
  );
  const plain = plainRoots(components.filter(({ object }) => !taken.has(object)));
  return [...ofOperator, ...ofCollectors, ...plain].toSorted(byNamespaceAndName);
}

const byNamespaceAndName = (one: InstanceRoot, other: InstanceRoot): number =>
  compare(one.namespace, other.namespace) || compare(one.name, other.name);
