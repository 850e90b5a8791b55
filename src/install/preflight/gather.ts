import {
  instanceSelector,
  type Right,
  ELASTIC_CLUSTERS,
  ELASTICSEARCHES,
  JAEGERS,
  LIMIT_RANGES,
  NAMESPACES,
  QUOTAS,
  SECRETS,
  STORAGE_CLASSES,
} from '../../jaeger/index.ts';
import type { Discovery, ListQuery, Reader } from '../../kubernetes/ports.ts';
import type { AnyResource, ObjectOf } from '../../kubernetes/types.ts';
import type { Tree } from '../tree.ts';
import { factOf, known, listFact, objectFact, type Fact } from './fact.ts';
import type { Groups, PreflightFacts, PreflightRequest, Present } from './facts.ts';
import { readMissing, type RightsSource } from './read-rights.ts';
import { readOperators } from './read-operators.ts';
import { hasJobs, ordersElasticsearch, specAfter, wantedClaims } from './wanted.ts';

export type PreflightSource = Reader & Discovery & RightsSource;

/**
 * Everything that decides whether an instance comes up, in two round trips; a third where the operator has no labels, or a right is missing.
 * What may not be read is a fact. Throws what keeps one from asking at all, and USAGE.
 */
export async function gatherPreflight(
  cluster: PreflightSource,
  request: PreflightRequest,
  signal: AbortSignal,
): Promise<PreflightFacts> {
  const { name, namespace } = request.options;
  const groups = factOf('get /apis', cluster.servedGroups({ signal }));
  const live = objectFact(`get jaegers in ${namespace}`, cluster.get(JAEGERS, { namespace, name }, { signal }));
  const spec = live.then(({ value }) => specAfter(request.options, value));
  const where = { list: lister(cluster, signal), namespace, name, spec, groups };
  const [server, served, found, says, space, operators, missing, room, stores] = await Promise.all([
    factOf('get /version', cluster.serverVersion({ signal })),
    groups,
    live,
    spec,
    objectFact('get namespaces', cluster.get(NAMESPACES, { name: namespace }, { signal })),
    readOperators(cluster, { namespace, live, signal }),
    readMissing(cluster, askedRights(request), { namespace, signal }),
    readRoom(where),
    readStores(where),
  ]);
  // Where not even these are told, nothing is: the reason is the result.
  if (server.unread && served.unread) throw server.unread.error;
  return {
    request,
    spec: says,
    server,
    groups: served,
    namespace: space,
    live: found,
    missing,
    ...operators,
    ...room,
    ...stores,
  };
}

type List = <R extends AnyResource>(resource: R, query: ListQuery) => Promise<Fact<readonly ObjectOf<R>[]>>;

const lister =
  (cluster: Reader, signal: AbortSignal): List =>
  (resource, query) => {
    const place = query.namespace === undefined ? 'all namespaces' : query.namespace;
    return listFact(`list ${pluralOf(resource)} in ${place}`, cluster.list(resource, { ...query, signal }));
  };

const pluralOf = (resource: AnyResource): string => (typeof resource === 'string' ? resource : resource.plural);

/** Not what is asked seldom, nor of other namespaces: whoever asks there is told. */
const askedRights = ({ rights, createNamespace }: PreflightRequest): readonly Right[] =>
  rights.filter(({ seldom, onSuspicion, group, resource }) =>
    resource === 'namespaces' ? createNamespace : !seldom && (!onSuspicion || group === ''),
  );

interface Where {
  readonly list: List;
  readonly namespace: string;
  readonly name: string;
  readonly spec: Promise<Tree>;
  readonly groups: Promise<Fact<Groups>>;
}

/** What the namespace has room for, and what is in it already. */
async function readRoom(where: Where): Promise<Pick<PreflightFacts, 'quotas' | 'limits' | 'claims' | 'present'>> {
  const { list, namespace } = where;
  const [quotas, limits, claims, present] = await Promise.all([
    list(QUOTAS, { namespace }),
    list(LIMIT_RANGES, { namespace }),
    list('persistentvolumeclaims', { namespace }),
    readPresent(where),
  ]);
  return { quotas, limits, claims, present };
}

async function readStores(where: Where): Promise<Pick<PreflightFacts, 'storageClasses' | 'clusters'>> {
  const [storageClasses, clusters] = await Promise.all([readClasses(where), readClusters(where)]);
  return { storageClasses, clusters };
}

/**
 * What can be in the way of the operator, or be left of an earlier instance. Deployments and Services whoever made them: one of a
 * name that the operator wants to make stops it.
 */
async function readPresent({ list, namespace, name, spec, groups }: Where): Promise<Fact<readonly Present[]>> {
  const labelled = { namespace, labelSelector: instanceSelector(name), metadataOnly: true };
  const read = async (resource: AnyResource, query: ListQuery): Promise<Fact<readonly Present[]>> => {
    const facts = await list(resource, query);
    if (facts.unread) return facts;
    return known(facts.value.map((object) => ({ resource: pluralOf(resource), object })));
  };
  const always = [
    read('deployments', { namespace, metadataOnly: true }),
    read('services', { namespace, metadataOnly: true }),
    read('configmaps', labelled),
  ];
  const ofStore = spec.then((says) => (hasJobs(says) ? [read('cronjobs', labelled), read('jobs', labelled)] : []));
  const ordered = Promise.all([spec, groups]).then(([says, { value: served }]) =>
    ordersElasticsearch(says) && served?.has(ELASTICSEARCHES.group) === true
      ? [read(SECRETS, labelled), read(ELASTICSEARCHES, labelled)]
      : [],
  );
  const lists = await Promise.all([...always, ...(await Promise.all([ofStore, ordered])).flat()]);
  return lists.find(({ unread }) => unread) ?? known(lists.flatMap(({ value = [] }) => value));
}

const readClasses = async ({ list, spec }: Where): Promise<PreflightFacts['storageClasses']> =>
  wantedClaims(await spec).length === 0 ? undefined : list(STORAGE_CLASSES, {});

/** Where the operator that v1 orders from is missing, another one's clusters may do. */
async function readClusters({ list, spec, groups, namespace }: Where): Promise<PreflightFacts['clusters']> {
  const served = (await groups).value;
  const isWanted = ordersElasticsearch(await spec) && served?.has(ELASTICSEARCHES.group) === false;
  if (!isWanted || !served.has(ELASTIC_CLUSTERS.group)) return undefined;
  const everywhere = await list(ELASTIC_CLUSTERS, {});
  return everywhere.unread ? list(ELASTIC_CLUSTERS, { namespace }) : everywhere;
}
