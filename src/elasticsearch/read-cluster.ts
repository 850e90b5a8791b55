import type { NodeDisk, StoreHealth, StoreLimits, StoreVersion } from './ports.ts';
import { at, isTrueAt, numberAt, textAt, treesIn } from './tree.ts';

/**
 * The greeting; undefined where it is somebody else's. OpenSearch can be told to give itself out as Elasticsearch 7.10.2
 * (`compatibility.override_main_response_version`, 1.x and 2.x), and then only its tagline tells.
 */
export function readVersion(answer: unknown): StoreVersion | undefined {
  const number = textAt(answer, 'version.number');
  if (number === undefined) return undefined;
  const isOpenSearch =
    textAt(answer, 'version.distribution') === 'opensearch' || /OpenSearch/.test(textAt(answer, 'tagline') ?? '');
  return {
    distribution: isOpenSearch ? 'opensearch' : 'elasticsearch',
    number,
    major: Number.parseInt(number, 10) || 0,
    clusterName: textAt(answer, 'cluster_name') ?? '',
  };
}

export const isAtLeast = ({ number }: StoreVersion, major: number, minor: number): boolean => {
  const [ownMajor = 0, ownMinor = 0] = number.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
};

export function readHealth(answer: unknown): StoreHealth | undefined {
  const status = (['green', 'yellow', 'red'] as const).find((colour) => colour === textAt(answer, 'status'));
  if (status === undefined) return undefined;
  return {
    status,
    dataNodes: numberAt(answer, 'number_of_data_nodes') ?? 0,
    activeShards: numberAt(answer, 'active_shards') ?? 0,
    unassignedShards: numberAt(answer, 'unassigned_shards') ?? 0,
  };
}

/** Rows of `_cat/allocation`; that of the unassigned shards, and of a node that does not answer, has no disk. */
export const readDisks = (rows: unknown): readonly NodeDisk[] =>
  treesIn(rows).flatMap((row) => {
    const node = textAt(row, 'node');
    const totalBytes = numberAt(row, 'disk.total');
    if (node === undefined || totalBytes === undefined) return [];
    return {
      node,
      totalBytes,
      usedBytes: numberAt(row, 'disk.used') ?? 0,
      availableBytes: numberAt(row, 'disk.avail') ?? 0,
      shards: numberAt(row, 'shards') ?? 0,
    };
  });

const DISK = 'cluster.routing.allocation.disk';
/** What is wanted of the cluster's settings. */
export const CLUSTER_SETTINGS = [`*.${DISK}`, '*.cluster.max_shards_per_node'];

/** Settings that are wanted, in the order in which they count, with the defaults of Elasticsearch 6 to 9 and OpenSearch 1 to 3. */
export function readLimits(answer: unknown): StoreLimits {
  const layers = ['transient', 'persistent', 'defaults'].map((name) => at(answer, name));
  const setting = (name: string): string | undefined => layers.flatMap((layer) => textAt(layer, name) ?? [])[0];
  const watermark = (name: string, usual: string): string => setting(`${DISK}.watermark.${name}`) ?? usual;
  return {
    isWatched: !layers.some((layer) => isSet(layer) && !isTrueAt(layer, `${DISK}.threshold_enabled`)),
    low: watermark('low', '85%'),
    high: watermark('high', '90%'),
    floodStage: watermark('flood_stage', '95%'),
    headroom: headroomIn(setting),
    shardsPerNode: Number(setting('cluster.max_shards_per_node') ?? 1000),
  };
}

const isSet = (layer: unknown): boolean => at(layer, `${DISK}.threshold_enabled`) !== undefined;

/** Where the watermark is set by hand, there is no bound, which is `-1`. */
function headroomIn(setting: (name: string) => string | undefined): StoreLimits['headroom'] {
  const bound = (name: string): string | undefined => setting(`${DISK}.watermark.${name}.max_headroom`);
  const [low = '-1', high = '-1', floodStage = '-1'] = [bound('low'), bound('high'), bound('flood_stage')];
  return bound('low') === undefined ? undefined : { low, high, floodStage };
}
