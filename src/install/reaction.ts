import { isJaegerError } from '../errors/index.ts';
import { instanceSelector } from '../jaeger/index.ts';
import type { ObjectName, Reader } from '../kubernetes/ports.ts';
import type { Resource } from '../kubernetes/types.ts';

/** What the operator makes that has generations: these change with what is wanted, and not with how it is doing. */
const WITH_GENERATIONS: readonly Resource[] = ['deployments', 'daemonsets', 'cronjobs', 'ingresses'];
/** Those that have none change with what is wanted alone. */
const WITHOUT: readonly Resource[] = ['services', 'configmaps'];

/** Resource and name → which state of it is wanted. */
type Made = ReadonlyMap<string, string>;

/** What the operator has made for an instance; what may not be listed is left out. */
export async function madeFor(cluster: Reader, instance: ObjectName, signal: AbortSignal): Promise<Made> {
  const { namespace = '', name } = instance;
  const list = async (resource: Resource): Promise<[string, string][]> => {
    const query = { namespace, labelSelector: instanceSelector(name), metadataOnly: true, signal };
    const found = await cluster.list(resource, query).catch((error: unknown) => {
      if (isJaegerError(error)) return [];
      throw error;
    });
    return found.map(({ metadata: { name: of, uid, generation, resourceVersion } }) => [
      `${resource}/${of}`,
      `${uid} ${WITHOUT.includes(resource) ? resourceVersion : generation}`,
    ]);
  };
  return new Map((await Promise.all([...WITH_GENERATIONS, ...WITHOUT].map(list))).flat());
}

export interface Patience {
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly milliseconds: number;
}

const BETWEEN_MS = 500;

/**
 * Whether the operator has changed anything of an instance since `before`. Nothing in a resource says that its last change has been looked at
 * (jaeger-operator 1.65), and one worker does all instances in turn: without such a sign nobody knows.
 */
export async function hasReacted(
  cluster: Reader,
  instance: ObjectName,
  before: Made,
  { signal, sleep, milliseconds }: Patience,
): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += BETWEEN_MS) {
    await sleep(BETWEEN_MS, signal);
    signal.throwIfAborted();
    const now = await madeFor(cluster, instance, signal);
    if (now.size !== before.size || [...now].some(([key, state]) => before.get(key) !== state)) return true;
  }
  return false;
}
