import { JaegerError } from '../errors/index.ts';
import type { Flavour, InstanceRoot } from '../jaeger/index.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { nameOf, placeOf, type InstanceName } from './operator-answer.ts';
import type { InstanceChoice } from './resources.ts';

/** An instance that a workload's spans could go to. */
export interface Candidate extends InstanceName {
  readonly flavour: Flavour;
  readonly generation: 'v1' | 'v2';
  /** The v1 operator's resource, whole. */
  readonly jaeger: KubernetesObject | undefined;
  /** Undefined: only its resource is known so far. */
  readonly root: InstanceRoot | undefined;
}

/** Every instance, of those of the v1 operator with their resources. */
export function candidatesOf(
  roots: readonly InstanceRoot[],
  jaegers: readonly KubernetesObject[],
): readonly Candidate[] {
  const found = roots.map((root): Candidate => {
    const { namespace, name, flavour } = root;
    const jaeger = jaegers.find((one) => isNamed(nameOf(one), root));
    const generation = root.workloads.some((workload) => workload.generation === 'v2') ? 'v2' : 'v1';
    return { namespace, name, flavour, generation: jaeger === undefined ? generation : 'v1', jaeger, root };
  });
  const others = jaegers
    .filter((jaeger) => !found.some((candidate) => isNamed(nameOf(jaeger), candidate)))
    .map((jaeger): Candidate => ({
      ...nameOf(jaeger),
      flavour: 'jaeger-operator',
      generation: 'v1',
      jaeger,
      root: undefined,
    }));
  return [...found, ...others];
}

export const isNamed = (one: InstanceName, other: InstanceName): boolean =>
  one.namespace === other.namespace && one.name === other.name;

/** Which one is meant, and why. */
export interface Choice {
  readonly candidate: Candidate;
  readonly because: string;
}

/** Asks somebody which of several it is. */
export type PickCandidate = (found: readonly Candidate[]) => Promise<Candidate>;

/**
 * The instance that is meant from a namespace: by its name the one beside, else the only one of that name; without one the only one beside, else the
 * only one that there is, as the v1 operator reads `true`. Undefined where there is none. Where it could be several somebody is asked; throws USAGE
 * where there is nobody.
 */
export async function chooseCandidate(
  candidates: readonly Candidate[],
  here: string,
  { choice, pick }: { readonly choice: InstanceChoice | undefined; readonly pick: PickCandidate | undefined },
): Promise<Choice | undefined> {
  const named = candidates.filter(
    ({ namespace, name }) =>
      (choice === undefined || name === choice.name) &&
      (choice?.namespace === undefined || namespace === choice.namespace),
  );
  const beside = named.filter(({ namespace }) => namespace === here);
  for (const [found, why] of [
    [beside, 'in its namespace'],
    [named, 'that there is'],
  ] as const) {
    const [only, ...others] = found;
    const what = choice === undefined ? 'instance' : `instance ${choice.name}`;
    if (only !== undefined && others.length === 0) return { candidate: only, because: `the only ${what} ${why}` };
    if (only === undefined) continue;
    if (pick === undefined) throw ambiguous(found);
    return { candidate: await pick(found), because: 'as chosen' };
  }
  return undefined;
}

function ambiguous(found: readonly Candidate[]): JaegerError {
  const names = found.map(({ flavour, ...candidate }) => `--instance ${placeOf(candidate)} (${flavour})`);
  return new JaegerError('USAGE', `it could be any of ${found.length} Jaeger instances; name one`, {
    hints: [...names, 'nothing has been changed'],
  });
}
