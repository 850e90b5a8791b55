import type { LifecyclePolicy, LifecycleState } from './ports.ts';
import { scalarsIn } from './read-ilm.ts';
import { parseTimeValue } from './time-values.ts';
import { at, isTree, isTrueAt, numberAt, textAt, treeIn, treesIn, type Tree } from './tree.ts';

/** A policy of OpenSearch (1 to 3) or Open Distro, of the answer of `_ism/policies/NAME`; undefined where it is not there. */
export function readIsmPolicy(name: string, answer: unknown): LifecyclePolicy | undefined {
  const policy = at(answer, 'policy');
  if (!isTree(policy)) return undefined;
  const states = treesIn(policy['states']);
  const rollover = states.flatMap((state) => actionsOf(state, 'rollover'))[0];
  const start = textAt(policy, 'default_state') ?? textAt(states[0], 'name') ?? '';
  const way = wayToDelete(states, start, { ageMs: 0, ageFrom: 'creation', isByAge: true }, []);
  return {
    name,
    kind: 'ism',
    rollover: rollover && scalarsIn(rollover),
    deleteAfterMs: way?.isByAge ? way.ageMs : undefined,
    ageFrom: way?.ageFrom ?? 'creation',
    ...(way && !way.isByAge ? { deletesOtherwise: true as const } : {}),
  };
}

const actionsOf = (state: unknown, name: string): readonly Tree[] =>
  treesIn(at(state, 'actions'))
    .map((action) => action[name])
    .filter(isTree);

interface Way {
  readonly ageMs: number;
  readonly ageFrom: 'creation' | 'rollover';
  /** Nothing but ages has to be waited for on it. */
  readonly isByAge: boolean;
}

/**
 * The first way through the states that ends with a deletion. Each transition asks for the index's whole age again, so the greatest one
 * on the way counts.
 */
function wayToDelete(states: readonly Tree[], name: string, way: Way, been: readonly string[]): Way | undefined {
  const state = states.find((candidate) => textAt(candidate, 'name') === name);
  if (state === undefined || been.includes(name)) return undefined;
  if (actionsOf(state, 'delete').length > 0) return way;
  return treesIn(state['transitions'])
    .map((transition) => {
      const next = textAt(transition, 'state_name') ?? '';
      return wayToDelete(states, next, onwards(way, transition['conditions']), [...been, name]);
    })
    .find((found) => found !== undefined);
}

function onwards(way: Way, conditions: unknown): Way {
  const sinceRollover = parseTimeValue(textAt(conditions, 'min_rollover_age'));
  const age = sinceRollover ?? parseTimeValue(textAt(conditions, 'min_index_age'));
  const others = Object.keys(treeIn(conditions)).filter((name) => !/^min_(index|rollover)_age$/.test(name));
  return {
    ageMs: Math.max(way.ageMs, age ?? 0),
    ageFrom: sinceRollover === undefined ? way.ageFrom : 'rollover',
    isByAge: way.isByAge && others.length === 0,
  };
}

/** The managed indices of `_ism/explain/INDEX`, which has a number beside the indices. */
export const readIsmStates = (answer: unknown): readonly LifecycleState[] =>
  Object.entries(treeIn(answer)).flatMap(([name, state]) => {
    const policy = textAt(state, 'policy_id') ?? textAt(state, 'index.plugins.index_state_management.policy_id');
    if (policy === undefined) return [];
    return {
      index: textAt(state, 'index') ?? name,
      policy,
      phase: textAt(state, 'state.name'),
      step: textAt(state, 'step.name') ?? textAt(state, 'action.name'),
      ageFromMs: numberAt(state, 'index_creation_date'),
      failure: isTrueAt(state, 'retry_info.failed') || isTrueAt(state, 'action.failed') ? failureOf(state) : undefined,
    };
  });

const failureOf = (state: unknown): string =>
  [textAt(state, 'info.message'), textAt(state, 'info.cause')].filter((words) => words !== undefined).join(': ') ||
  'it failed';
