import type { KubernetesObject, Pod, Service } from '../kubernetes/types.ts';
import { FactReader, type FactSource } from './fact-reader.ts';
import { noMembers, type Facts, type MemberFacts, type Scope } from './facts.ts';
import { findRoots } from './find-roots.ts';
import { gatherInstances, servedGroups, type ServedGroups } from './gather-instances.ts';
import type { InstanceRoot } from './instance.ts';
import { claimNamesOf } from './mounts.ts';
import type { ServiceAddress } from './service-address.ts';
import { selectorText } from './selectors.ts';
import { serviceAt, storesOf } from './stores.ts';

/** What says which instances there are, and nothing else: independent of how many Pods there are. */
export async function gatherRoots(cluster: FactSource, scope: Scope): Promise<Facts> {
  const reader = new FactReader(cluster);
  const facts = await gatherInstances(reader, scope, servedGroups(reader));
  return { ...facts, ...noMembers, errors: reader.errors };
}

/**
 * Everything in scope that says that there is an instance, and everything that can belong to one.
 *
 * Two round trips for a namespace, and a third for a span store in another one. For all namespaces three or four: only those in
 * which there is an instance are read.
 */
export async function gatherFacts(cluster: FactSource, { namespace }: Scope): Promise<Facts> {
  const reader = new FactReader(cluster);
  const groups = servedGroups(reader);
  const [facts, own] = await Promise.all([
    gatherInstances(reader, namespace === undefined ? {} : { namespace }, groups),
    namespace === undefined ? noMembers : namespaceMembers(reader, namespace, groups),
  ]);
  const roots = findRoots(facts);
  const known = namespace === undefined ? roots.map((root) => root.namespace) : [namespace];
  const others = await Promise.all([
    ...(namespace === undefined ? [...new Set(known)].map((one) => namespaceMembers(reader, one, groups)) : []),
    ...storesElsewhere(roots, known).map(([where, addresses]) => storeFacts(reader, where, addresses)),
  ]);
  return { ...facts, ...merged([own, ...others]), errors: reader.errors };
}

/** Everything of a namespace; claims and routes only where there can be some. */
async function namespaceMembers(
  reader: FactReader,
  namespace: string,
  groups: Promise<ServedGroups>,
): Promise<MemberFacts> {
  const pods = reader.list('pods', { namespace });
  const served = async (group: string): Promise<boolean> => (await groups).has(group);
  const [services, jobs, cronJobs, ingresses, claims, routes, httpRoutes] = await Promise.all([
    reader.list('services', { namespace }),
    reader.list('jobs', { namespace }),
    reader.list('cronjobs', { namespace }),
    reader.list('ingresses', { namespace }),
    pods.then((found) => (mountClaims(found) ? reader.list('persistentvolumeclaims', { namespace }) : [])),
    served('route.openshift.io').then((is) => (is ? reader.list('routes', { namespace }) : [])),
    served('gateway.networking.k8s.io').then((is) => (is ? reader.list('httproutes', { namespace }) : [])),
  ]);
  return { pods: await pods, services, jobs, cronJobs, ingresses, claims, routes, httpRoutes };
}

const mountClaims = (pods: readonly Pod[]): boolean => pods.some((pod) => claimNamesOf(pod).length > 0);

/** Namespace → the stores in it, but for namespaces of which everything is known anyway. */
function storesElsewhere(
  roots: readonly InstanceRoot[],
  known: readonly string[],
): [string, readonly ServiceAddress[]][] {
  const addresses = roots.flatMap((root) => storesOf(root).map(({ address }) => address));
  return [
    ...Map.groupBy(
      addresses.filter((address) => !known.includes(address.namespace)),
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
  const claims = mountClaims(pods) ? await reader.list('persistentvolumeclaims', { namespace }) : [];
  return { ...noMembers, services, pods, claims };
}

async function podsBehind(
  reader: FactReader,
  addresses: readonly ServiceAddress[],
  services: readonly Service[],
): Promise<readonly Pod[]> {
  const lists = addresses.map(async (address) => {
    const labelSelector = selectorText(serviceAt(services, address)?.spec?.selector);
    return labelSelector === '' ? [] : reader.list('pods', { namespace: address.namespace, labelSelector });
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
