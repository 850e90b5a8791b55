import type { ObjectName, Patch, Preconditions, Manifest, Target } from '../kubernetes/ports.ts';
import type { ApiResource, KubernetesObject } from '../kubernetes/types.ts';

/** A field whose value belongs to somebody else, who would set it back. */
export interface OwnedField {
  readonly manager: string;
  /** As the API server writes it: `.spec.strategy`. */
  readonly field: string;
}

/** One field that a patch changes, for people. Undefined: it is not there. */
export interface FieldChange {
  readonly path: readonly string[];
  readonly from: unknown;
  readonly to: unknown;
}

/** A path as one text; a dot that is part of a key has a backslash before it. */
export const fieldOf = (path: readonly string[]): string =>
  path.map((key) => key.replaceAll('.', String.raw`\.`)).join('.');

interface ApplyStep {
  readonly type: 'apply';
  readonly resource: ApiResource;
  readonly manifest: Manifest;
  /** There was none when the plan was made; if there is one now, the plan is stale. */
  readonly isNew: boolean;
}

interface PatchStep {
  readonly type: 'patch';
  readonly resource: ApiResource;
  readonly object: ObjectName;
  readonly patch: Patch;
  /** What the plan was made for: if it is another object now, or has changed, the plan is stale. */
  readonly preconditions: Preconditions;
  /** The object as it was then, whole. */
  readonly live: KubernetesObject;
  readonly changes: readonly FieldChange[];
  /** Fields of other managers among those: they are not changed unless by force. */
  readonly conflicts: readonly OwnedField[];
  /** It can be taken back as a whole: done to one thing that is named, it needs no yes. */
  readonly isReversible?: true;
  /** What it is called when it is done; `configured` when left out. */
  readonly done?: string;
}

interface DeleteStep {
  readonly type: 'delete';
  readonly resource: ApiResource;
  readonly object: ObjectName;
  readonly preconditions: Preconditions;
  readonly live: KubernetesObject;
  readonly propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  /** What this program has made, and makes again when it is asked to. */
  readonly isReversible?: true;
}

/** Nothing is to be done: the object is as it should be. */
interface KeepStep {
  readonly type: 'keep';
  readonly resource: ApiResource;
  readonly object: ObjectName;
  readonly live: KubernetesObject;
  /** Why it is left as it is, though it may not be as it should be. */
  readonly skipped?: string;
  /** What it is called where somebody else changes it because of another step. */
  readonly done?: string;
}

export type Step = ApplyStep | PatchStep | DeleteStep | KeepStep;

/** Whether there is nothing to do. */
export const isDone = ({ steps }: Plan): boolean => steps.every(({ type }) => type === 'keep');

/** A change of a cluster as plain data: what would be done, where, in which order, and what is lost by it. */
export interface Plan extends Target {
  /** What it is for: `install jaeger-production`. */
  readonly title: string;
  /** The name of the one thing that is changed, which is typed back where something is destroyed; undefined when a selector chose. */
  readonly subject: string | undefined;
  readonly steps: readonly Step[];
  /** What somebody should know before, one line each. */
  readonly notes: readonly string[];
  /** What cannot be had back afterwards, one line each. */
  readonly destroys: readonly string[];
}

/** Namespace and name of what a step changes. */
export const objectOf = (step: Step): ObjectName => (step.type === 'apply' ? step.manifest.metadata : step.object);

/** As kubectl names an object: `jaeger.jaegertracing.io/simplest`. */
export function nameOf(step: Step): string {
  const { kind, group } = step.resource;
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${objectOf(step).name}`;
}

/** Namespace and name of an object that is there, for a step. */
export const placeOf = ({ metadata: { name, namespace } }: KubernetesObject): ObjectName =>
  namespace === undefined ? { name } : { name, namespace };

/** What a change is made for: this object, in the state that it was seen in. */
export const stateOf = ({ metadata: { uid, resourceVersion } }: KubernetesObject): Preconditions => ({
  ...(uid === undefined ? {} : { uid }),
  ...(resourceVersion === undefined ? {} : { resourceVersion }),
});
