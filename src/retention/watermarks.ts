import type { NodeDisk, StoreLimits } from '../elasticsearch/ports.ts';

export const WATERMARKS = ['low', 'high', 'floodStage'] as const;
export type Watermark = (typeof WATERMARKS)[number];

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1024,
  mb: 1024 ** 2,
  gb: 1024 ** 3,
  tb: 1024 ** 4,
  pb: 1024 ** 5,
};

/** `500mb`, as Elasticsearch writes sizes, in bytes; undefined for what is none. */
export function bytesIn(text: string): number | undefined {
  const [, number, unit = 'b'] = /^(\d+(?:\.\d+)?)\s*([kmgtp]?b)?$/i.exec(text.trim()) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
}

/**
 * How many bytes a node has in use when a watermark is reached. `85%` and `0.85` are of the disk's size, and leave at most `headroom` free where there is
 * one; everything else says how much is to stay free. Source: Elasticsearch 8.15, DiskThresholdSettings and RelativeByteSizeValue.
 */
export function usedAtWatermark(
  { totalBytes }: Pick<NodeDisk, 'totalBytes'>,
  mark: string,
  headroom?: string,
): number | undefined {
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(mark.trim()) ?? [];
  const ratio =
    percent === undefined
      ? /^(0(\.\d+)?|1(\.0+)?)$/.test(mark.trim())
        ? Number(mark)
        : undefined
      : Number(percent) / 100;
  if (ratio === undefined) {
    const free = bytesIn(mark);
    return free === undefined ? undefined : totalBytes - free;
  }
  const most = headroom === undefined ? undefined : bytesIn(headroom);
  return totalBytes - Math.min(totalBytes * (1 - ratio), most ?? Infinity);
}

/** The limits of one node in bytes in use; those that cannot be read are left out, and all where nobody watches. */
export const watermarksOf = (
  disk: Pick<NodeDisk, 'totalBytes'>,
  limits: StoreLimits,
): readonly (readonly [Watermark, number])[] =>
  limits.isWatched
    ? WATERMARKS.flatMap((mark): [Watermark, number][] => {
        const used = usedAtWatermark(disk, limits[mark], limits.headroom?.[mark]);
        return used === undefined ? [] : [[mark, used]];
      })
    : [];
