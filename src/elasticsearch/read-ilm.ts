import type { LifecyclePolicy, LifecycleState } from './ports.ts';
import { parseTimeValue } from './time-values.ts';
import { at, isTree, isTrueAt, numberAt, textAt, treeIn, treesIn } from './tree.ts';

/** A policy of Elasticsearch (6.6 to 9), of the answer of `_ilm/policy/NAME`; undefined where it is not there. */
export function readIlmPolicy(name: string, answer: unknown): LifecyclePolicy | undefined {
  const phases = treeIn(at(treeIn(answer)[name], 'policy.phases'));
  if (!isTree(treeIn(answer)[name])) return undefined;
  const rollover = Object.values(phases)
    .map((phase) => at(phase, 'actions.rollover'))
    .find(isTree);
  const { delete: last } = phases;
  const isDeleted = isTree(at(last, 'actions.delete'));
  return {
    name,
    kind: 'ilm',
    rollover: rollover && scalarsIn(rollover),
    deleteAfterMs: isDeleted ? (parseTimeValue(textAt(last, 'min_age')) ?? 0) : undefined,
    ageFrom: rollover ? 'rollover' : 'creation',
  };
}

/** Conditions of a rollover. */
export const scalarsIn = (tree: unknown): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    Object.entries(treeIn(tree)).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );

/** The managed indices of `INDEX/_ilm/explain`. */
export const readIlmStates = (answer: unknown): readonly LifecycleState[] =>
  treesIn(Object.values(treeIn(at(answer, 'indices'))))
    .filter((state) => isTrueAt(state, 'managed'))
    .map((state) => ({
      index: textAt(state, 'index') ?? '',
      policy: textAt(state, 'policy'),
      phase: textAt(state, 'phase'),
      step: textAt(state, 'step'),
      ageFromMs: numberAt(state, 'lifecycle_date_millis'),
      failure: textAt(state, 'step') === 'ERROR' ? failureOf(state) : undefined,
    }));

const failureOf = (state: unknown): string => {
  const reason = textAt(state, 'step_info.reason') ?? textAt(state, 'step_info.message');
  return [textAt(state, 'failed_step'), reason].filter((words) => words !== undefined).join(': ') || 'ERROR';
};
