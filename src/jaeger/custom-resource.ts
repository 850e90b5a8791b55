import type { Jaeger } from '../kubernetes/types.ts';
import type { JaegerInstance, SpanStorage, StorageType } from './instance.ts';
import type { ServiceAddress } from './service-address.ts';
import { located } from './span-storage.ts';

/** What the operator knows (jaeger-operator 1.65). */
export const STORAGE_TYPES: readonly StorageType[] = [
  'memory',
  'badger',
  'elasticsearch',
  'cassandra',
  'kafka',
  'grpc-plugin',
];

const PROVISIONED_PORT = 9200;

/**
 * The strategy that the operator runs, whatever the text: compared in lower case, `allinone` for anything it does not
 * know, and for storage that one process alone can use (jaeger-operator 1.65, strategy normalize).
 */
export function strategyOf(jaeger: Jaeger): JaegerInstance['strategy'] {
  const text = textOf(jaeger.spec?.strategy);
  const storage = storageOf(jaeger);
  if (storage === 'memory' || storage === 'badger') return 'allinone';
  return text === 'production' || text === 'streaming' ? text : 'allinone';
}

/** Empty and unknown types are memory, as the operator makes them. */
export function storageOf(jaeger: Jaeger): StorageType {
  const text = textOf(jaeger.spec?.storage?.type);
  return STORAGE_TYPES.find((type) => type === text) ?? 'memory';
}

/** Where the operator's resource says that spans are kept: the operator's jobs use the first server URL and no other. */
export function storageOfResource(jaeger: Jaeger): SpanStorage {
  const type = storageOf(jaeger);
  const { namespace = '' } = jaeger.metadata;
  const [first = ''] = (flattenOptions(jaeger.spec?.storage?.options).get(ADDRESSES[type] ?? '') ?? '').split(',');
  const provisioned = type === 'elasticsearch' ? provisionedUrl(jaeger) : undefined;
  return located(type, first.trim() || provisioned, { namespace, because: `jaegers/${jaeger.metadata.name}` });
}

/** Options that the operator hands on as flags (jaeger-operator 1.65). */
const ADDRESSES: Readonly<Partial<Record<StorageType, string>>> = {
  elasticsearch: 'es.server-urls',
  cassandra: 'cassandra.servers',
};

/** Without a URL the operator points every component at the Elasticsearch that it has ordered. */
function provisionedUrl({ metadata, spec }: Jaeger): string {
  const name = textOf(spec?.storage?.elasticsearch?.name) || 'elasticsearch';
  return `https://${name}.${metadata.namespace ?? ''}.svc.cluster.local:${PROVISIONED_PORT}`;
}

/** The Service of the Kafka that a streaming instance writes to: the brokers that it names, else those that the operator orders. */
export function brokersOf(jaeger: Jaeger): ServiceAddress | undefined {
  if (strategyOf(jaeger) !== 'streaming') return undefined;
  const { name, namespace = '' } = jaeger.metadata;
  const options = (component: 'collector' | 'ingester'): ReadonlyMap<string, string> =>
    flattenOptions(jaeger.spec?.[component]?.options);
  const named = options('collector').get('kafka.producer.brokers') ?? options('ingester').get('kafka.consumer.brokers');
  const [first = ''] = (named ?? `${name}-kafka-bootstrap:9093`).split(',');
  return located('kafka', first.trim(), { namespace, because: '' }).service;
}

/**
 * Options as the operator reads them: nested maps joined with dots, which may be mixed with keys that are written
 * with dots already; scalars as text; of a list the first element.
 */
export function flattenOptions(options: unknown, prefix = ''): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  if (!isRecord(options)) return flat;
  for (const [key, value] of Object.entries(options)) {
    const name = prefix + key;
    const scalar = Array.isArray(value) ? (value as unknown[])[0] : value;
    if (isRecord(scalar)) for (const [inner, text] of flattenOptions(scalar, `${name}.`)) flat.set(inner, text);
    else if (isScalar(scalar)) flat.set(name, String(scalar).trim());
  }
  return flat;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** As the operator compares what a user wrote. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');
