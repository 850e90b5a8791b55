import type {
  DataStream,
  ElasticsearchApi,
  IndexSize,
  IndexTemplate,
  LifecyclePolicy,
  LifecycleState,
  NodeDisk,
  StoredIndex,
  StoreHealth,
  StoreLimits,
  StoreVersion,
} from '../elasticsearch/ports.ts';
import { isJaegerError, type JaegerError } from '../errors/index.ts';
import { reportError, type ReportError } from '../jaeger/index.ts';

/** Everything of any Jaeger, whatever its prefix; `jaeger.spans` of data streams as well. */
const JAEGERS = '*jaeger*';

/** What Elasticsearch said of itself and of what looks like Jaeger's. Undefined: it did not say. */
export interface StoreSnapshot {
  readonly version: StoreVersion | undefined;
  readonly indices: readonly StoredIndex[];
  readonly sizes: readonly IndexSize[] | undefined;
  readonly health: StoreHealth | undefined;
  readonly disks: readonly NodeDisk[] | undefined;
  readonly limits: StoreLimits | undefined;
  readonly templates: readonly IndexTemplate[] | undefined;
  readonly lifecycles: readonly LifecycleState[] | undefined;
  readonly policies: readonly LifecyclePolicy[] | undefined;
  readonly dataStreams: readonly DataStream[] | undefined;
  readonly errors: readonly ReportError[];
}

/**
 * Asks for everything at once, one request each, and then for the policies that were named. Without its indices there is nothing to say: then their error is thrown.
 * What else may not be read is noted.
 */
export async function readStore(api: ElasticsearchApi, signal: AbortSignal): Promise<StoreSnapshot> {
  const errors: ReportError[] = [];
  const unless = async <T>(what: string, ask: Promise<T>): Promise<T | undefined> => {
    const answer = await settled(ask);
    if ('value' in answer) return answer.value;
    errors.push(reportError(what, answer.error));
    return undefined;
  };
  const version = await firstAnswer(api, signal);
  const [indices, sizes, health, disks, limits, templates, lifecycles, dataStreams] = await Promise.all([
    settled(api.indices(JAEGERS, signal)),
    unless('sizes of indices', api.sizes(JAEGERS, signal)),
    unless('cluster health', api.health(signal)),
    unless('disks of nodes', api.disks(signal)),
    unless('cluster settings', api.limits(signal)),
    unless('index templates', api.templates(signal)),
    unless('lifecycles of indices', api.lifecycles(JAEGERS, signal)),
    unless('data streams', api.dataStreams(JAEGERS, signal)),
  ]);
  if ('error' in indices) throw indices.error;
  const names = policyNames(indices.value, templates ?? [], lifecycles ?? []);
  const policies = names.length === 0 ? [] : await unless('lifecycle policies', api.policies(names, signal));
  const read = { sizes, health, disks, limits, templates, lifecycles, policies, dataStreams, errors };
  return { version, indices: indices.value, ...read };
}

/** Alone: where this fails, a wrong password say, everything else does. Only who may read indices may not always read this. */
async function firstAnswer(api: ElasticsearchApi, signal: AbortSignal): Promise<StoreVersion | undefined> {
  const first = await settled(api.version(signal));
  if ('value' in first) return first.value;
  if (first.error.code === 'STORE_FORBIDDEN') return undefined;
  throw first.error;
}

/** One failure must not leave the others running without anybody who waits for them. */
async function settled<T>(ask: Promise<T>): Promise<{ readonly value: T } | { readonly error: JaegerError }> {
  try {
    return { value: await ask };
  } catch (error) {
    if (!isJaegerError(error)) throw error;
    return { error };
  }
}

const policyNames = (
  indices: readonly StoredIndex[],
  templates: readonly IndexTemplate[],
  lifecycles: readonly LifecycleState[],
): readonly string[] => [...new Set([...indices, ...templates, ...lifecycles].flatMap(({ policy }) => policy ?? []))];
