import type { InstanceRoot } from './instance.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';

const CLUSTER = 'logging-cluster';

/**
 * The Elasticsearch that the operator has ordered for an instance, of a claim of it: their names hold a word of the instance's namespace
 * and name, which says whose they are when everything else is gone (jaeger-operator 1.65, elasticsearch-operator 5.8).
 */
export function orderedStoreOf(
  { metadata }: KubernetesObject,
  { namespace, name }: Pick<InstanceRoot, 'namespace' | 'name'>,
): string | undefined {
  const store = metadata.labels?.[CLUSTER];
  if (store === undefined) return undefined;
  const nodes = new RegExp(String.raw`-cdm?-${nodeWord(namespace, name)}(master)?-\d+$`);
  return metadata.name.startsWith(`${store}-${store}-`) && nodes.test(metadata.name) ? store : undefined;
}

/** Namespace and name as a DNS label, cut to 42, without its dashes (jaeger-operator 1.65, storage/elasticsearch.go). */
const nodeWord = (namespace: string, name: string): string =>
  `${namespace}${name}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '-')
    .replaceAll(/^-|-$/g, 'a')
    .slice(0, 42)
    .replaceAll('-', '');
