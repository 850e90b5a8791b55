import type { ApiResource, KubernetesObject, OwnerReference } from '../kubernetes/types.ts';
import { placeOf, stateOf, type Outcome, type Plan, type Step } from '../plan/index.ts';
import type { Belongings, Needed } from './belongings.ts';
import type { DataClaim } from './data.ts';
import type { Labelled, Surroundings } from './facts.ts';
import { CLAIMS, JAEGERS } from '../jaeger/index.ts';

/**
 * The resource comes first, for its operator makes again what is missing while it is there; claims last. The operator's objects do not
 * block the deletion of what owns them, so in the foreground nothing would be waited for either (jaeger-operator 1.65).
 */
export function stepsOf(
  { resource }: Surroundings,
  { unowned, unownedStores, needed }: Belongings,
  lost: readonly DataClaim[],
  deleteData: boolean,
): readonly Step[] {
  return [
    ...needed.flatMap((one) => releasing(one, resource)),
    ...(resource ? [deleting({ resource: JAEGERS, object: resource })] : []),
    ...unowned.map(deleting),
    ...(deleteData ? unownedStores.map(deleting) : []),
    ...lost.map(({ claim }) => deleting({ resource: CLAIMS, object: claim })),
  ];
}

function deleting({ resource, object }: Labelled): Step {
  const { uid } = object.metadata;
  return {
    type: 'delete',
    resource,
    object: placeOf(object),
    preconditions: uid === undefined ? {} : { uid },
    live: asKind(resource, object),
    propagationPolicy: 'Background',
  };
}

/** Takes the resource out of the owners of what somebody else needs: the server would delete it as well. */
function releasing({ resource, object, neededBy }: Needed, owner: KubernetesObject | undefined): readonly Step[] {
  const { ownerReferences = [] } = object.metadata;
  const index = ownerReferences.findIndex((reference) => reference.uid === owner?.metadata.uid);
  if (index === -1) return [];
  const path = `/metadata/ownerReferences/${index}`;
  const test = { op: 'test', path: `${path}/uid`, value: ownerReferences[index]?.uid } as const;
  return [
    {
      type: 'patch',
      resource,
      object: placeOf(object),
      patch: { type: 'json', operations: [test, { op: 'remove', path }] },
      preconditions: stateOf(object),
      live: asKind(resource, object),
      changes: [
        {
          path: ['metadata', 'ownerReferences'],
          from: `${ownersText(ownerReferences)} (it stays for ${neededBy})`,
          to: undefined,
        },
      ],
      conflicts: [],
    },
  ];
}

const ownersText = (owners: readonly OwnerReference[]): string =>
  owners.map(({ kind, name }) => `${kind} ${name}`).join(', ');

/** A list does not say of each object what it is a list of. */
function asKind({ group, version, kind }: ApiResource, object: KubernetesObject): KubernetesObject {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return Object.assign({}, object, { apiVersion, kind });
}

/** What comes of such steps, as far as it can be said without the server. */
export const expectedOf = ({ steps }: Plan): readonly Outcome[] =>
  steps.flatMap((step): Outcome[] =>
    step.type === 'delete'
      ? [{ step, verb: 'deleted', before: step.live, after: undefined }]
      : step.type === 'patch'
        ? [{ step, verb: 'configured', before: step.live, after: step.live }]
        : [],
  );
