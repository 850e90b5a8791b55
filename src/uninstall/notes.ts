import { operatorOf, STORES, managerOf } from '../jaeger/index.ts';
import type { ApiResource } from '../kubernetes/types.ts';
import type { Belongings } from './belongings.ts';
import { volatileStores, type DataClaim } from './data.ts';
import type { Labelled, Surroundings } from './facts.ts';
import type { Reclaims } from './reclaims.ts';
import type { Sender } from './senders.ts';

export interface Situation {
  readonly around: Surroundings;
  readonly belongings: Belongings;
  readonly data: readonly DataClaim[];
  /** Of these the ones that are deleted. */
  readonly lost: readonly DataClaim[];
  readonly senders: readonly Sender[];
  readonly reclaims: Reclaims;
}

/** What somebody should know before an instance is removed, one line each. */
export const notesOf = (situation: Situation): readonly string[] => [
  ...company(situation),
  ...memory(situation),
  ...stores(situation),
  ...stayingClaims(situation),
  ...needed(situation),
  ...sidecars(situation),
  ...managed(situation),
  ...unread(situation),
];

/** What cannot be had back, one line each. */
export const destroysOf = ({ around, data, lost, belongings, reclaims }: Situation): readonly string[] => [
  ...volatileStores(around, data).map((store) => `what elasticsearches/${store} holds, which has no claim`),
  ...belongings.unownedStores.map((store) => `${objectName(store)}, which spans are kept with`),
  ...lost.map(({ claim, because }) => `${claimText(claim, reclaims)}${volumeText(claim, reclaims)} (${because})`),
];

const VOLUME_TEXTS: Readonly<Record<string, string>> = {
  Delete: ': its volume is deleted with it',
  Retain: ": its volume stays, and is nobody's",
};

const volumeText = ({ metadata }: DataClaim['claim'], reclaims: Reclaims): string =>
  VOLUME_TEXTS[reclaims.get(metadata.name) ?? ''] ?? '';

const kindOf = ({ group, kind }: ApiResource): string => `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}`;

const objectName = ({ resource, object }: Labelled): string => `${kindOf(resource)}/${object.metadata.name}`;

function company({ belongings: { owned } }: Situation): readonly string[] {
  const byKind = Map.groupBy(owned, ({ resource }) => kindOf(resource));
  const words = [...byKind].map(([kind, of]) => `${kind}/${of.map(({ object }) => object.metadata.name).join(', ')}`);
  return words.length === 0 ? [] : [`with it go the objects that it owns: ${words.join('; ')}`];
}

function memory({ around: { instance }, data }: Situation): readonly string[] {
  const type = instance?.storage.type;
  const isKept = data.length > 0;
  if (type === 'memory') return ['its spans are in memory: they go with its Pod'];
  return type === 'badger' && !isKept ? ['its spans are in a Badger without a claim: they go with its Pod'] : [];
}

/** The operator's own stores go with their owner, and leave their claims. */
function stores({ belongings: { owned, unownedStores }, lost }: Situation): readonly string[] {
  const gone = owned.filter(({ resource }) => STORES.some(({ group }) => group === resource.group));
  const again = gone.map(
    (store) =>
      `the claims of ${objectName(store)} stay, and an instance of the same name in the same namespace takes them up again`,
  );
  const left = unownedStores.map((store) => `${objectName(store)} stays: nobody owns it, and spans are kept with it`);
  return lost.length > 0 ? [] : [...again, ...left];
}

function stayingClaims({ data, lost, reclaims }: Situation): readonly string[] {
  return data
    .filter((one) => !lost.includes(one))
    .map(({ claim, because, neededBy }) => {
      const why = neededBy === undefined ? 'without --delete-data' : `${neededBy} needs it`;
      return `data stays: ${claimText(claim, reclaims)} (${because}; ${why})`;
    });
}

/** `persistentvolumeclaim/data-0, 50Gi, storage class gp2, reclaim policy Delete`. */
function claimText({ metadata, spec, status }: DataClaim['claim'], reclaims: Reclaims): string {
  const policy = reclaims.get(metadata.name) ?? 'unknown';
  const { storageClassName: name } = spec ?? {};
  const details = [status?.capacity?.storage, name && `storage class ${name}`, `reclaim policy ${policy}`];
  return [`persistentvolumeclaim/${metadata.name}`, ...details.filter(Boolean)].join(', ');
}

const needed = ({ belongings }: Situation): readonly string[] =>
  belongings.needed.map((one) => `${objectName(one)} stays: ${one.neededBy} needs it`);

function sidecars({ around: { name, others, instance }, senders }: Situation): readonly string[] {
  if (senders.length === 0) return [];
  const who = senders.map(({ namespace, object }) => `${namespace}/${object}`).join(', ');
  const lines = [`spans of these are lost from now on: ${who}`];
  const namesake = others.find((other) => other.name === name);
  if (namesake)
    return [
      ...lines,
      `their sidecars stay, and go over to the instance ${namesake.namespace}/${name} at their next change`,
    ];
  const operator = instance?.jaeger && operatorOf(instance.jaeger);
  const which = operator === undefined ? 'the jaeger-operator' : `${operator.namespace}/${operator.name}`;
  return [
    ...lines,
    `${which}, if it runs, takes the sidecars of an instance that is gone out of their Deployments, whose Pods start anew`,
  ];
}

function managed({ around: { resource } }: Situation): readonly string[] {
  const found = resource && managerOf(resource);
  return found === undefined ? [] : [`${found.manager} may make it again`];
}

/** What is not seen is not removed, nor waited for. */
function unread({ around }: Situation): readonly string[] {
  if (around.unread.length === 0) return [];
  const what = around.unread.map(
    ({ resource, namespace }) =>
      `${resource} ${namespace === undefined ? 'of all namespaces' : `of namespace ${namespace}`}`,
  );
  return [`not looked at, for lack of rights: ${what.join(', ')}`];
}
