import type { KubernetesObject, Metadata } from '../kubernetes/types.ts';

/** Which object a row is about. */
export const placeOf = ({ namespace = '', name }: Metadata): { readonly namespace: string; readonly name: string } => ({
  namespace,
  name,
});

/** `RESOURCE/NAME`, with its namespace before it where that is not the instance's. */
export const nameOf = (
  resource: string,
  { metadata }: KubernetesObject,
  { namespace }: { readonly namespace: string },
): string =>
  metadata.namespace === namespace
    ? `${resource}/${metadata.name}`
    : `${metadata.namespace ?? ''}/${resource}/${metadata.name}`;
