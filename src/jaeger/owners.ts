import type { KubernetesObject } from '../kubernetes/types.ts';

export const isOwnedBy = (object: KubernetesObject, owner: KubernetesObject): boolean =>
  owner.metadata.uid !== undefined &&
  (object.metadata.ownerReferences ?? []).some(({ uid }) => uid === owner.metadata.uid);
