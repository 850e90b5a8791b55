import type { Reader } from '../kubernetes/ports.ts';
import type { KubernetesObject, PersistentVolumeClaim, Pod, Service } from '../kubernetes/types.ts';
import { FactReader } from './fact-reader.ts';
import type { Facts, Scope } from './facts.ts';
import { JOB_NAME, MANAGED_BY, OPERATOR_OBJECTS } from './labels.ts';
import { claimNamesOf } from './mounts.ts';
import { jobsOfOperator } from './owners.ts';
import type { ServiceAddress } from './service-address.ts';
import { serviceAt, spanStoreOf } from './span-store.ts';

/**
 * Everything in scope that can belong to an instance of the v1 operator.
 *
 * Two round trips for a namespace: what labels select, then what has no label of the operator's: Pods of rollover
 * Jobs, found through their owners, and Pods of the span store, found through the Service that the instance names.
 * For all namespaces a third, since Services and claims are then read only where they are needed.
 */
export async function gatherFacts(cluster: Reader, scope: Scope): Promise<Facts> {
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
  const stores = jaegers.flatMap((jaeger) => spanStoreOf(jaeger) ?? []);
  const [jobPods, storage, claimsElsewhere] = await Promise.all([
    podsOfJobs(reader, jobsOfOperator(jobs, cronJobs, jaegers).filter(isUnlabelled)),
    storageObjects(reader, stores, { scope, services }),
    claimsIn(reader, [...stores.map(({ namespace }) => namespace), ...namespacesOfMounts(pods)], scope),
  ]);
  return {
    jaegers,
    jobs,
    cronJobs,
    pods: distinct([...pods, ...jobPods, ...storage.pods]),
    services: distinct([...services, ...storage.services]),
    claims: [...claims, ...claimsElsewhere],
    errors: reader.errors,
  };
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

type StorageObjects = Pick<Facts, 'pods' | 'services'>;

/** The Pods of span stores, and all Services of their namespaces, as far as these are not known yet. */
async function storageObjects(
  reader: FactReader,
  stores: readonly ServiceAddress[],
  known: Known,
): Promise<StorageObjects> {
  const byNamespace = Map.groupBy(stores, ({ namespace }) => namespace);
  const found = await Promise.all(
    [...byNamespace].map(async ([namespace, addresses]): Promise<StorageObjects> => {
      const isKnown = namespace === known.scope.namespace;
      const services = isKnown ? known.services : await reader.list('services', { namespace });
      return { services, pods: await podsBehind(reader, addresses, services) };
    }),
  );
  return { services: found.flatMap(({ services }) => services), pods: found.flatMap(({ pods }) => pods) };
}

const namespacesOfMounts = (pods: readonly Pod[]): readonly string[] =>
  pods.filter((pod) => claimNamesOf(pod).length > 0).map(({ metadata }) => metadata.namespace ?? '');

/** Claims of the namespaces in which something of Jaeger mounts one; those of the scope's own are known already. */
async function claimsIn(
  reader: FactReader,
  namespaces: readonly string[],
  scope: Scope,
): Promise<readonly PersistentVolumeClaim[]> {
  const others = [...new Set(namespaces)].filter((namespace) => namespace !== scope.namespace);
  const lists = others.map((namespace) => reader.list('persistentvolumeclaims', { namespace }));
  return (await Promise.all(lists)).flat();
}

async function podsBehind(
  reader: FactReader,
  addresses: readonly ServiceAddress[],
  services: readonly Service[],
): Promise<readonly Pod[]> {
  const lists = addresses.map(async (address) => {
    const selector = Object.entries(serviceAt(services, address)?.spec?.selector ?? {});
    if (selector.length === 0) return [];
    return reader.list('pods', {
      namespace: address.namespace,
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
