import { isJaegerError } from '../errors/index.ts';
import { at, VOLUMES } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { DataClaim } from './data.ts';

/** Claim → what becomes of its volume without it: `Delete`, `Retain`; undefined where the volume may not be looked at, or there is none. */
export type Reclaims = ReadonlyMap<string, string | undefined>;

export async function reclaimsOf(cluster: Reader, data: readonly DataClaim[]): Promise<Reclaims> {
  const reads = data.map(async ({ claim: { metadata, spec } }): Promise<[string, string | undefined]> => [
    metadata.name,
    await reclaimOf(cluster, spec?.volumeName),
  ]);
  return new Map(await Promise.all(reads));
}

async function reclaimOf(cluster: Reader, volume: string | undefined): Promise<string | undefined> {
  if (volume === undefined) return undefined;
  try {
    const policy = at(await cluster.get(VOLUMES, { name: volume }), 'spec', 'persistentVolumeReclaimPolicy');
    return typeof policy === 'string' ? policy : undefined;
  } catch (error) {
    if (isJaegerError(error) && ['FORBIDDEN', 'NOT_FOUND'].includes(error.code)) return undefined;
    throw error;
  }
}
