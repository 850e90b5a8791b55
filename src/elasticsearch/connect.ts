import { JaegerError } from '../errors/index.ts';
import type {
  ElasticsearchApi,
  LifecyclePolicy,
  LifecycleState,
  StoreIdentity,
  StoreLocation,
  StoreVersion,
} from './ports.ts';
import { CLUSTER_SETTINGS, isAtLeast, readDisks, readHealth, readLimits, readVersion } from './read-cluster.ts';
import { readIlmPolicy, readIlmStates } from './read-ilm.ts';
import { INDEX_SETTINGS, readDataStreams, readIndices, readSizes } from './read-indices.ts';
import { readIsmPolicy, readIsmStates } from './read-ism.ts';
import { INDEX_TEMPLATES, LEGACY_TEMPLATES, readTemplates } from './read-templates.ts';
import { requestsTo, type RequestOptions, type Requests } from './requests.ts';
import { placeOf } from './told.ts';

/** A store that answers HTTP. Nothing is sent before something is asked of it. */
export function connectElasticsearch(
  location: StoreLocation,
  identity: StoreIdentity,
  options: RequestOptions = {},
): ElasticsearchApi {
  const requests = requestsTo(location, identity, options);
  const version = once((signal) => greet(requests, location, signal));
  return {
    version,
    close: requests.close,
    ...asksForIndices(requests, version),
    ...asksForCluster(requests, location),
    ...asksForLifecycles(requests, version),
  };
}

type Version = ElasticsearchApi['version'];

/** Many questions need it, and it does not change; after a failure it is asked again. */
function once(ask: Version): Version {
  let known: Promise<StoreVersion> | undefined;
  return async (signal) => {
    known ??= ask(signal);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
}

async function greet(requests: Requests, location: StoreLocation, signal: AbortSignal): Promise<StoreVersion> {
  const version = readVersion(await requests.get('', signal));
  return version ?? unknown(location, 'its greeting has no version');
}

function unknown(location: StoreLocation, why: string): never {
  throw new JaegerError('STORE_ANSWER', `what answers at ${placeOf(location)} is no Elasticsearch: ${why}`, {
    hints: ['name the address of the store itself: --es-url URL'],
  });
}

/** Commas and stars have their meaning. */
const segment = (expression: string): string => encodeURIComponent(expression).replaceAll('%2C', ',');

const query = (parameters: Readonly<Record<string, string | readonly string[]>>): string =>
  `?${Object.entries(parameters)
    .map(([name, value]) => `${name}=${[value].flat().join(',')}`)
    .join('&')}`;

/** Closed ones, too, and hidden ones where there are any: from Elasticsearch 7.7 on, and in all OpenSearch. */
const everyIndex = (version: StoreVersion): Readonly<Record<string, string>> => ({
  expand_wildcards:
    version.distribution === 'opensearch' || isAtLeast(version, 7, 7) ? 'open,closed,hidden' : 'open,closed',
  ignore_unavailable: 'true',
});

type Part<Name extends keyof ElasticsearchApi> = Pick<ElasticsearchApi, Name>;

const SIZES = ['index', 'health', 'status', 'docs.count', 'store.size', 'pri.store.size'];

const asksForIndices = (
  { get, getIfKnown }: Requests,
  version: Version,
): Part<'indices' | 'sizes' | 'dataStreams'> => ({
  indices: async (expression, signal) => {
    const every = everyIndex(await version(signal));
    const wanted = INDEX_SETTINGS.map((name) => `*.settings.index.${name}`);
    const [settings, aliases] = await Promise.all([
      get(`${segment(expression)}/_settings${query({ ...every, filter_path: wanted })}`, signal),
      get(`${segment(expression)}/_alias${query(every)}`, signal),
    ]);
    return readIndices(settings, aliases);
  },
  sizes: async (expression, signal) => {
    const { expand_wildcards = '' } = everyIndex(await version(signal));
    const parameters = { format: 'json', bytes: 'b', h: SIZES, expand_wildcards };
    return readSizes(await getIfKnown(`_cat/indices/${segment(expression)}${query(parameters)}`, signal));
  },
  dataStreams: async (expression, signal) => {
    const known = await version(signal);
    if (known.distribution === 'elasticsearch' && !isAtLeast(known, 7, 9)) return [];
    return readDataStreams(await getIfKnown(`_data_stream/${segment(expression)}`, signal));
  },
});

const HEALTH = ['status', 'number_of_data_nodes', 'active_shards', 'unassigned_shards'];
const DISKS = ['node', 'shards', 'disk.used', 'disk.avail', 'disk.total'];

const asksForCluster = (
  { get, getIfKnown }: Requests,
  location: StoreLocation,
): Part<'health' | 'disks' | 'limits' | 'templates'> => ({
  health: async (signal) => {
    const health = readHealth(await get(`_cluster/health${query({ filter_path: HEALTH })}`, signal));
    return health ?? unknown(location, 'its health is none of red, yellow and green');
  },
  disks: async (signal) =>
    readDisks(await get(`_cat/allocation${query({ format: 'json', bytes: 'b', h: DISKS })}`, signal)),
  limits: async (signal) =>
    readLimits(
      await get(`_cluster/settings${query({ include_defaults: 'true', filter_path: CLUSTER_SETTINGS })}`, signal),
    ),
  templates: async (signal) => {
    const [legacy, composable] = await Promise.all([
      getIfKnown(`_template${query({ filter_path: LEGACY_TEMPLATES })}`, signal),
      getIfKnown(`_index_template${query({ filter_path: INDEX_TEMPLATES })}`, signal),
    ]);
    return readTemplates(legacy, composable);
  },
});

/** Open Distro is Elasticsearch with what became OpenSearch's plugins. */
const ISM = { opensearch: '_plugins/_ism', elasticsearch: '_opendistro/_ism' };

function asksForLifecycles({ getIfKnown }: Requests, version: Version): Part<'policies' | 'lifecycles'> {
  const policy = async (name: string, signal: AbortSignal): Promise<LifecyclePolicy | undefined> => {
    const { distribution } = await version(signal);
    const ilm =
      distribution === 'elasticsearch'
        ? readIlmPolicy(name, await getIfKnown(`_ilm/policy/${segment(name)}`, signal))
        : undefined;
    return ilm ?? readIsmPolicy(name, await getIfKnown(`${ISM[distribution]}/policies/${segment(name)}`, signal));
  };
  const explained = async (expression: string, signal: AbortSignal): Promise<readonly LifecycleState[]> => {
    const known = await version(signal);
    if (known.distribution === 'elasticsearch') {
      const only: Readonly<Record<string, string>> = isAtLeast(known, 7, 4) ? { only_managed: 'true' } : {};
      const asked = `${segment(expression)}/_ilm/explain${query({ ...everyIndex(known), ...only })}`;
      const answer = await getIfKnown(asked, signal);
      if (answer !== undefined) return readIlmStates(answer);
    }
    return readIsmStates(await getIfKnown(`${ISM[known.distribution]}/explain/${segment(expression)}`, signal));
  };
  return {
    policies: async (names, signal) =>
      (await Promise.all(names.map((name) => policy(name, signal)))).filter((found) => found !== undefined),
    lifecycles: explained,
  };
}
