import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';

/** An object of the API; of what it says of itself, only the metadata have a meaning here. */
export interface StoredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly uid: string }[];
  readonly generation?: number;
  readonly [field: string]: unknown;
}

export interface ObjectName {
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** What happened to one object. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** `deployments.apps`. */
  readonly resource: string;
  /** As it is now; of a deleted one, as it was, with the version of its end. */
  readonly object: StoredObject;
  readonly before: StoredObject | undefined;
}

/** All objects by resource, and what happened to them since the start or since the history was forgotten. */
export interface Store {
  version: number;
  /** Changes up to this version are not known any more. */
  forgotten: number;
  readonly history: Change[];
  readonly objects: Map<string, Map<string, StoredObject>>;
  /** Also told the key of a log that has grown. */
  readonly events: EventEmitter<{ change: [Change]; log: [string] }>;
}

export const newStore = (): Store => ({
  version: 1,
  forgotten: 0,
  history: [],
  objects: new Map(),
  // A listener for each open watch and followed log.
  events: new EventEmitter<{ change: [Change]; log: [string] }>().setMaxListeners(0),
});

const keyOf = ({ namespace = '', name }: ObjectName): string => `${namespace}/${name}`;

export const find = (store: Store, resource: string, name: ObjectName): StoredObject | undefined =>
  store.objects.get(resource)?.get(keyOf(name));

/** In the API server's order: by namespace and name, byte by byte. */
export const all = (store: Store, resource: string, namespace?: string): readonly StoredObject[] =>
  [...(store.objects.get(resource)?.values() ?? [])]
    .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
    .toSorted((one, other) => (keyOf(one.metadata) < keyOf(other.metadata) ? -1 : 1));

/** An object with what the API server gives it when it is new. */
export const born = (object: StoredObject): StoredObject => ({
  ...object,
  metadata: { creationTimestamp: `${new Date().toISOString().slice(0, 19)}Z`, uid: randomUUID(), ...object.metadata },
});

/** Stores an object; one that says nothing new is left as it is, with its version. */
export function put(store: Store, resource: string, object: StoredObject): StoredObject {
  const before = find(store, resource, object.metadata);
  const { resourceVersion, generation } = before?.metadata ?? {};
  const unchanged = { ...object, metadata: { ...object.metadata, resourceVersion } };
  if (before && isDeepStrictEqual(before, unchanged)) return before;
  const isOtherSpec = generation !== undefined && !isDeepStrictEqual(before?.['spec'], object['spec']);
  const next = { resourceVersion: String(++store.version), ...(isOtherSpec ? { generation: generation + 1 } : {}) };
  const stored = { ...object, metadata: { ...object.metadata, ...next } };
  const ofResource = store.objects.get(resource) ?? new Map<string, StoredObject>();
  store.objects.set(resource, ofResource.set(keyOf(object.metadata), stored));
  note(store, { type: before ? 'MODIFIED' : 'ADDED', resource, object: stored, before });
  return stored;
}

/** Deletes an object, what lies in it when it is a namespace, and what it owns unless that shall stay. */
export function remove(store: Store, resource: string, name: ObjectName, keepsOwned = false): void {
  const before = find(store, resource, name);
  if (!before) return;
  store.objects.get(resource)?.delete(keyOf(name));
  const { uid } = before.metadata;
  for (const [other, objects] of store.objects)
    for (const { metadata } of objects.values()) {
      const isWithin = resource === 'namespaces' && metadata.namespace === name.name;
      const isOwned = !keepsOwned && metadata.ownerReferences?.some((owner) => owner.uid === uid) === true;
      if (isWithin || isOwned) remove(store, other, metadata);
    }
  const object = { ...before, metadata: { ...before.metadata, resourceVersion: String(++store.version) } };
  note(store, { type: 'DELETED', resource, object, before });
}

function note(store: Store, change: Change): void {
  store.history.push(change);
  store.events.emit('change', change);
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7396. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch))
    if (value === null) delete merged[field];
    else merged[field] = mergePatch(merged[field], value);
  return merged;
}
