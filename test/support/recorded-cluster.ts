import { JaegerError } from '../../src/errors/index.ts';
import type { FactSource } from '../../src/jaeger/index.ts';
import type { ListQuery, Target } from '../../src/kubernetes/ports.ts';
import { objectReader } from '../../src/kubernetes/read-objects.ts';
import { resourceOf } from '../../src/kubernetes/resources.ts';
import type { AnyResource, ObjectOf } from '../../src/kubernetes/types.ts';
import { recordedObjects } from './recorded-objects.ts';

/** An object as the server sends it; a test writes into its copy. */
export interface RawObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: object[];
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** `deployments.apps` → its objects. */
export type RawObjects = Record<string, RawObject[]>;

export async function rawObjects(set: string): Promise<RawObjects> {
  return structuredClone(await recordedObjects(set)) as unknown as RawObjects;
}

const TARGET: Target = { context: 'ground', server: 'https://example.com', namespace: 'default' };

export interface RecordedCluster extends FactSource {
  readonly target: Target;
  /** What was asked for, `list deployments.apps -A`. */
  readonly asked: string[];
}

const nameOf = (resource: AnyResource): string => {
  const { plural, group } = resourceOf(resource);
  return group === '' ? plural : `${plural}.${group}`;
};

const isSelected = (
  { metadata }: RawObject,
  { namespace, labelSelector = '', fieldSelector = '' }: ListQuery,
): boolean =>
  (namespace === undefined || metadata.namespace === namespace) &&
  (fieldSelector === '' || fieldSelector === `metadata.name=${metadata.name}`) &&
  labelSelector
    .split(',')
    .filter((term) => term !== '')
    .every((term) => metadata.labels?.[term.split('=')[0] ?? ''] === term.split('=')[1]);

/** A server of these objects, as this program reads them. It refuses what is `forbidden`, written as it is asked for. */
export function clusterWith(objects: RawObjects, forbidden: readonly string[] = []): RecordedCluster {
  const asked: string[] = [];
  const refuse = (words: string): void => {
    asked.push(words);
    if (forbidden.some((refused) => words === refused || words.startsWith(`${refused} `)))
      throw new JaegerError('FORBIDDEN', `${words} is forbidden`);
  };
  const readAll = <R extends AnyResource>(resource: R, query: ListQuery): readonly ObjectOf<R>[] =>
    (objects[nameOf(resource)] ?? [])
      .filter((one) => isSelected(one, query))
      .flatMap((one) => objectReader(resource)(structuredClone(one)) ?? []);
  return {
    target: TARGET,
    asked,
    list: async (resource, query) => {
      refuse(`list ${nameOf(resource)} ${query.namespace ?? '-A'}`);
      return readAll(resource, query);
    },
    get: async (resource, { namespace, name }) => {
      refuse(`get ${nameOf(resource)} ${namespace ?? '-A'}`);
      const [found] = readAll(resource, {
        ...(namespace === undefined ? {} : { namespace }),
        fieldSelector: `metadata.name=${name}`,
      });
      if (!found) throw new JaegerError('NOT_FOUND', `${name} not found`);
      return found;
    },
    servedGroups: async () =>
      new Map(
        Object.keys(objects).flatMap((name) => (name.includes('.') ? [[name.replace(/^[^.]+\./, ''), ['v1']]] : [])),
      ),
  };
}
