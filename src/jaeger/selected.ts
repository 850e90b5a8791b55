import { isJaegerError } from '../errors/index.ts';
import type { ListQuery, Reader } from '../kubernetes/ports.ts';
import type { Resource } from '../kubernetes/types.ts';

/**
 * The objects of these kinds that a selector selects, by their uids. The server evaluates it, and says what is wrong with it. A kind that is not there
 * or may not be listed selects nothing: the lists without the selector tell of it.
 */
export async function selectedUids(
  cluster: Reader,
  resources: readonly Resource[],
  query: ListQuery,
): Promise<ReadonlySet<string>> {
  const lists = resources.map((resource) => selectedOf(cluster, resource, query));
  return new Set((await Promise.all(lists)).flat());
}

async function selectedOf(cluster: Reader, resource: Resource, query: ListQuery): Promise<readonly string[]> {
  try {
    const objects = await cluster.list(resource, { ...query, metadataOnly: true });
    return objects.flatMap(({ metadata }) => metadata.uid ?? []);
  } catch (error) {
    if (isJaegerError(error) && ['NO_SUCH_KIND', 'FORBIDDEN'].includes(error.code)) return [];
    throw error;
  }
}
