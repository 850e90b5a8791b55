import type { Condition, KubernetesObject, Metadata, OwnerReference } from './core-types.ts';
import { fields, list, number, text, textMap } from './shapes.ts';

/** A field's type without its absence. */
export type Present<T, K extends keyof T> = NonNullable<T[K]>;

/** The type of a list's elements. */
export type Item<T> = NonNullable<T> extends readonly (infer E)[] ? E : never;

export const metadataReaders = {
  name: text,
  namespace: text,
  uid: text,
  resourceVersion: text,
  generation: number,
  creationTimestamp: text,
  deletionTimestamp: text,
  labels: textMap,
  annotations: textMap,
  ownerReferences: list(fields<OwnerReference>({ kind: text, name: text, uid: text }, 'kind', 'name', 'uid')),
};
export const metadata = fields<Metadata>(metadataReaders, 'name');

export const metadataAlone = fields<KubernetesObject>({ metadata }, 'metadata');

export const conditions = list(
  fields<Condition>({ type: text, status: text, reason: text, message: text }, 'type', 'status'),
);
