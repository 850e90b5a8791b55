import type { Cluster, ListQuery } from '../../src/kubernetes/ports.ts';
import type { Jaeger, KubernetesObject, Pod, Resource, Resources, Service } from '../../src/kubernetes/types.ts';
import type { Facts } from '../../src/jaeger/index.ts';

type Objects = { readonly [R in Resource]?: readonly Resources[R][] };

const matches = (object: KubernetesObject, { namespace, labelSelector = '' }: ListQuery): boolean =>
  (namespace === undefined || object.metadata.namespace === namespace) &&
  labelSelector
    .split(/,(?![^(]*\))/)
    .filter((term) => term !== '')
    .every((term) => {
      const [, key = '', , values = ''] = /^(\S+?)(=| in )\(?([^)]*)\)?$/.exec(term) ?? [];
      return values.split(',').includes(object.metadata.labels?.[key] ?? '');
    });

/** An in-memory cluster that knows equality and `in` selectors, and notes what it was asked. */
export function clusterOf(
  objects: Objects,
  failures: { readonly [R in Resource]?: Error } = {},
): Cluster & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    target: { context: 'test', server: 'https://test', namespace: 'default' },
    list: async <R extends Resource>(resource: R, query: ListQuery) => {
      asked.push(`${resource} ${query.namespace ?? '-A'} ${query.labelSelector ?? ''}`.trim());
      const failure = failures[resource];
      if (failure instanceof Error) throw failure;
      const known: readonly Resources[R][] = objects[resource] ?? [];
      return known.filter((object) => matches(object, query));
    },
    close: () => undefined,
  };
}

export const jaeger = (name: string, namespace: string, spec: NonNullable<Jaeger['spec']> = {}): Jaeger => ({
  metadata: { name, namespace, uid: `uid-of-${namespace}-${name}` },
  spec,
});

interface Detail {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly owner?: KubernetesObject;
}

export const object = (name: string, { namespace = 'ns', labels = {}, owner }: Detail = {}): KubernetesObject => ({
  metadata: {
    name,
    namespace,
    uid: `uid-of-${namespace}-${name}`,
    labels,
    ownerReferences: owner ? [{ kind: 'Any', name: owner.metadata.name, uid: owner.metadata.uid ?? '' }] : [],
  },
});

export const pod = (name: string, detail: Detail = {}, claims: readonly string[] = []): Pod => ({
  ...object(name, detail),
  spec: { volumes: claims.map((claimName) => ({ persistentVolumeClaim: { claimName } })) },
});

export const service = (
  name: string,
  detail: Detail = {},
  selector: Readonly<Record<string, string>> = {},
): Service => ({
  ...object(name, detail),
  spec: { selector },
});

/** The labels that the operator puts on an instance's objects. */
export const operatorLabels = (instance: string, component: string): Readonly<Record<string, string>> => ({
  'app.kubernetes.io/instance': instance,
  'app.kubernetes.io/managed-by': 'jaeger-operator',
  'app.kubernetes.io/component': component,
});

export const noFacts: Facts = { jaegers: [], pods: [], services: [], claims: [], jobs: [], cronJobs: [], errors: [] };
