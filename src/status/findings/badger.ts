import {
  finding,
  mountOf,
  settingOf,
  type ComponentWorkload,
  type Finding,
  type Settings,
} from '../../jaeger/index.ts';
import { nameOf, type Rule } from './subject.ts';

/** Badger is a store in the process: it keeps spans only on a volume that outlives the Pod. */
export const badgerFindings: Rule = ({ instance }) =>
  instance.workloads
    .filter(({ storage }) => storage.type === 'badger')
    .flatMap((workload): Finding[] => {
      const evidence = lossOf(workload);
      if (evidence === undefined) return [];
      return [
        finding('JG052', {
          object: nameOf(workload.object.resource, workload.object, instance),
          evidence,
          why: 'all spans are gone when the Pod is made anew, by an update or an eviction',
          next: 'set badger.ephemeral to false and both of its directories to a volume with a claim',
        }),
      ];
    });

/** Names of v1's flags, and the ends of v2's dotted names (1.76, 2.13): ephemeral unless something else is said. */
function lossOf(workload: ComponentWorkload): string | undefined {
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
