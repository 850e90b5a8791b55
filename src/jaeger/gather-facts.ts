import type { KubernetesObject, Pod, Service } from '../kubernetes/types.ts';
import { FactReader, type FactSource } from './fact-reader.ts';
import { noMembers, type Facts, type MemberFacts, type Scope } from './facts.ts';
import { findRoots } from './find-roots.ts';
import { gatherInstances, type Gathered } from './gather-instances.ts';
import type { InstanceRoot } from './instance.ts';
import { claimNamesOf } from './mounts.ts';
import type { ServiceAddress } from './service-address.ts';
import { serviceAt, storesOf } from './stores.ts';

/** What says which instances there are, and nothing else: independent of how many Pods there are. */
export async function gatherRoots(cluster: FactSource, scope: Scope): Promise<Facts> {
  const reader = new FactReader(cluster);
  const { facts } = await gatherInstances(reader, scope);
  return { ...facts, ...noMembers, errors: reader.errors };
}

/**
 * Everything in scope that says that there is an instance, and everything that can belong to one.
 *
 * Two round trips for a namespace; one more for a span store in another namespace. For all namespaces a third: only those in which
 * there is an instance are read.
 */
export async function gatherFacts(cluster: FactSource, scope: Scope): Promise<Facts> {
  const reader = new FactReader(cluster);
  const [gathered, own] = await Promise.all([
    gatherInstances(reader, scope),
    scope.namespace === undefined ? undefined : namespaceMembers(reader, scope.namespace),
  ]);
  const roots = findRoots(gathered.facts);
  const members =
    scope.namespace === undefined || own === undefined
      ? await membersEverywhere(reader, roots, gathered)
      : await membersOf(reader, roots, gathered, { namespace: scope.namespace, own });
  return { ...gathered.facts, ...members, errors: reader.errors };
}

type NamespaceMembers = Omit<MemberFacts, 'claims' | 'routes' | 'httpRoutes'>;

async function namespaceMembers(reader: FactReader, namespace: string): Promise<NamespaceMembers> {
  const [pods, services, jobs, cronJobs, ingresses] = await Promise.all([
    reader.list('pods', { namespace }),
    reader.list('services', { namespace }),
    reader.list('jobs', { namespace }),
    reader.list('cronjobs', { namespace }),
    reader.list('ingresses', { namespace }),
  ]);
  return { pods, services, jobs, cronJobs, ingresses };
}

interface Known {
  readonly namespace: string;
  readonly own: NamespaceMembers;
}

/** What needed to be known first: whether there are claims and routes to ask for, and where the store is. */
async function membersOf(
  reader: FactReader,
  roots: readonly InstanceRoot[],
  { groups }: Gathered,
  { namespace, own }: Known,
): Promise<MemberFacts> {
  const isWanted = roots.some((root) => root.namespace === namespace);
  const mounts = own.pods.some((pod) => claimNamesOf(pod).length > 0);
  const [claims, routes, httpRoutes, stores] = await Promise.all([
    isWanted && mounts ? reader.list('persistentvolumeclaims', { namespace }) : [],
    isWanted && groups.has('route.openshift.io') ? reader.list('routes', { namespace }) : [],
    isWanted && groups.has('gateway.networking.k8s.io') ? reader.list('httproutes', { namespace }) : [],
    Promise.all(storesElsewhere(roots, namespace).map(([where, addresses]) => storeFacts(reader, where, addresses))),
  ]);
  return merged([{ ...own, claims, routes, httpRoutes }, ...stores]);
}

async function membersEverywhere(
  reader: FactReader,
  roots: readonly InstanceRoot[],
  gathered: Gathered,
): Promise<MemberFacts> {
  const byNamespace = Map.groupBy(roots, ({ namespace }) => namespace);
  const all = await Promise.all(
    [...byNamespace].map(async ([namespace, ofNamespace]) => {
      const own = await namespaceMembers(reader, namespace);
      return membersOf(reader, ofNamespace, gathered, { namespace, own });
    }),
  );
  return merged(all);
}

/** Namespace → the stores in it, but for the namespace of which everything is known anyway. */
function storesElsewhere(roots: readonly InstanceRoot[], namespace: string): [string, readonly ServiceAddress[]][] {
  const addresses = roots.flatMap((root) => storesOf(root).map(({ address }) => address));
  return [
    ...Map.groupBy(
      addresses.filter((address) => address.namespace !== namespace),
      (address) => address.namespace,
    ),
  ];
}

/** The Pods behind Services of another namespace, its Services, and its claims where these Pods have any. */
async function storeFacts(
  reader: FactReader,
  namespace: string,
  addresses: readonly ServiceAddress[],
): Promise<MemberFacts> {
  const services = await reader.list('services', { namespace });
  const pods = await podsBehind(reader, addresses, services);
  const mounts = pods.some((pod) => claimNamesOf(pod).length > 0);
  const claims = mounts ? await reader.list('persistentvolumeclaims', { namespace }) : [];
  return { ...noMembers, services, pods, claims };
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

const merged = (all: readonly MemberFacts[]): MemberFacts => ({
  pods: distinct(all.flatMap(({ pods }) => pods)),
  services: distinct(all.flatMap(({ services }) => services)),
  claims: distinct(all.flatMap(({ claims }) => claims)),
  jobs: all.flatMap(({ jobs }) => jobs),
  cronJobs: all.flatMap(({ cronJobs }) => cronJobs),
  ingresses: all.flatMap(({ ingresses }) => ingresses),
  routes: all.flatMap(({ routes }) => routes),
  httpRoutes: all.flatMap(({ httpRoutes }) => httpRoutes),
});

/** An object can come by two ways. */
function distinct<T extends KubernetesObject>(objects: readonly T[]): readonly T[] {
  return [
    ...new Map(objects.map((object) => [`${object.metadata.namespace}/${object.metadata.name}`, object])).values(),
  ];
}
