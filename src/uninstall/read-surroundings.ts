import {
  findInstances,
  findRoots,
  gatherFacts,
  instanceSelector,
  noFacts,
  refusalIn,
  type FactSource,
  type FoundWorkload,
  type InstanceRoot,
  type JaegerInstance,
  CONFIG_MAPS,
  JAEGERS,
  MADE,
  MADE_IN_CLUSTER,
  OPENSHIFT,
  STORES,
} from '../jaeger/index.ts';
import type { ApiResource, KubernetesObject } from '../kubernetes/types.ts';
import type { Labelled, Surroundings } from './facts.ts';
import { Looking } from './looking.ts';

/** Group → its versions, as far as the server has it. */
type Groups = ReadonlyMap<string, readonly string[]>;

export interface InstanceName {
  readonly namespace: string;
  readonly name: string;
}

/** Everything around an instance. Errors: what kept one from seeing whether it is there, and what is in its namespace. */
export async function readSurroundings(cluster: FactSource, wanted: InstanceName): Promise<Surroundings> {
  const { namespace, name } = wanted;
  const looking = new Looking(cluster);
  const groups = await cluster.servedGroups();
  const [facts, resources, jaegers, marked, claims, workloads, namespaces] = await Promise.all([
    gatherFacts(cluster, { namespace }),
    looking.list(JAEGERS, { namespace }),
    groups.has(JAEGERS.group) ? looking.everywhere('jaegers', namespace) : [],
    readMarked(looking, groups, wanted),
    looking.list('persistentvolumeclaims', { namespace }),
    readWorkloads(looking, namespace),
    looking.list('namespaces', { metadataOnly: true }),
  ]);
  const refusal = refusalIn(facts);
  if (refusal) throw refusal;
  for (const { resource, error, ...where } of facts.errors) looking.note(resource, where.namespace, error);
  const here = findInstances(facts);
  const instance = theOne(here, name);
  const elsewhere = findRoots({
    ...noFacts,
    jaegers: jaegers.filter(({ metadata }) => metadata.namespace !== namespace),
  });
  return {
    namespace,
    name,
    instance,
    resource: resources.find(({ metadata }) => metadata.name === name),
    others: [...here.filter((one) => one !== instance), ...elsewhere] satisfies InstanceRoot[],
    otherResources: resources.filter(({ metadata }) => metadata.name !== name),
    ...marked,
    claims,
    pods: facts.pods,
    workloads,
    namespaces,
    unread: looking.unread,
  };
}

/** Of several with one name the v1 operator's: no other can be removed here. */
function theOne(instances: readonly JaegerInstance[], name: string): JaegerInstance | undefined {
  const named = instances.filter((instance) => instance.name === name);
  return named.find(({ flavour }) => flavour === 'jaeger-operator') ?? named[0];
}

async function readWorkloads(looking: Looking, namespace: string): Promise<readonly FoundWorkload[]> {
  const lists = (['deployments', 'statefulsets', 'daemonsets'] as const).map(async (resource) =>
    (await looking.everywhere(resource, namespace)).map((workload): FoundWorkload => ({ ...workload, resource })),
  );
  return (await Promise.all(lists)).flat();
}

const OF_JAEGER = { 'app.kubernetes.io/part-of': 'jaeger' };
/** On objects of the cluster: whose instance it is. */
const NAMESPACE = 'app.kubernetes.io/namespace';

async function readMarked(
  looking: Looking,
  groups: Groups,
  { namespace, name }: InstanceName,
): Promise<Pick<Surroundings, 'made' | 'stores'>> {
  const marked = async (
    resource: ApiResource,
    where: string | undefined,
    labelSelector = instanceSelector(name),
  ): Promise<readonly Labelled[]> => {
    const served = servedAs(resource, groups);
    if (served === undefined) return [];
    const place = where === undefined ? {} : { namespace: where };
    const objects = await looking.list(served, { ...place, labelSelector, metadataOnly: true });
    return objects.map((object) => ({ resource: served, object }));
  };
  const isOpenShift = groups.has(OPENSHIFT);
  const [made, stores, ofCluster, copies] = await Promise.all([
    Promise.all(MADE.map((resource) => marked(resource, namespace))),
    Promise.all(STORES.map((resource) => marked(resource, namespace, instanceSelector(name, OF_JAEGER)))),
    Promise.all(isOpenShift ? MADE_IN_CLUSTER.map((resource) => marked(resource, undefined)) : []),
    isOpenShift ? marked(CONFIG_MAPS, undefined) : [],
  ]);
  return {
    made: [
      ...made.flat(),
      ...ofCluster.flat().filter(({ object }) => isOf(object, namespace, name)),
      ...copies.filter(({ object }) => object.metadata.namespace !== namespace),
    ],
    stores: stores.flat(),
  };
}

/** ConsoleLinks say whose they are, role bindings do by their name (jaeger-operator 1.65). */
const isOf = ({ metadata }: KubernetesObject, namespace: string, name: string): boolean =>
  metadata.labels?.[NAMESPACE] === namespace || metadata.name === `${namespace}-${name}-oauth-proxy-auth-delegator`;

/** In the version that the server has, if it has the group. */
function servedAs(resource: ApiResource, groups: Groups): ApiResource | undefined {
  if (resource.group === '') return resource;
  const versions = groups.get(resource.group);
  if (versions === undefined) return undefined;
  return versions.includes(resource.version) ? resource : { ...resource, version: versions[0] ?? resource.version };
}
