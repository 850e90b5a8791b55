import { isJaegerError } from '../errors/index.ts';
import type { Cluster, ListQuery } from '../kubernetes/ports.ts';
import type { KubernetesObject, Pod, Resource, Resources, Service } from '../kubernetes/types.ts';
import { storageUrl } from './custom-resource.ts';
import type { FactError, Facts, Scope } from './facts.ts';
import { JOB_NAME, MANAGED_BY, OPERATOR_OBJECTS } from './labels.ts';
import { jobsOfOperator } from './owners.ts';
import { serviceOf, type ServiceAddress } from './service-address.ts';

/**
 * Everything in scope that can belong to an instance of the v1 operator.
 *
 * Two round trips for a namespace: what labels select, then what has no label of the operator's: Pods of rollover
 * Jobs, found through their owners, and Pods of the span store, found through the Service that the instance names.
 * For all namespaces a third, since Services and claims are then read only where they are needed.
 */
export async function gatherFacts(cluster: Cluster, scope: Scope): Promise<Facts> {
  const reader = new FactReader(cluster);
  const everywhere = scope.namespace === undefined;
  const labelled = { ...scope, labelSelector: OPERATOR_OBJECTS };
  const [jaegers, pods, cronJobs, jobs, services, claims] = await Promise.all([
    reader.list('jaegers', scope),
    reader.list('pods', labelled),
    reader.list('cronjobs', { ...labelled, metadataOnly: true }),
    reader.list('jobs', { ...scope, metadataOnly: true }),
    reader.list('services', everywhere ? labelled : scope),
    everywhere ? [] : reader.list('persistentvolumeclaims', scope),
  ]);
  const stores = jaegers.flatMap((jaeger) => {
    const address = serviceOf(storageUrl(jaeger) ?? '', jaeger.metadata.namespace ?? '');
    return address ? [address] : [];
  });
  const [jobPods, storage] = await Promise.all([
    podsOfJobs(reader, jobsOfOperator(jobs, cronJobs, jaegers).filter(isUnlabelled)),
    storageObjects(reader, stores, { scope, services }),
  ]);
  return {
    jaegers,
    jobs,
    cronJobs,
    pods: distinct([...pods, ...jobPods, ...storage.pods]),
    services: distinct([...services, ...storage.services]),
    claims: [...claims, ...storage.claims],
    errors: reader.errors,
  };
}

/** Reads lists; one that fails is empty and noted. */
class FactReader {
  readonly errors: FactError[] = [];
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  async list<R extends Resource>(resource: R, query: ListQuery): Promise<readonly Resources[R][]> {
    try {
      return await this.#cluster.list(resource, query);
    } catch (error) {
      if (!isJaegerError(error)) throw error;
      this.errors.push({ resource, error });
      return [];
    }
  }
}

/** A Job has the labels of its Pods: where it has the operator's, its Pods are listed by them already. */
const isUnlabelled = ({ metadata }: KubernetesObject): boolean => metadata.labels?.[MANAGED_BY] === undefined;

async function podsOfJobs(reader: FactReader, jobs: readonly KubernetesObject[]): Promise<readonly Pod[]> {
  const names = Map.groupBy(jobs, ({ metadata }) => metadata.namespace ?? '');
  const lists = [...names].map(([namespace, ofNamespace]) => {
    const labelSelector = `${JOB_NAME} in (${ofNamespace.map(({ metadata }) => metadata.name).join(',')})`;
    return reader.list('pods', { namespace, labelSelector });
  });
  return (await Promise.all(lists)).flat();
}

interface Known {
  readonly scope: Scope;
  readonly services: readonly Service[];
}

type StorageObjects = Pick<Facts, 'pods' | 'services' | 'claims'>;

/** Services, Pods and claims of the namespaces in which span stores are, as far as they are not known yet. */
async function storageObjects(
  reader: FactReader,
  stores: readonly ServiceAddress[],
  known: Known,
): Promise<StorageObjects> {
  const byNamespace = Map.groupBy(stores, ({ namespace }) => namespace);
  const found = await Promise.all(
    [...byNamespace].map(async ([namespace, addresses]): Promise<StorageObjects> => {
      const isKnown = namespace === known.scope.namespace;
      const [services, claims] = isKnown
        ? [known.services, []]
        : await Promise.all([
            reader.list('services', { namespace }),
            reader.list('persistentvolumeclaims', { namespace }),
          ]);
      return { services, claims, pods: await podsBehind(reader, addresses, services) };
    }),
  );
  return {
    services: found.flatMap(({ services }) => services),
    claims: found.flatMap(({ claims }) => claims),
    pods: found.flatMap(({ pods }) => pods),
  };
}

async function podsBehind(
  reader: FactReader,
  addresses: readonly ServiceAddress[],
  services: readonly Service[],
): Promise<readonly Pod[]> {
  const lists = addresses.map(async ({ name, namespace }) => {
    const isNamed = ({ metadata }: Service): boolean => metadata.name === name && metadata.namespace === namespace;
    const selector = Object.entries(services.find(isNamed)?.spec?.selector ?? {});
    if (selector.length === 0) return [];
    return reader.list('pods', {
      namespace,
      labelSelector: selector.map(([key, value]) => `${key}=${value}`).join(','),
    });
  });
  return (await Promise.all(lists)).flat();
}

/** A Pod or Service can come by two ways. */
function distinct<T extends KubernetesObject>(objects: readonly T[]): readonly T[] {
  return [
    ...new Map(objects.map((object) => [`${object.metadata.namespace}/${object.metadata.name}`, object])).values(),
  ];
}
