import type { Pod } from '../kubernetes/types.ts';

/** Names of the claims that a Pod mounts, all of its own namespace. */
export const claimNamesOf = ({ spec }: Pod): readonly string[] =>
  (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
