import { at, INJECTED, SECRETS } from '../jaeger/index.ts';
import { storeUser } from './data.ts';
import type { Labelled, Surroundings } from './facts.ts';
import { isFree, mayBelong, isOwned } from './owners.ts';

/** An object of the instance that somebody else needs. */
export interface Needed extends Labelled {
  readonly neededBy: string;
}

export interface Belongings {
  /** What the server deletes with the resource that owns it. */
  readonly owned: readonly Labelled[];
  /** What nobody owns: it would stay. */
  readonly unowned: readonly Labelled[];
  /** Stores that nobody owns any more, with what they need: data, as their claims are. */
  readonly unownedStores: readonly Labelled[];
  /** What stays for somebody else, and has to be taken from its owner for that when it has one. */
  readonly needed: readonly Needed[];
}

/** What belongs to an instance beside its resource, each in one place. What belongs to something else that belongs to it goes with that. */
export function belongingsOf(around: Surroundings): Belongings {
  const all = [...around.made, ...around.stores];
  const needed = all.flatMap((one) => {
    const user = mayBelong(around, one.object) ? neededBy(around, one) : undefined;
    return user === undefined ? [] : [{ ...one, neededBy: user }];
  });
  const kept = new Set(needed.map(({ object }) => object));
  const going = (objects: readonly Labelled[]): readonly Labelled[] =>
    objects.filter(({ object }) => !kept.has(object));
  const free = going(all).filter(({ object }) => isFree(object));
  return {
    owned: going(all).filter(({ object }) => isOwned(around, object)),
    unowned: free.filter((one) => !isOfStore(around, one)),
    unownedStores: free.filter((one) => isOfStore(around, one)),
    needed,
  };
}

/** The Secret that the Pods of every Elasticsearch of the v1 operator mount, under whatever name that is (jaeger-operator 1.65). */
const STORE_SECRET = 'elasticsearch';

/** A store that nobody owns runs on, and with its Secret alone. */
const isOfStore = ({ stores }: Surroundings, { resource, object }: Labelled): boolean =>
  stores.some((store) => store.object === object) ||
  (resource.plural === SECRETS.plural &&
    object.metadata.name === STORE_SECRET &&
    stores.some((store) => isFree(store.object)));

function neededBy(around: Surroundings, { resource, object }: Labelled): string | undefined {
  const { name } = object.metadata;
  if (around.stores.some((store) => store.object === object)) return storeUser(around, name);
  if (object.metadata.namespace !== undefined && object.metadata.namespace !== around.namespace)
    return copyUser(around, object.metadata.namespace);
  if (resource.plural !== SECRETS.plural) return undefined;
  const stores = around.stores.map((store) => store.object.metadata.name);
  const ofStore = name === STORE_SECRET ? stores.map((store) => storeUser(around, store)) : [];
  return ofStore.find((user) => user !== undefined) ?? secretUser(around, name);
}

/**
 * ConfigMaps with certificates are copied to where the sidecars are. They have the instance's name and not its namespace: they are as
 * well those of another one of that name (jaeger-operator 1.65).
 */
function copyUser({ name, others, workloads }: Surroundings, namespace: string): string | undefined {
  const namesake = others.find((other) => other.name === name);
  if (namesake) return `the instance ${namesake.namespace}/${name}`;
  const user = workloads.find(
    ({ metadata }) => metadata.namespace === namespace && metadata.labels?.[INJECTED] === name.slice(0, 63),
  );
  return user && `${namespace}/${user.resource}/${user.metadata.name}`;
}

function secretUser({ namespace, otherResources }: Surroundings, name: string): string | undefined {
  const user = otherResources.find(
    (other) => other.metadata.namespace === namespace && at(other, 'spec', 'storage', 'secretName') === name,
  );
  return user && `the instance ${namespace}/${user.metadata.name}`;
}
