import type { Pod, VolumeMount } from '../kubernetes/types.ts';

/** Names of the claims that a Pod mounts, all of its own namespace. */
export const claimNamesOf = ({ spec }: Pod): readonly string[] =>
  (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);

/** The mount that a path inside a container is on: the innermost. */
export const mountOf = (path: string, mounts: readonly VolumeMount[]): VolumeMount | undefined =>
  mounts
    .filter(({ mountPath }) => `${path}/`.startsWith(`${mountPath.replace(/\/$/, '')}/`))
    .toSorted((one, other) => other.mountPath.length - one.mountPath.length)[0];
