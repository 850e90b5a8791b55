import { applyPatch, type Operation } from 'rfc6902';
import type { Call } from './call.ts';

import {
  badRequest,
  conflict,
  detailsOf,
  invalid,
  notFound,
  refusal,
  resourceName,
  unsupported,
  type Reply,
} from './statuses.ts';
import { born, find, mergePatch, put, remove, type StoredObject } from './store.ts';

const NAME = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const NAME_RULE = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${NAME}')`;

export function create(call: Call): Reply {
  const { type, state } = call;
  const manifest = manifestOf(call);
  const { name } = manifest.metadata;
  if (!new RegExp(`^${NAME}$`).test(name)) throw invalid(type, name, ['name', name, NAME_RULE]);
  if (find(state.store, resourceName(type), manifest.metadata)) {
    const details = detailsOf(type.group, type.plural, name);
    throw refusal(409, 'AlreadyExists', `${resourceName(type)} "${name}" already exists`, details);
  }
  return { code: 201, body: make(call, manifest) };
}

/** The object in the body, in the namespace of the path. Errors: 400. */
function manifestOf({ namespace, body }: Call): StoredObject {
  const object = parsed(body) as StoredObject;
  const { resourceVersion: _, managedFields: __, ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, ...(namespace === undefined ? {} : { namespace }) } };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw badRequest('the practice cluster reads JSON alone');
  }
}

/** Errors: 404 when there is no such namespace. */
function make(call: Call, manifest: StoredObject): StoredObject {
  const { state, type, namespace } = call;
  if (namespace !== undefined && !find(state.store, 'namespaces', { name: namespace }))
    throw notFound({ group: '', plural: 'namespaces' }, namespace);
  // Of these kinds, controllers have to know whether they have seen the last change of what is wanted.
  const counts = type.isCustom || ['apps', 'batch'].includes(type.group) ? { generation: 1 } : {};
  const begun = type.plural === 'namespaces' ? { status: { phase: 'Active' } } : {};
  return keep(call, born({ ...manifest, ...begun, metadata: { ...manifest.metadata, ...counts } }));
}

const keep = ({ state, type, query }: Call, object: StoredObject): StoredObject =>
  query.get('dryRun') === 'All' ? object : put(state.store, resourceName(type), object);

export function patch(call: Call): Reply {
  const { state, type, namespace, name = '', contentType } = call;
  const object = find(state.store, resourceName(type), { namespace, name });
  const change = CHANGES[contentType];
  if (!change) throw unsupported();
  if (!object && change === applied) return { code: 201, body: make(call, manifestOf(call)) };
  if (!object) throw notFound(type, name);
  const changed = change(call, object);
  const { uid, resourceVersion } = changed.metadata;
  if (resourceVersion !== object.metadata.resourceVersion) throw conflict(type, name);
  if (uid !== object.metadata.uid) throw invalid(type, name, ['uid', uid, 'field is immutable'], 2);
  return { code: 200, body: keep(call, changed) };
}

type Change = (call: Call, object: StoredObject) => StoredObject;

const merged: Change = ({ body }, object) => mergePatch(object, parsed(body)) as StoredObject;

/** Where nothing in it is a list or an instruction, a strategic merge is a plain one; what goes further is not imitated. */
const strategic: Change = (call, object) => {
  if (call.type.isCustom || /\[|"\$/.test(call.body.toString())) throw unsupported();
  return merged(call, object);
};

const stepwise: Change = ({ body }, object) => {
  const copy = structuredClone(object);
  if (applyPatch(copy, parsed(body) as Operation[]).every((error) => error === null)) return copy;
  throw refusal(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
};

/** Who owns which field is not known here: what is applied is merged, and nothing that was applied before is taken away. */
const applied: Change = (call, object) => mergePatch(object, manifestOf(call)) as StoredObject;

const CHANGES: Readonly<Record<string, Change>> = {
  'application/merge-patch+json': merged,
  'application/strategic-merge-patch+json': strategic,
  'application/json-patch+json': stepwise,
  'application/apply-patch+yaml': applied,
};

interface DeleteOptions {
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly propagationPolicy?: string;
  readonly dryRun?: readonly string[];
}

export function deleteOne({ state, type, namespace, name = '', query, body }: Call): Reply {
  const object = find(state.store, resourceName(type), { namespace, name });
  if (!object) throw notFound(type, name);
  const { uid, resourceVersion } = object.metadata;
  const {
    preconditions: only,
    propagationPolicy,
    dryRun,
  }: DeleteOptions = body.length === 0 ? {} : (parsed(body) as object);
  for (const [what, asked, is, after] of [
    ['UID', only?.uid, uid, 'The object might have been deleted and then recreated'],
    ['ResourceVersion', only?.resourceVersion, resourceVersion, 'The object might have been modified'],
  ] as const) {
    const why = `the ${what} in the precondition (${asked}) does not match the ${what} in record (${is}). ${after}`;
    if (asked !== undefined && asked !== is) throw conflict(type, name, type.kind, why);
  }
  if (query.get('dryRun') !== 'All' && !dryRun?.includes('All'))
    remove(state.store, resourceName(type), { namespace, name }, propagationPolicy === 'Orphan');
  const details = { ...detailsOf(type.group, type.plural, name), uid };
  return { code: 200, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details } };
}
