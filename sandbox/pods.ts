import { randomUUID } from 'node:crypto';
import type { Sandbox } from './index.ts';
import { isReady } from './jaeger.ts';
import type { Change, StoredObject } from './store.ts';

/** What Pods become once they have started. */
export interface Memory {
  /** `NAMESPACE/POD` → what each container writes then, by its name. */
  readonly said: Map<string, ReadonlyMap<string, string>>;
  /** By uid. */
  readonly pods: Map<string | undefined, StoredObject>;
}

/** Milliseconds until a new Pod is as it was when it was recorded. */
const STARTING = 1500;

const RESOURCES: Readonly<Record<string, string>> = {
  Deployment: 'deployments.apps',
  ReplicaSet: 'replicasets.apps',
  StatefulSet: 'statefulsets.apps',
};

/** From the logs of a world, without those of previous runs. */
export function memoryOf(recorded: Readonly<Record<string, string>>): Memory {
  const said = new Map<string, ReadonlyMap<string, string>>();
  for (const [key, text] of Object.entries(recorded)) {
    const [namespace, pod, container = '', previous] = key.split('/');
    const known = said.get(`${namespace}/${pod}`) ?? [];
    const lines = text.replaceAll(/^\S+ /gm, '');
    if (previous === undefined) said.set(`${namespace}/${pod}`, new Map([...known, [container, lines]]));
  }
  return { said, pods: new Map() };
}

/** Plays what keeps Pods alive: one that is deleted is made again by what owns it, and who owns it counts those that are ready. */
export function keepPods(sandbox: Sandbox, memory: Memory): void {
  sandbox.onChange(({ type, resource, object }: Change) => {
    if (resource !== 'pods') return;
    setTimeout(() => {
      const owner = ownerOf(sandbox, object);
      if (!owner) return;
      if (type === 'DELETED')
        startPod(sandbox, successor(memory.pods.get(object.metadata.uid) ?? object, owner), { memory, like: object });
      else count(sandbox, owner);
    });
  });
}

const keyOf = ({ metadata: { namespace, name } }: StoredObject): string => `${namespace}/${name}`;

/** Puts a Pod that waits for its containers, and some time later, unless it is gone, the Pod itself; it says what the other one said. */
export function startPod(
  sandbox: Sandbox,
  pod: StoredObject,
  { memory, like }: { readonly memory: Memory; readonly like: StoredObject },
): void {
  const said = memory.said.get(keyOf(like)) ?? new Map<string, string>();
  memory.said.set(keyOf(pod), said);
  memory.pods.set(pod.metadata.uid, pod);
  sandbox.put(waiting(pod));
  setTimeout(() => {
    if (sandbox.get('pods', pod.metadata)?.metadata.uid !== pod.metadata.uid) return;
    for (const [container, lines] of said) sandbox.write(`${keyOf(pod)}/${container}`, lines);
    sandbox.put(pod);
  }, STARTING);
}

interface Status {
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  readonly containerStatuses?: readonly { readonly name: string; readonly image: string }[];
}

const statusOf = ({ status }: StoredObject): Status => status as Status;

/** What counts Pods, before there are any. */
export function notYetReady(object: StoredObject): StoredObject {
  if (!RESOURCES[object.kind]) return object;
  return { ...object, status: { ...statusOf(object), replicas: 0, readyReplicas: 0, availableReplicas: 0 } };
}

function waiting(pod: StoredObject): StoredObject {
  const { conditions = [], containerStatuses = [] } = statusOf(pod);
  const state = { waiting: { reason: 'ContainerCreating' } };
  return {
    ...pod,
    status: {
      phase: 'Pending',
      conditions: conditions.map((condition) =>
        condition.type.endsWith('Ready') ? { ...condition, status: 'False' } : condition,
      ),
      containerStatuses: containerStatuses.map(({ name, image }) => ({
        name,
        image,
        imageID: '',
        ready: false,
        restartCount: 0,
        state,
      })),
    },
  };
}

function ownerOf(sandbox: Sandbox, { metadata }: StoredObject): StoredObject | undefined {
  for (const { kind, name, uid } of (metadata.ownerReferences ?? []) as readonly Record<string, string>[]) {
    const resource = RESOURCES[kind ?? ''];
    const owner = resource && sandbox.get(resource, { namespace: metadata.namespace, name: name ?? '' });
    if (owner && owner.metadata.uid === uid) return owner;
  }
  return undefined;
}

/** The next Pod of its owner. */
function successor(pod: StoredObject, owner: StoredObject): StoredObject {
  const name = owner.kind === 'StatefulSet' ? pod.metadata.name : `${owner.metadata.name}-${randomUUID().slice(0, 5)}`;
  const creationTimestamp = `${new Date().toISOString().slice(0, 19)}Z`;
  return { ...pod, metadata: { ...pod.metadata, name, uid: randomUUID(), creationTimestamp } };
}

/** The status of an owner of Pods, and of its owner, by their Pods. */
function count(sandbox: Sandbox, owner: StoredObject): void {
  const { namespace, name, uid } = owner.metadata;
  const sets = sandbox.list('replicasets.apps', namespace).filter((set) => ownerOf(sandbox, set)?.metadata.uid === uid);
  const owners = new Set([uid, ...sets.map(({ metadata }) => metadata.uid)]);
  const pods = sandbox.list('pods', namespace).filter((pod) => owners.has(ownerOf(sandbox, pod)?.metadata.uid ?? ''));
  const ready = pods.filter(isReady).length;
  const unavailable = owner.kind === 'Deployment' ? { unavailableReplicas: pods.length - ready } : {};
  const counts = { replicas: pods.length, readyReplicas: ready, availableReplicas: ready };
  sandbox.patch(RESOURCES[owner.kind] ?? '', { namespace, name }, { status: { ...counts, ...unavailable } });
  const above = ownerOf(sandbox, owner);
  if (above) count(sandbox, above);
}
