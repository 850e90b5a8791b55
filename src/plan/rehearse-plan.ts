import { isJaegerError, JaegerError } from '../errors/index.ts';
import type { Reader, Writer } from '../kubernetes/ports.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { fieldOf, nameOf, objectOf, type Plan, type Step } from './plan.ts';
import { hasField, isSame } from './stored.ts';

/** What has come of a step, or what would. */
export interface Outcome {
  readonly step: Step;
  /** `created`, `configured`, `unchanged`, `deleted`, or what the step calls it. */
  readonly verb: string;
  /** Undefined: it was not there. */
  readonly before: KubernetesObject | undefined;
  /** As the server stores it; undefined when it is gone. */
  readonly after: KubernetesObject | undefined;
}

export interface WriteChoice {
  readonly signal: AbortSignal;
  /** Who owns what is written; `kubectl-jaeger` when left out. */
  readonly fieldManager?: string | undefined;
  /** Take over the fields of other managers: `--force-conflicts`. */
  readonly force: boolean;
}

export interface RehearsalChoice extends WriteChoice {
  /** A step that has gone stale, made anew for what is there now; without it the whole plan is stale. */
  readonly again?: (step: Step) => Promise<Step | undefined>;
  /** Which steps are tried; all of them when left out. */
  readonly isTried?: (step: Step) => boolean;
}

/** Dry runs at a time: of many objects, one after the other, they would take longer than the change itself. */
const AT_ONCE = 8;
/** How often a step is made anew while others write the object, too. */
const ATTEMPTS = 5;

/**
 * Has the server do every step without storing anything: what it refuses is known before anything is changed. What lies in a namespace
 * that the plan itself makes cannot be tried. Errors: STALE when the cluster is no longer what the plan was made for; CONFLICT for
 * fields of other managers; INVALID for a field that the server would drop.
 */
export async function rehearsePlan(
  cluster: Reader & Writer,
  plan: Plan,
  choice: RehearsalChoice,
): Promise<readonly Outcome[]> {
  refuseConflicts(plan, choice);
  const made = new Set(plan.steps.filter(makesNamespace).map((step) => objectOf(step).name));
  const outcomes: Outcome[] = [];
  const failures = new Map<number, unknown>();
  const waiting = [...plan.steps.filter(choice.isTried ?? (() => true)).entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && failures.size === 0; next = waiting.shift()) {
      const [position, step] = next;
      const isFuture = step.type === 'apply' && made.has(step.manifest.metadata.namespace ?? '');
      try {
        outcomes[position] = isFuture
          ? { step, verb: 'created', before: undefined, after: step.manifest }
          : await tryAgain(cluster, step, choice);
      } catch (error) {
        failures.set(position, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // Of several, the one that would have come first.
  const [first] = [...failures].toSorted(([one], [other]) => one - other);
  if (first !== undefined) throw first[1];
  return outcomes;
}

async function tryAgain(cluster: Reader & Writer, step: Step, choice: RehearsalChoice): Promise<Outcome> {
  let current = step;
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryStep(cluster, current, choice);
    } catch (error) {
      if (!isJaegerError(error) || error.code !== 'STALE' || attempt === ATTEMPTS) throw error;
      const next = await choice.again?.(step);
      if (next === undefined) throw error;
      current = next;
    }
  }
}

const makesNamespace = (step: Step): boolean =>
  step.type === 'apply' && step.isNew && step.resource.kind === 'Namespace' && step.resource.group === '';

async function tryStep(cluster: Reader & Writer, step: Step, choice: WriteChoice): Promise<Outcome> {
  const outcome = await carryOut(cluster, step, { ...choice, dryRun: true });
  if (step.type === 'apply' && step.isNew && outcome.verb !== 'created')
    throw stale(`${nameOf(step)} is there now, which it was not`);
  if (step.type === 'patch') refuseDropped(step, outcome.after);
  return outcome;
}

/** A field that a CRD does not know is dropped with a warning at most, which scripts do not read. */
function refuseDropped(step: Extract<Step, { type: 'patch' }>, after: KubernetesObject | undefined): void {
  const wanted = step.changes.filter(({ to }) => to !== undefined && to !== null);
  const dropped = wanted.filter(({ path }) => !hasField(after, path)).map(({ path }) => fieldOf(path));
  if (dropped.length === 0) return;
  throw new JaegerError(
    'INVALID',
    `the server does not know ${dropped.join(', ')} of ${nameOf(step)}, and would drop it`,
  );
}

function refuseConflicts({ steps }: Plan, { force }: WriteChoice): void {
  const owned = steps.flatMap((step) => (step.type === 'patch' ? step.conflicts : []));
  if (force || owned.length === 0) return;
  const byManager = Map.groupBy(owned, ({ manager }) => manager);
  throw new JaegerError('CONFLICT', `${owned.length} of the fields to change belong to others, who may set them back`, {
    hints: [
      ...[...byManager].map(([manager, of]) => `"${manager}" manages ${of.map(({ field }) => field).join(', ')}`),
      'leave these fields to them, or take them over with --force-conflicts',
    ],
  });
}

/** One step, for good or as a dry run. Errors: STALE instead of CONFLICT where the cause is a precondition. */
export async function carryOut(
  cluster: Reader & Writer,
  step: Step,
  { signal, fieldManager, force, dryRun }: WriteChoice & { readonly dryRun: boolean },
): Promise<Outcome> {
  const options = { signal, dryRun, ...(fieldManager === undefined ? {} : { fieldManager }) };
  if (step.type === 'apply') {
    const { resource, manifest, isNew } = step;
    const before = isNew ? undefined : await cluster.get(resource, manifest.metadata, { signal });
    const { object: after, created } = await cluster.apply(resource, manifest, { ...options, force });
    return { step, verb: created ? 'created' : verbOf(before, after), before, after };
  }
  const { live: before } = step;
  if (step.type === 'keep') return { step, verb: keptVerb(step), before, after: before };
  const { resource, object, preconditions } = step;
  try {
    if (step.type === 'patch') {
      const after = await cluster.patch(resource, object, step.patch, { ...options, preconditions });
      return { step, verb: verbOf(before, after, step.done), before, after };
    }
    const propagation = step.propagationPolicy === undefined ? {} : { propagationPolicy: step.propagationPolicy };
    await cluster.delete(resource, object, { signal, dryRun, preconditions, ...propagation });
    return { step, verb: 'deleted', before, after: undefined };
  } catch (error) {
    if (!isJaegerError(error)) throw error;
    // What is gone already is what was wanted.
    if (step.type === 'delete' && error.code === 'NOT_FOUND')
      return { step, verb: 'deleted', before, after: undefined };
    // A patch of ours has no conflicts of fields: what it conflicts with is its precondition.
    if (error.code === 'CONFLICT') throw stale(`${nameOf(step)} has changed`, error);
    throw error;
  }
}

const verbOf = (before: KubernetesObject | undefined, after: KubernetesObject, done = 'configured'): string =>
  before !== undefined && isSame(before, after) ? 'unchanged' : done;

/** Of an object that is left as it is. */
export const keptVerb = ({ skipped, done = 'unchanged' }: Extract<Step, { type: 'keep' }>): string =>
  skipped === undefined ? done : `skipped (${skipped})`;

const stale = (what: string, cause?: unknown): JaegerError =>
  new JaegerError('STALE', `${what} since the plan was made`, { hints: ['look at it again and repeat'], cause });
