import { at, expand, isTree, textsIn, type Configuration } from './configuration.ts';
import type { Component, SpanStorage, StorageType } from './instance.ts';
import { serviceOf } from './service-address.ts';
import { settingOf, type Settings } from './settings.ts';

const V1_TYPES: readonly StorageType[] = [
  'memory',
  'badger',
  'elasticsearch',
  'opensearch',
  'cassandra',
  'grpc',
  'grpc-plugin',
  'kafka',
];

/** Kind of backend in v2's configuration → where its address stands in it. */
const BACKENDS: Readonly<Record<string, readonly string[]>> = {
  memory: [],
  badger: [],
  elasticsearch: ['server_urls'],
  opensearch: ['server_urls'],
  cassandra: ['connection', 'servers'],
  clickhouse: ['addresses'],
  grpc: ['endpoint'],
};

/** Storage type of v1 → the flag that names its address (1.76). */
const ADDRESS_FLAGS: Readonly<Partial<Record<StorageType, string>>> = {
  elasticsearch: 'es.server-urls',
  opensearch: 'es.server-urls',
  cassandra: 'cassandra.servers',
  grpc: 'grpc-storage.server',
  kafka: 'kafka.producer.brokers',
};

const UNKNOWN = (because: string): SpanStorage => ({
  type: 'unknown',
  address: undefined,
  service: undefined,
  because,
});

/** Where a process of v1 keeps spans: `SPAN_STORAGE_TYPE`, without which the all-in-one takes memory and the others Cassandra (1.76). */
export function storageOfV1(settings: Settings, component: Component, namespace: string): SpanStorage {
  const told = ['span-storage.type', 'SPAN_STORAGE_TYPE'].find((name) => settings.has(name));
  if (told === undefined) {
    const type = component === 'all-in-one' ? 'memory' : 'cassandra';
    return located(type, addressOfV1(type, settings), { namespace, because: `default of ${component}` });
  }
  const value = settings.get(told);
  if (value === undefined) return UNKNOWN(`${told} comes from where it could not be read`);
  const [first = ''] = value.split(',');
  const type = V1_TYPES.find((name) => name === first.trim().toLowerCase());
  if (type === undefined) return UNKNOWN(`${told} is none of Jaeger's`);
  return located(type, addressOfV1(type, settings), { namespace, because: told });
}

const addressOfV1 = (type: StorageType, settings: Settings): string | undefined =>
  settingOf(settings, ADDRESS_FLAGS[type] ?? '')
    ?.split(',')[0]
    ?.trim() || undefined;

/** The store that the query service reads, else the one that spans are written to. Archive and metrics stores are no span stores. */
export function storageOfV2(configuration: Configuration, settings: Settings, namespace: string): SpanStorage {
  const name = storeName(configuration);
  if (name === undefined) return storageByExporter(configuration, settings, namespace);
  const backend = at(configuration, 'extensions', 'jaeger_storage', 'backends', name);
  const kind = isTree(backend) ? Object.keys(backend).find((key) => Object.hasOwn(BACKENDS, key)) : undefined;
  if (kind === undefined) return UNKNOWN(`the configuration has no known backend "${name}"`);
  const [address] = textsIn(at(backend, kind, ...(BACKENDS[kind] ?? [])));
  const type = kind as StorageType; // oxlint-disable-line typescript/no-unsafe-type-assertion -- a key of BACKENDS
  const expanded = address === undefined ? undefined : expand(address, settings);
  const place = { namespace, because: `backend "${name}"` };
  return { ...located(type, BACKENDS[kind]?.length === 0 ? undefined : expanded, place), backend: name };
}

function storeName(configuration: Configuration): string | undefined {
  const read = at(configuration, 'extensions', 'jaeger_query', 'storage', 'traces');
  const [name] = textsIn(read ?? at(configuration, 'exporters', 'jaeger_storage_exporter', 'trace_storage'));
  return name;
}

/** A collector before Kafka has no storage of its own. */
function storageByExporter(configuration: Configuration, settings: Settings, namespace: string): SpanStorage {
  const brokers = at(configuration, 'exporters', 'kafka', 'brokers');
  if (brokers === undefined) return UNKNOWN('the configuration names no store');
  const address = textsIn(brokers)[0];
  return located('kafka', address && expand(address, settings), { namespace, because: 'exporter kafka' });
}

interface Where {
  readonly namespace: string;
  readonly because: string;
}

/** User names and passwords in a URL are not shown. */
export function located(type: StorageType, address: string | undefined, { namespace, because }: Where): SpanStorage {
  const shown = address?.replace(/\/\/[^/@]*@/, '//');
  return {
    type,
    address: shown,
    service: shown === undefined ? undefined : serviceOf(asUrl(shown), namespace),
    because,
  };
}

/** Cassandra's and Kafka's servers are hosts without a scheme; gRPC has schemes of its own. */
const asUrl = (address: string): string => {
  const plain = address.replace(/^(dns|passthrough):\/\/\//, '');
  return plain.includes('://') ? plain : `tcp://${plain}`;
};
