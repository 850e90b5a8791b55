import type { DataStream, LifecyclePolicy, LifecycleState } from '../elasticsearch/ports.ts';
import type { Actor, Fate, KnownIndex } from './fate.ts';
import { reason } from './reasons.ts';
import { conditionsOf, rolloverDue } from './simulate-rollover.ts';

export interface Lifecycles {
  readonly policies: readonly LifecyclePolicy[];
  readonly lifecycles: readonly LifecycleState[];
  readonly dataStreams: readonly DataStream[];
}

/** Of an index: what ILM or ISM will do with it; undefined when neither manages it. */
export type LifecycleFate = (index: KnownIndex, isWritten: boolean) => Fate | undefined;

/** Times are when they are due: ILM looks every 10 minutes, ISM every 5, unless the cluster says otherwise (Elasticsearch 7.10, OpenSearch 2.19). */
export function lifecycleFates({ policies, lifecycles, dataStreams }: Lifecycles, nowMs: number): LifecycleFate {
  const policyByName = new Map(policies.map((policy) => [policy.name, policy]));
  const states = new Map(lifecycles.map((state) => [state.index, state]));
  const streams = new Map(dataStreams.flatMap((stream) => stream.indices.map((index) => [index, stream])));
  return (index, isWritten) => {
    const stream = streams.get(index.name);
    const state = states.get(index.name);
    const name = state?.policy ?? index.policy ?? stream?.policy;
    if (name === undefined) return undefined;
    const isNewest = stream === undefined ? isWritten : stream.indices.at(-1) === index.name;
    return fateOf({ name, index, policy: policyByName.get(name), state, isNewest }, nowMs);
  };
}

interface Managed {
  readonly name: string;
  readonly policy: LifecyclePolicy | undefined;
  readonly index: KnownIndex;
  readonly state: LifecycleState | undefined;
  readonly isNewest: boolean;
}

function fateOf(managed: Managed, nowMs: number): Fate {
  const { name, policy, state, isNewest } = managed;
  if (state?.failure !== undefined) return { kind: 'never', reason: reason('lifecycle-failed', name, state.failure) };
  if (policy === undefined) return { kind: 'never', reason: reason('no-policy', name) };
  if (isNewest && policy.rollover !== undefined) return writtenFate(managed, policy, nowMs);
  if (policy.deletesOtherwise) return { kind: 'unknown', reason: reason('deletes-otherwise', name) };
  if (policy.deleteAfterMs === undefined) return { kind: 'never', reason: reason('no-delete-phase', name) };
  const by: Actor = { kind: 'lifecycle', name };
  const atMs = agesFrom(managed, policy) + policy.deleteAfterMs;
  return { kind: atMs <= nowMs ? 'deleted' : 'kept', atMs: Math.max(atMs, nowMs), by };
}

function agesFrom({ index, state }: Managed, { ageFrom }: LifecyclePolicy): number {
  return ageFrom === 'creation' ? index.createdMs : (state?.ageFromMs ?? index.createdMs);
}

function writtenFate(managed: Managed, policy: LifecyclePolicy, nowMs: number): Fate {
  const { index, name } = managed;
  const conditions = conditionsOf(policy.rollover ?? {}, index, nowMs);
  const due = rolloverDue(conditions, nowMs, policy.kind === 'ism' ? 'ism' : 'elasticsearch');
  const condition = due?.condition ?? conditions[0];
  const from = policy.ageFrom === 'creation' ? index.createdMs : due?.fromMs;
  const deletedAtMs =
    policy.deleteAfterMs === undefined || from === undefined ? undefined : from + policy.deleteAfterMs;
  return {
    kind: 'written',
    by: { kind: 'lifecycle', name },
    ...(due !== undefined && { rollsOverAtMs: due.fromMs }),
    ...(condition !== undefined && { condition: `${condition.name} ${condition.value}` }),
    ...(deletedAtMs !== undefined && { deletedAtMs }),
    ...(policy.deleteAfterMs === undefined && !policy.deletesOtherwise && { reason: reason('no-delete-phase', name) }),
  };
}
