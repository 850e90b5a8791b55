import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from './index.ts';
import { notYetReady, startPod, type Memory } from './pods.ts';
import { isRecord, mergePatch, type Change, type StoredObject } from './store.ts';
import type { World } from './world.ts';

const JAEGERS = 'jaegers.jaegertracing.io';
/** Its namespace. */
const OPERATOR = 'observability';

type Objects = readonly StoredObject[];

/**
 * Plays the v1 operator: a Jaeger that is made gets the objects that the real one made for a Jaeger of this shape, as they were recorded
 * in `worlds`. It does nothing when a resource changes later.
 */
export function playOperator(sandbox: Sandbox, worlds: readonly World[], memory: Memory): void {
  const recordings = worlds.flatMap(({ objects }) =>
    objects.filter(({ kind }) => kind === 'Jaeger').map((jaeger) => ({ jaeger, objects: ownedBy(jaeger, objects) })),
  );
  sandbox.onChange(({ type, resource, object }: Change) => {
    // Whoever made it is answered first.
    if (resource === JAEGERS && type === 'ADDED' && isAtWork(sandbox))
      setTimeout(() => reconcile(sandbox, object, { recordings, memory }));
  });
}

const INJECT = 'sidecar.jaegertracing.io/inject';
const AGENT = 'jaeger-agent';

/**
 * Plays its injection, as releases did that had no webhook: a Deployment that names an instance gets, a moment later, an agent like one that was
 * recorded. It takes none away.
 */
export function playInjection(sandbox: Sandbox, { objects }: World): void {
  const injected = objects.find((object) => object.kind === 'Deployment' && agentIn(object) !== undefined);
  sandbox.onChange(({ type, resource, object }: Change) => {
    const name = (object.metadata['annotations'] as Record<string, string> | undefined)?.[INJECT];
    if (resource !== 'deployments.apps' || type === 'DELETED' || agentIn(object) || injected === undefined) return;
    const instances = sandbox.list(JAEGERS).filter(({ metadata }) => metadata.name === name);
    const instance = instances.find(({ metadata }) => metadata.namespace === object.metadata.namespace) ?? instances[0];
    if (name === undefined || instance === undefined || !isAtWork(sandbox)) return;
    const target = `dns:///${name}-collector-headless.${instance.metadata.namespace}.svc:14250`;
    const agent = { ...agentIn(injected), args: [`--reporter.grpc.host-port=${target}`] };
    const containers = [...containersOf(object), agent];
    const metadata = { labels: { 'sidecar.jaegertracing.io/injected': name } };
    setTimeout(() =>
      sandbox.patch('deployments.apps', object.metadata, { metadata, spec: { template: { spec: { containers } } } }),
    );
  });
}

type Containers = readonly { readonly name: string }[];

const containersOf = ({ spec }: StoredObject): Containers =>
  (spec as { template: { spec: { containers: Containers } } }).template.spec.containers;

const agentIn = (object: StoredObject): Containers[number] | undefined =>
  object.kind === 'Deployment' ? containersOf(object).find(({ name }) => name === AGENT) : undefined;

/** Whether the Pod that holds the operator's lease is there: in some worlds the operator is what is broken. */
function isAtWork(sandbox: Sandbox): boolean {
  const [lease] = sandbox.list('leases.coordination.k8s.io', OPERATOR);
  const { holderIdentity = '' } = (lease?.['spec'] ?? {}) as { holderIdentity?: string };
  return sandbox.list('pods', OPERATOR).some(({ metadata }) => holderIdentity.startsWith(`${metadata.name}_`));
}

