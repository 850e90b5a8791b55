import type { Jaeger } from '../kubernetes/types.ts';
import type { Facts } from './facts.ts';
import { OPERATED_BY } from './labels.ts';

/** Where an operator runs: namespace and name of its Deployment. */
export interface OperatorName {
  readonly namespace: string;
  readonly name: string;
}

/** The v1 operators that say of an instance in scope that it is theirs (jaeger-operator 1.14 and later). */
export function operatorsOf({ jaegers }: Pick<Facts, 'jaegers'>): readonly OperatorName[] {
  const labels = new Set(jaegers.flatMap(({ metadata }) => metadata.labels?.[OPERATED_BY] ?? []));
  return [...labels].toSorted().flatMap((label) => named(label) ?? []);
}

/** The operator that has taken this resource; none has yet while it is new. */
export const operatorOf = ({ metadata }: Jaeger): OperatorName | undefined =>
  named(metadata.labels?.[OPERATED_BY] ?? '');

function named(label: string): OperatorName | undefined {
  // A namespace has no dots in its name.
  const [, namespace, name] = /^([^.]+)\.(.+)$/.exec(label) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}
