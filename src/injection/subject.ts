import { at } from '../jaeger/index.ts';
import type { ApiResource, KubernetesObject } from '../kubernetes/types.ts';
import { ownersOf, placeOf, stateOf, type FieldChange, type Step } from '../plan/index.ts';
import { RECORD } from './marks.ts';
import type { InstanceName } from './operator-answer.ts';
import { patchBetween } from './patch-between.ts';
import type { Way } from './record.ts';
import type { SpanService } from './endpoints.ts';
import type { Injectable } from './workload.ts';

/** A workload as it is in the cluster. */
export interface Found {
  readonly resource: ApiResource;
  /** Whole. */
  readonly live: KubernetesObject & Injectable;
}

/** What its Pods must show when it is done. */
export interface Expectation {
  readonly traced: boolean;
  readonly via: Way | undefined;
  readonly instance: InstanceName | undefined;
  /** What the spans are sent to. */
  readonly service: SpanService | undefined;
}

/** One workload of a plan, and what is to come of it. */
export interface Subject extends Found {
  readonly step: Step;
  /** As it is to be, but for what an operator adds. */
  readonly wanted: Injectable;
  readonly expected: Expectation;
  /** Which rule decides, for people. */
  readonly because: string;
  /** The same for the object as it is by then, when somebody else has written it. */
  readonly again: (live: KubernetesObject & Injectable) => Subject;
}

/** Managers that set nothing back: operators, under the names of their programs, and those that the API server has no books of. */
const HARMLESS = ['jaeger-operator', 'manager', 'before-first-apply'];

/** What sets something back only when somebody runs it again: kubectl, oc and Helm. */
const BY_HAND = /^(kubectl|oc|helm)\b/i;

const isOtherText = (change: FieldChange): boolean => change.from !== undefined && change.path[0] === 'metadata';

/** Texts of others among what is changed: those of controllers, who set them back at once, and those that were applied by hand. */
export function ownersAmong(live: KubernetesObject, changes: readonly FieldChange[], fieldManager: string) {
  const paths = changes.filter(isOtherText).map(({ path }) => path);
  const owned = ownersOf(at(live, 'metadata', 'managedFields'), paths, [fieldManager, ...HARMLESS]);
  return {
    controllers: owned.filter(({ manager }) => !BY_HAND.test(manager)),
    hands: owned.filter(({ manager }) => BY_HAND.test(manager)),
  };
}

/** What a step is about: a workload, or a Namespace. */
interface Live {
  readonly resource: ApiResource;
  readonly live: KubernetesObject;
}

export const keepStep = ({ resource, live }: Live, skipped?: string): Step => ({
  type: 'keep',
  resource,
  object: placeOf(live),
  live,
  ...(skipped === undefined ? {} : { skipped }),
});

/** One that an operator changes because of its Namespace, and that is waited for. */
export const leaveStep = ({ resource, live }: Live, done: Change['done']): Step => ({
  type: 'keep',
  resource,
  object: placeOf(live),
  live,
  done,
});

export interface Change<W extends object = Injectable> {
  readonly wanted: W;
  readonly done: 'injected' | 'uninjected' | 'restarted';
  readonly fieldManager: string;
  /** Even where nothing differs: so that an operator's webhook looks at it again. */
  readonly touch?: boolean;
}

/** One patch that makes a workload what is wanted, or nothing where it is that already. */
export function stepTo(found: Live, change: Change<object>): Step {
  const { wanted, done, fieldManager, touch = false } = change;
  const { resource, live } = found;
  const { operations, changes } = patchBetween(live, wanted);
  if (operations.length === 0 && !touch) return keepStep(found);
  return {
    type: 'patch',
    resource,
    object: placeOf(live),
    patch: { type: 'json', operations },
    preconditions: stateOf(live),
    live,
    changes: changes.map(inWords),
    conflicts: ownersAmong(live, changes, fieldManager).controllers,
    isReversible: true,
    done,
  };
}

/** The record is for programs: what it says stands in the other lines. */
const inWords = ({ path, from, to }: FieldChange): FieldChange =>
  path.at(-1) === RECORD ? { path, from: from && NOTED, to: to && NOTED } : { path, from: brief(from), to: brief(to) };

const NOTED = '(what was there before)';

/** A container in a word, and a list by its names, for the plan: all of it is in the diff. */
function brief(value: unknown): unknown {
  const image = at(value, 'image');
  if (typeof image === 'string') return `image ${image}`;
  if (Array.isArray(value)) return (value as unknown[]).map((item) => at(item, 'name') ?? item);
  if (at(value, RECORD) !== undefined) return Object.assign({}, value, { [RECORD]: NOTED });
  const inner = at(value, 'value');
  return typeof at(value, 'name') === 'string' && typeof inner === 'string' ? inner : value;
}
