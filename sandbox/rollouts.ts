import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from './index.ts';
import { startPod, type Memory } from './pods.ts';
import { born, type Change, type StoredObject } from './store.ts';

const SETS = 'replicasets.apps';
const DEPLOYMENTS = 'deployments.apps';

interface Template {
  readonly metadata?: { readonly labels?: object };
  readonly spec?: { readonly containers?: readonly { readonly name: string; readonly image: string }[] };
}

interface Spec {
  readonly replicas?: number;
  readonly template: Template;
}

const specOf = ({ spec }: StoredObject): Spec => spec as Spec;

/** Plays the Deployments' controller for those that nobody owns: another template makes other Pods, and when these run the old ones go. */
export function playRollouts(sandbox: Sandbox, memory: Memory): void {
  sandbox.onChange(({ type, resource, object, before }: Change) => {
    if (resource === DEPLOYMENTS && type !== 'DELETED' && object.metadata.ownerReferences === undefined)
      if (before === undefined || !isDeepStrictEqual(specOf(before).template, specOf(object).template))
        setTimeout(() => rollOut(sandbox, object, memory));
    if (resource === 'pods' && type === 'MODIFIED') setTimeout(() => finish(sandbox, object));
  });
}

const owned = (sandbox: Sandbox, resource: string, { metadata }: StoredObject): readonly StoredObject[] =>
  sandbox
    .list(resource, metadata.namespace)
    .filter((one) => one.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));

function belongingTo({ apiVersion, kind, metadata: { name, uid } }: StoredObject): object {
  return { ownerReferences: [{ apiVersion, kind, name, uid, controller: true }] };
}

function rollOut(sandbox: Sandbox, deployment: StoredObject, memory: Memory): void {
  const { name, namespace = '' } = deployment.metadata;
  const { template, replicas = 1 } = specOf(deployment);
  const revision = Math.max(0, ...owned(sandbox, SETS, deployment).map(revisionOf)) + 1;
  const hash = randomUUID().slice(0, 8);
  const labels = { ...template.metadata?.labels, 'pod-template-hash': hash };
  const metadata = { namespace, labels, ...belongingTo(deployment) };
  const set = sandbox.put({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { ...metadata, name: `${name}-${hash}`, annotations: { [REVISION]: String(revision) } },
    spec: { replicas, template },
  });
  sandbox.patch(DEPLOYMENTS, deployment.metadata, { status: { updatedReplicas: 0 } });
  for (let index = 0; index < replicas; index++) startPod(sandbox, podOf(set), { memory, like: set });
}

const REVISION = 'deployment.kubernetes.io/revision';
const revisionOf = ({ metadata }: StoredObject): number =>
  Number((metadata['annotations'] as Record<string, string> | undefined)?.[REVISION] ?? 0);

function podOf(set: StoredObject): StoredObject {
  const { name, namespace, labels } = set.metadata;
  const { spec = {} } = specOf(set).template;
  const conditions = ['Ready', 'ContainersReady'].map((type) => ({ type, status: 'True' }));
  const state = { running: {} };
  const containerStatuses = (spec.containers ?? []).map((container) => ({
    name: container.name,
    image: container.image,
    ready: true,
    restartCount: 0,
    state,
  }));
  const metadata = { name: `${name}-${randomUUID().slice(0, 5)}`, namespace, labels, ...belongingTo(set) };
  return born({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata as StoredObject['metadata'],
    spec,
    status: { phase: 'Running', conditions, containerStatuses },
  });
}

/** When all the Pods of the newest set run, the older sets go, and with them their Pods. */
function finish(sandbox: Sandbox, pod: StoredObject): void {
  const set = sandbox
    .list(SETS, pod.metadata.namespace)
    .find((one) => owned(sandbox, 'pods', one).some(({ metadata }) => metadata.uid === pod.metadata.uid));
  const deployment =
    set && sandbox.list(DEPLOYMENTS, set.metadata.namespace).find((one) => owned(sandbox, SETS, one).includes(set));
  if (!set || !deployment || deployment.metadata.ownerReferences !== undefined) return;
  const sets = owned(sandbox, SETS, deployment);
  if (sets.some((other) => revisionOf(other) > revisionOf(set))) return;
  const running = owned(sandbox, 'pods', set).filter(
    ({ status }) => (status as { phase?: string }).phase === 'Running',
  );
  if (running.length < (specOf(set).replicas ?? 1)) return;
  for (const { metadata } of sets.filter((other) => other !== set)) sandbox.delete(SETS, metadata);
  const { generation: observedGeneration = 0 } = deployment.metadata;
  const counts = { replicas: running.length, readyReplicas: running.length, updatedReplicas: running.length };
  sandbox.patch(DEPLOYMENTS, deployment.metadata, { status: { ...counts, observedGeneration } });
}
