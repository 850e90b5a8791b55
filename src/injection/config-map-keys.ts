import { at } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import { itemsAt } from './endpoints.ts';
import { readable } from './readable.ts';
import { containersOf, type Injectable } from './workload.ts';

/** Keys of the ConfigMaps that any container of a workload takes as variables: the operator does not write these itself, whatever their prefix (1.65). */
export async function readConfigMapKeys(
  cluster: Pick<Reader, 'get'>,
  workload: Injectable,
): Promise<ReadonlySet<string>> {
  const { namespace = 'default' } = workload.metadata;
  const names = containersOf(workload).flatMap((container) =>
    itemsAt(container, 'envFrom').map((source) => at(source, 'configMapRef', 'name')),
  );
  const wanted = [...new Set(names)].filter((name): name is string => typeof name === 'string');
  const read = await Promise.all(
    wanted.map((name) => readable(cluster.get('configmaps', { namespace, name }), undefined)),
  );
  return new Set(read.flatMap((configMap) => Object.keys(configMap?.data ?? {})));
}
