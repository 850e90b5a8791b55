import { JaegerError, isJaegerError } from '../errors/index.ts';
import { at, SECRETS } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { Holder, Origin } from './origins.ts';

/** A text, and the objects that it was read from. Never to be shown. */
export interface Found {
  readonly text: string;
  readonly holders: readonly Holder[];
}

export type ReadOrigin = (origin: Origin) => Promise<Found | undefined>;
export type ReadHolder = (holder: Holder) => Promise<ReadonlyMap<string, string>>;

/** ConfigMaps and Secrets, each of which is asked for once. Errors: NOT_FOUND, FORBIDDEN … */
export function holderReader(cluster: Pick<Reader, 'get'>, signal: AbortSignal): ReadHolder {
  const known = new Map<string, Promise<ReadonlyMap<string, string>>>();
  return (holder) => {
    const id = `${holder.resource}/${holder.namespace}/${holder.name}`;
    const read = known.get(id) ?? readHolder(cluster, holder, signal);
    known.set(id, read);
    return read;
  };
}

async function readHolder(
  cluster: Pick<Reader, 'get'>,
  { resource, namespace, name }: Holder,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (resource === 'configmaps') {
    const { data = {} } = await cluster.get(resource, { namespace, name }, { signal });
    return new Map(Object.entries(data));
  }
  const data = at(await cluster.get(SECRETS, { namespace, name }, { signal }), 'data');
  return new Map(
    Object.entries(data ?? {}).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[key, Buffer.from(value, 'base64').toString()]] : [],
    ),
  );
}

/** What is empty is not there: viper and Elasticsearch's clients take it so. Errors: NOT_FOUND for a key that must be there, FORBIDDEN … */
export function originReader(read: ReadHolder): ReadOrigin {
  const found: ReadOrigin = async (origin) => {
    if (origin.type === 'text') return origin.text === '' ? undefined : { text: origin.text, holders: [] };
    if (origin.type === 'key') return keyOf(await read(origin), origin);
    if (origin.type === 'first') return firstOf(origin.of, found);
    if (origin.type === 'joined') return joinedOf(origin.parts, found);
    throw new JaegerError('NOT_FOUND', `what is in ${origin.where} of the Pod alone cannot be read`, {
      hints: [OTHERWISE],
    });
  };
  return found;
}

export const OTHERWISE = 'name a Secret with what the store wants to see: --es-secret [NAMESPACE/]NAME';

function keyOf(data: ReadonlyMap<string, string>, holder: Extract<Origin, { type: 'key' }>): Found | undefined {
  const kept = data.get(holder.key);
  const text = holder.isFile === true ? kept?.replace(/[\r\n]+$/, '') : kept;
  if (text !== undefined) return text === '' ? undefined : { text, holders: [holder] };
  const where = `${holder.resource}/${holder.name} in namespace "${holder.namespace}"`;
  throw new JaegerError('NOT_FOUND', `${where} has no key "${holder.key}"`, { hints: [OTHERWISE] });
}

async function firstOf(origins: readonly Origin[], read: ReadOrigin): Promise<Found | undefined> {
  for (const origin of origins) {
    const found = await read(origin).catch((error: unknown) => {
      if (isJaegerError(error) && error.code === 'NOT_FOUND') return undefined;
      throw error;
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

async function joinedOf(origins: readonly Origin[], read: ReadOrigin): Promise<Found | undefined> {
  const parts = await Promise.all(origins.map(read));
  const text = parts.map((part) => part?.text ?? '').join('');
  return text === '' ? undefined : { text, holders: parts.flatMap((part) => part?.holders ?? []) };
}
