import type { Container, Pod, PodSpec, Projection, VolumeMount } from '../kubernetes/types.ts';

/** Names of the claims that a Pod mounts, all of its own namespace. */
export const claimNamesOf = ({ spec }: Pod): readonly string[] =>
  (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);

/** The mount that a path inside a container is on: the innermost. */
export const mountOf = (path: string, mounts: readonly VolumeMount[]): VolumeMount | undefined =>
  mounts
    .filter(({ mountPath }) => `${path}/`.startsWith(`${mountPath.replace(/\/$/, '')}/`))
    .toSorted((one, other) => other.mountPath.length - one.mountPath.length)[0];

/** A key of a ConfigMap or a Secret of the Pod's namespace. */
export interface MountedKey {
  readonly resource: 'configmaps' | 'secrets';
  readonly name: string;
  readonly key: string;
}

/** What a file inside a container is made of: the key that is mounted there, each that it may be in a projected volume; none for all other files. */
export function keysOfFile(
  { volumeMounts = [] }: Container,
  { volumes = [] }: PodSpec,
  path: string,
): readonly MountedKey[] {
  const mount = mountOf(path, volumeMounts);
  const volume = volumes.find(({ name }) => name === mount?.name);
  if (mount === undefined || volume === undefined) return [];
  const below = path.slice(mount.mountPath.length).replace(/^\//, '');
  const file = [mount.subPath, below].filter((part) => part).join('/');
  const { configMap, secret, projected } = volume;
  return [
    ...keyIn('configmaps', configMap, file),
    ...keyIn('secrets', secret && { ...secret, name: secret.secretName }, file),
    ...(projected?.sources ?? []).flatMap((source) => [
      ...keyIn('configmaps', source.configMap, file),
      ...keyIn('secrets', source.secret, file),
    ]),
  ];
}

function keyIn(resource: MountedKey['resource'], source: Projection | undefined, file: string): readonly MountedKey[] {
  if (source === undefined) return [];
  if (source.items === undefined) return [{ resource, name: source.name, key: file }];
  return source.items.filter((item) => item.path === file).map(({ key }) => ({ resource, name: source.name, key }));
}