/** A world as it was before its instances were made. */
export function withoutInstances(world: World): World {
  const jaegers = world.objects.filter(({ kind }) => kind === 'Jaeger');
  const gone = new Set(jaegers.flatMap((jaeger) => [jaeger, ...ownedBy(jaeger, world.objects)]));
  const objects = world.objects.filter((object) => !gone.has(object) && object.kind !== 'Event');
  const pods = objects
    .filter(({ kind }) => kind === 'Pod')
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}/`);
  const logs = Object.entries(world.logs).filter(([key]) => pods.some((pod) => key.startsWith(pod)));
  return { ...world, objects, logs: Object.fromEntries(logs) };
}

interface Recording {
  readonly jaeger: StoredObject;
  /** What the operator made for it, and what came of that. */
  readonly objects: Objects;
}

interface Known {
  readonly recordings: readonly Recording[];
  readonly memory: Memory;
}

function reconcile(sandbox: Sandbox, jaeger: StoredObject, { recordings, memory }: Known): void {
  if (sandbox.get(JAEGERS, jaeger.metadata)?.metadata.uid !== jaeger.metadata.uid) return;
  const all = recordings.map((recording) => ({ recording, answer: renamed(recording, jaeger) }));
  const fitting = all.find(({ answer }) => fits(answer, jaeger));
  if (!fitting) {
    sandbox.patch(JAEGERS, jaeger.metadata, { status: { phase: 'Failed' } });
    const why = 'the practice cluster has no recording of a Jaeger with such a spec, and makes nothing up';
    for (const { metadata } of sandbox.list('pods', OPERATOR))
      sandbox.write(`${OPERATOR}/${metadata.name}/jaeger-operator`, `ERROR ${jaeger.metadata.name}: ${why}`);
    return;
  }
  const { recording, answer } = fitting;
  const { spec, status, metadata } = answer.jaeger;
  sandbox.patch(JAEGERS, jaeger.metadata, { metadata: { labels: metadata.labels }, spec, status });
  for (const [index, object] of answer.objects.entries())
    if (object.kind === 'Pod') startPod(sandbox, object, { memory, like: recording.objects[index] ?? object });
    else sandbox.put(notYetReady(object));
}

function ownedBy({ metadata: { uid } }: StoredObject, all: Objects): Objects {
  const owned = all.filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid));
  return owned.flatMap((object) => [object, ...ownedBy(object, all)]);
}

/** The recording as if it had been of this Jaeger, now. */
function renamed({ jaeger, objects }: Recording, { metadata, spec }: StoredObject): Recording {
  const uids = new Map(objects.map((object) => [object.metadata.uid ?? '', randomUUID() as string]));
  uids.set(jaeger.metadata.uid ?? '', metadata.uid ?? '');
  const { name, namespace } = jaeger.metadata;
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const text = JSON.stringify({ jaeger, objects })
    .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, (uid) => uids.get(uid) ?? uid)
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, now)
    // Both may be the same word: what is no namespace is a name.
    .replaceAll(new RegExp(`(namespace(?:":"|=))${namespace}(?![\\w-])`, 'g'), '$1\0')
    .replaceAll(`.${namespace}.svc`, '.\0.svc')
    .replaceAll(name, metadata.name)
    .replaceAll('"args":[', `"args":[${memoryArguments(spec)}`)
    .replaceAll('\0', metadata.namespace ?? '');
  return JSON.parse(text) as Recording;
}

/** Whether all that is asked for is in the recording, whose spec also has what the operator adds to every one. */
function fits(recording: Recording, jaeger: StoredObject): boolean {
  const [recorded, asked] = [recording.jaeger['spec'], normalised(jaeger['spec'])];
  return isDeepStrictEqual(mergePatch(recorded, asked), recorded);
}

const fields = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

const optionsOf = (spec: unknown): Readonly<Record<string, unknown>> =>
  fields(fields(fields(spec)['storage'])['options']);

/** Of what is asked for, options of memory alone change nothing but the first arguments. */
const memoryArguments = (spec: unknown): string =>
  Object.entries(fields(optionsOf(spec)['memory']))
    .map(([option, value]) => `${JSON.stringify(`--memory.${option}=${String(value)}`)},`)
    .join('');

/** As operator 1.65 writes it where there are no Routes: nobody there can log in by OpenShift. */
function normalised(spec: unknown): object {
  const { strategy = 'allinone', storage, ingress, ...rest } = fields(spec);
  const { memory: _, ...options } = optionsOf(spec);
  return {
    ...rest,
    strategy: String(strategy).toLowerCase(),
    storage: { type: 'memory', ...fields(storage), options },
    ingress: { ...fields(ingress), security: 'none' },
  };
}
