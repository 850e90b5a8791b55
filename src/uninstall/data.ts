import { ELASTICSEARCHES, KAFKAS, orderedStoreOf, type InstanceRoot } from '../jaeger/index.ts';
import type { PersistentVolumeClaim, Pod } from '../kubernetes/types.ts';
import type { Surroundings } from './facts.ts';
import { mayBelong } from './owners.ts';

/** A claim with spans of the instance in it. */
export interface DataClaim {
  readonly claim: PersistentVolumeClaim;
  /** How it is known to be the instance's. */
  readonly because: string;
  /** Who else needs it; undefined: nobody. */
  readonly neededBy: string | undefined;
}

/** The claims that an instance keeps spans in, but none of a store that it was only told of: that is somebody else's. */
export function dataOf(around: Surroundings): readonly DataClaim[] {
  return around.claims.flatMap((claim) => {
    const because = mounted(around, claim) ?? ofElasticsearch(around, claim) ?? ofKafka(around, claim);
    return because === undefined ? [] : [{ claim, because, neededBy: neededBy(around, claim) }];
  });
}

/** Badger's claim, and whatever else somebody has put into the resource: the operator makes none itself. */
function mounted({ instance }: Surroundings, { metadata: { name } }: PersistentVolumeClaim): string | undefined {
  const workload = instance?.workloads.find(({ object }) => claimsOf(object.spec?.template?.spec).includes(name));
  return workload && `volume of ${workload.object.resource}/${workload.object.metadata.name}`;
}

const claimsOf = (spec: Pod['spec']): readonly string[] =>
  (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);

const CLUSTER = 'logging-cluster';

/** Of the Elasticsearch that the operator has ordered. */
function ofElasticsearch(around: Surroundings, claim: PersistentVolumeClaim): string | undefined {
  const store = orderedStoreOf(claim, around);
  return store && `elasticsearches/${store}`;
}

/** Strimzi names a Kafka's claims after it, and keeps them; whose the Kafka was, only the Kafka says. */
function ofKafka(around: Surroundings, { metadata }: PersistentVolumeClaim): string | undefined {
  const cluster = metadata.labels?.['strimzi.io/cluster'];
  const isOrdered = around.stores.some(
    ({ resource, object }) =>
      resource.group === KAFKAS.group && object.metadata.name === cluster && mayBelong(around, object),
  );
  return isOrdered ? `kafkas/${cluster}` : undefined;
}

function neededBy(around: Surroundings, { metadata }: PersistentVolumeClaim): string | undefined {
  const store = metadata.labels?.[CLUSTER];
  const user = store === undefined ? undefined : storeUser(around, store);
  return user ?? mounter(around, metadata.name, store);
}

/** Somebody else's Pod or workload that mounts it. */
function mounter(around: Surroundings, name: string, store: string | undefined): string | undefined {
  const own = new Set([
    ...(around.instance?.pods ?? []).map(({ object }) => object.metadata.name),
    ...(around.instance?.workloads ?? []).map(({ object }) => object.metadata.name),
  ]);
  const isForeign = ({ metadata }: Pod): boolean =>
    !own.has(metadata.name) && (store === undefined || metadata.labels?.['cluster-name'] !== store);
  const pod = around.pods.find((candidate) => isForeign(candidate) && claimsOf(candidate.spec).includes(name));
  if (pod) return `pods/${pod.metadata.name}`;
  const workload = around.workloads.find(
    ({ metadata, spec }) =>
      metadata.namespace === around.namespace &&
      !own.has(metadata.name) &&
      (store === undefined || spec?.template?.metadata?.labels?.['cluster-name'] !== store) &&
      claimsOf(spec?.template?.spec).includes(name),
  );
  return workload && `${workload.resource}/${workload.metadata.name}`;
}

/** Another instance that keeps its spans in the store of this name: told of it, or with `doNotProvision`. */
export function storeUser({ namespace, others }: Surroundings, store: string): string | undefined {
  const user = others.find(({ storage }) => storage.service?.name === store && storage.service.namespace === namespace);
  return user && inWords(user);
}

const inWords = ({ namespace, name }: InstanceRoot): string => `the instance ${namespace}/${name}`;

/** Stores without a claim, which nobody else uses: their spans are lost with them. */
export const volatileStores = (around: Surroundings, data: readonly DataClaim[]): readonly string[] =>
  around.stores
    .filter(({ resource, object }) => resource.group === ELASTICSEARCHES.group && mayBelong(around, object))
    .map(({ object }) => object.metadata.name)
    .filter(
      (store) =>
        storeUser(around, store) === undefined && !data.some(({ claim }) => claim.metadata.labels?.[CLUSTER] === store),
    );
