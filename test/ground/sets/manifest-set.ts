import type { Image } from '../image.ts';
import { deleteManifest, manifest, podsGone, rolledOut, serves, type GroundSet } from './set.ts';

/** What is waited for in one namespace. */
interface Place {
  readonly namespace: string;
  readonly workloads: readonly string[];
  /** Service → port that must take connections. */
  readonly serves?: Readonly<Record<string, number>>;
  /** Selects the Pods whose end is waited for when the set is removed; left out where their namespace goes with them. */
  readonly pods?: string;
}

interface ManifestSet {
  /** Also the name of the manifest beside this file. */
  readonly name: string;
  readonly needs: readonly string[];
  readonly images: readonly Image[];
  readonly places: readonly Place[];
  /** How long one workload may take to be ready; 120 if not said. */
  readonly seconds?: number;
}

/** A set that is one manifest: applied, waited for, deleted. */
export function manifestSet({ name, needs, images, places, seconds }: ManifestSet): GroundSet {
  return {
    name,
    needs,
    parts: images,
    async add(cluster) {
      await cluster.load(...images);
      await cluster.apply(await manifest(name));
      for (const { namespace, workloads } of places) {
        for (const workload of workloads) await rolledOut(cluster, namespace, workload, seconds);
      }
      for (const place of places) {
        for (const [service, port] of Object.entries(place.serves ?? {})) {
          await serves(cluster, place.namespace, service, port);
        }
      }
    },
    async remove(cluster) {
      await deleteManifest(cluster, await manifest(name));
      for (const { namespace, pods } of places) if (pods !== undefined) await podsGone(cluster, namespace, pods);
    },
  };
}
