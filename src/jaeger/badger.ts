import type { ComponentWorkload } from './instance.ts';
import { mountOf } from './mounts.ts';
import { settingOf, type Settings } from './settings.ts';

/** Names of v1's flags, and the ends of v2's dotted names (1.76, 2.13): ephemeral unless something else is said. */
/** Why Badger of a workload loses its spans with the Pod; undefined where it keeps them. */
export function badgerLoss(workload: ComponentWorkload): string | undefined {
  const { generation, settings } = workload;
  const read = (flag: string, path: string): string | undefined =>
    generation === 'v1' ? settingOf(settings, `badger.${flag}`) : endingIn(settings, `.badger.${path}`);
  const ephemeral = read('ephemeral', 'ephemeral');
  if (ephemeral?.toLowerCase() !== 'false')
    return `badger.ephemeral is ${ephemeral ?? 'not set, which means true'}: spans are in memory, or in a directory that goes with the process`;
  const directory = read('directory-value', 'directories.values');
  return directory === undefined ? 'no directory is set: it is in the container' : lossIn(directory, workload);
}

/** A volume that the template does not have is one of a StatefulSet's own claims. */
function lossIn(directory: string, { object, container }: ComponentWorkload): string | undefined {
  const { containers = [], volumes = [] } = object.spec?.template?.spec ?? {};
  const mounts = containers.find(({ name }) => name === container)?.volumeMounts ?? [];
  const mount = mountOf(directory, mounts);
  if (mount === undefined) return `${directory} is in the container: no volume is mounted there`;
  const volume = volumes.find(({ name }) => name === mount.name);
  return volume?.emptyDir ? `${directory} is on the volume ${volume.name}, an emptyDir` : undefined;
}

const endingIn = (settings: Settings, end: string): string | undefined =>
  [...settings].find(([name]) => name.endsWith(end))?.[1];
