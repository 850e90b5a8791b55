import type { Metadata } from '../kubernetes/types.ts';

/** Which object a row is about. */
export const placeOf = ({ namespace = '', name }: Metadata): { readonly namespace: string; readonly name: string } => ({
  namespace,
  name,
});
