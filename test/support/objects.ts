import { JaegerError } from '../../src/errors/index.ts';
import type { ListQuery, LogReader, ObjectName } from '../../src/kubernetes/ports.ts';
import type {
  AnyResource,
  Container,
  Jaeger,
  KubernetesObject,
  ObjectOf,
  Pod,
  Resource,
  Resources,
  Service,
  Volume,
} from '../../src/kubernetes/types.ts';
import { noFacts as none, type Facts, type FactSource, type FoundWorkload } from '../../src/jaeger/index.ts';

const GROUPS: { readonly [R in Resource]?: [group: string, versions: readonly string[]] } = {
  jaegers: ['jaegertracing.io', ['v1']],
  opentelemetrycollectors: ['opentelemetry.io', ['v1alpha1', 'v1beta1']],
  routes: ['route.openshift.io', ['v1']],
  rollouts: ['argoproj.io', ['v1alpha1']],
  httproutes: ['gateway.networking.k8s.io', ['v1']],
};

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
): FactSource & Pick<LogReader, 'logs'> & { asked: string[] } {
  const asked: string[] = [];
  const list = async <R extends AnyResource>(resource: R, query: ListQuery): Promise<readonly ObjectOf<R>[]> => {
    const name = resource as Resource;
    asked.push(`${name} ${query.namespace ?? '-A'} ${query.labelSelector ?? ''}`.trim());
    const failure = failures[name];
    if (failure instanceof Error) throw failure;
    const known: readonly KubernetesObject[] = objects[name] ?? [];
    return known.filter((object) => matches(object, query)) as unknown as readonly ObjectOf<R>[];
  };
  return {
    asked,
    list,
    // A container without output.
    logs: async () => '',
    // What is not among the objects is not served at all.
    servedGroups: async () =>
      new Map(Object.entries(GROUPS).flatMap(([resource, group]) => (resource in objects ? [group] : []))),
    get: async <R extends AnyResource>(resource: R, { namespace = '', name }: ObjectName) => {
      const found = (await list(resource, { namespace })).find(({ metadata }) => metadata.name === name);
      if (!found) throw new JaegerError('NOT_FOUND', `${name} not found`);
      return found;
    },
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
  spec: { volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })) },
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

export const noFacts: Facts = none;

interface WorkloadDetail extends Detail {
  readonly resource?: FoundWorkload['resource'];
  readonly containers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly replicas?: number;
  readonly ready?: number;
}

/** A workload whose Pods have the label `app` with its name. */
export const workload = (
  name: string,
  {
    resource = 'deployments',
    containers = [],
    volumes = [],
    replicas = 1,
    ready = replicas,
    ...detail
  }: WorkloadDetail = {},
): FoundWorkload => ({
  ...object(name, detail),
  resource,
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers, volumes } },
  },
  status: { readyReplicas: ready },
});

export const container = (image: string, more: Partial<Container> = {}): Container => ({
  name: 'jaeger',
  image,
  ...more,
});

/** A Pod as a Deployment's ReplicaSet makes it. */
export const podOf = (maker: FoundWorkload, suffix = '5d8c7'): Pod => ({
  metadata: {
    name: `${maker.metadata.name}-${suffix}-x`,
    namespace: maker.metadata.namespace ?? 'ns',
    labels: maker.spec?.template?.metadata?.labels ?? {},
    ownerReferences: [{ kind: 'ReplicaSet', name: `${maker.metadata.name}-${suffix}`, uid: 'rs' }],
  },
});
