import { isOwnedBy } from '../jaeger/index.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import type { Surroundings } from './facts.ts';

/** The server deletes it with the instance's resource. */
export const isOwned = ({ resource }: Surroundings, object: KubernetesObject): boolean =>
  resource !== undefined && isOwnedBy(object, resource);

/** Nobody owns it, or nobody does any more. */
export const isFree = ({ metadata }: KubernetesObject): boolean => (metadata.ownerReferences ?? []).length === 0;

export const mayBelong = (around: Surroundings, object: KubernetesObject): boolean =>
  isOwned(around, object) || isFree(object);
