import { placeOf, type Member } from '../jaeger/index.ts';
import type { PersistentVolumeClaim } from '../kubernetes/types.ts';
import type { ClaimRow } from './report.ts';

/** In the order in which kubectl lists them. */
const SHORT_MODES: readonly (readonly [string, string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

/** Claims of before 1.6 name their class here, and it still counts first. */
const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';

/**
 * The columns of `kubectl get pvc` (kubernetes 1.36, printPersistentVolumeClaim): capacity and modes only of a claim that
 * is bound to a volume.
 */
export function claimRow({ object, component, because }: Member<PersistentVolumeClaim>): ClaimRow {
  const { metadata, spec = {}, status = {} } = object;
  const volume = spec.volumeName ?? '';
  const bound = volume === '' ? {} : status;
  return {
    ...placeOf(metadata),
    component,
    status: metadata.deletionTimestamp === undefined ? (status.phase ?? 'Unknown') : 'Terminating',
    volume,
    capacity: bound.capacity?.storage ?? '',
    accessModes: shortModes(bound.accessModes ?? []),
    storageClass: metadata.annotations?.[OLD_CLASS] ?? spec.storageClassName ?? '',
    volumeMode: spec.volumeMode ?? '<unset>',
    createdAt: metadata.creationTimestamp,
    because,
  };
}

const shortModes = (modes: readonly string[]): readonly string[] =>
  SHORT_MODES.filter(([mode]) => modes.includes(mode)).map(([, short]) => short);
