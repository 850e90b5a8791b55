import type { Doing } from './doing.ts';
import type {
  ApplyOptions,
  DeleteOptions,
  Manifest,
  ObjectName,
  Patch,
  PatchOptions,
  Preconditions,
  WriteOptions,
} from './ports.ts';
import type { ApiRequest } from './requests.ts';
import { pathOf, resourceOf } from './resources.ts';
import type { AnyResource, ApiResource } from './types.ts';

const FIELD_MANAGER = 'kubectl-jaeger';

export function createRequest(resource: AnyResource, object: Manifest, options: WriteOptions): ApiRequest {
  const { type, namespace } = placeOf(resource, object.metadata);
  return {
    method: 'POST',
    path: pathOf(type, { namespace }) + queryOf(options),
    body: object,
    ...write({ verb: 'create', resource: type, namespace }, options),
  };
}

export function applyRequest(resource: AnyResource, object: Manifest, options: ApplyOptions): ApiRequest {
  const { type, namespace } = placeOf(resource, object.metadata);
  const { name } = object.metadata;
  return {
    method: 'PATCH',
    path: pathOf(type, { namespace, name }) + queryOf(options, options.force === true ? { force: 'true' } : {}),
    // JSON is YAML: the server reads both under this name.
    contentType: 'application/apply-patch+yaml',
    body: object,
    ...write({ verb: 'patch', resource: type, namespace, name }, options),
  };
}

const CONTENT_TYPES = { json: 'application/json-patch+json', merge: 'application/merge-patch+json' } as const;

export function patchRequest(
  resource: AnyResource,
  object: ObjectName,
  patch: Patch,
  options: PatchOptions,
): ApiRequest {
  const { type, namespace } = placeOf(resource, object);
  const { name } = object;
  return {
    method: 'PATCH',
    path: pathOf(type, { namespace, name }) + queryOf(options),
    contentType: CONTENT_TYPES[patch.type],
    body: withPreconditions(patch, options.preconditions ?? {}),
    ...write({ verb: 'patch', resource: type, namespace, name }, options),
  };
}

/**
 * A patch has no preconditions of its own: but one that would set another resource version is refused with 409, and one that
 * would set another uid with 422 for just that field (tried with 1.36). A `test` operation could not be told from
 * any other fault of a patch.
 */
function withPreconditions(patch: Patch, { uid, resourceVersion }: Preconditions): unknown {
  const expected = Object.entries({ uid, resourceVersion }).filter(([, value]) => value !== undefined);
  if (patch.type === 'json') {
    const sets = expected.map(([field, value]) => ({ op: 'replace', path: `/metadata/${field}`, value }));
    return [...sets, ...patch.operations];
  }
  const metadata: unknown = 'metadata' in patch.changes ? patch.changes.metadata : undefined;
  if (expected.length === 0) return patch.changes;
  return { ...patch.changes, metadata: Object.assign({}, metadata, Object.fromEntries(expected)) };
}

export function deleteRequest(resource: AnyResource, object: ObjectName, options: DeleteOptions): ApiRequest {
  const { type, namespace } = placeOf(resource, object);
  const { name } = object;
  const { preconditions, propagationPolicy, dryRun } = options;
  return {
    method: 'DELETE',
    path: pathOf(type, { namespace, name }),
    body: {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions,
      propagationPolicy,
      dryRun: dryRun === true ? ['All'] : undefined,
    },
    ...write({ verb: 'delete', resource: type, namespace, name }, options),
  };
}

interface Placed {
  readonly type: ApiResource;
  readonly namespace: string | undefined;
}

/** An object of the cluster has no namespace, whatever its manifest says. */
function placeOf(resource: AnyResource, { namespace }: { readonly namespace?: string }): Placed {
  const type = resourceOf(resource);
  return { type, namespace: type.namespaced ? namespace : undefined };
}

const write = (
  doing: Doing,
  { signal }: { readonly signal?: AbortSignal },
): Pick<ApiRequest, 'isRead' | 'doing' | 'signal'> => ({ isRead: false, doing, signal });

function queryOf({ dryRun, fieldManager = FIELD_MANAGER }: WriteOptions, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ fieldManager, ...more });
  if (dryRun === true) query.set('dryRun', 'All');
  return `?${query.toString()}`;
}
