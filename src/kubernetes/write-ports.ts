import type { Abortable, ObjectName } from './ports.ts';
import type { AnyResource, ObjectOf } from './types.ts';

export interface WriteOptions extends Abortable {
  /** The server does everything but store the result. */
  readonly dryRun?: boolean;
  /** Who owns the fields that are written; `kubectl-jaeger` when left out. */
  readonly fieldManager?: string;
}

/** The object must still be this one; otherwise nothing happens and the error is CONFLICT. */
export interface Preconditions {
  readonly uid?: string;
  readonly resourceVersion?: string;
}

export interface ApplyOptions extends WriteOptions {
  /** Take over the fields of other managers. */
  readonly force?: boolean;
}

export interface PatchOptions extends WriteOptions {
  readonly preconditions?: Preconditions;
}

export interface DeleteOptions extends Abortable {
  readonly dryRun?: boolean;
  readonly preconditions?: Preconditions;
  /** What becomes of the object's dependents; the server's default for the kind when left out. */
  readonly propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
}

interface JsonPatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

/** RFC 6902 or RFC 7386. A JSON patch whose `test` fails or whose path is missing is INVALID. */
export type Patch =
  | { readonly type: 'json'; readonly operations: readonly JsonPatchOperation[] }
  | { readonly type: 'merge'; readonly changes: object };

/** An object to be written: all of it that we want to say, and nothing else. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

export interface Applied<T> {
  readonly object: T;
  /** The object was not there before. */
  readonly created: boolean;
}

/** Changes. A write is sent once; again only after a 429, which the server sends before it has done anything. */
export interface Writer {
  /** Errors: ALREADY_EXISTS; NOT_FOUND for a missing namespace. */
  create<R extends AnyResource>(resource: R, object: Manifest, options?: WriteOptions): Promise<ObjectOf<R>>;
  /** Server-side apply. Fields of another manager: CONFLICT, naming it, unless `force` takes them over. */
  apply<R extends AnyResource>(resource: R, object: Manifest, options?: ApplyOptions): Promise<Applied<ObjectOf<R>>>;
  patch<R extends AnyResource>(
    resource: R,
    name: ObjectName,
    patch: Patch,
    options?: PatchOptions,
  ): Promise<ObjectOf<R>>;
  /** Returns when the server has accepted it: finalizers and the Pods' grace period come after. */
  delete(resource: AnyResource, name: ObjectName, options?: DeleteOptions): Promise<void>;
}
