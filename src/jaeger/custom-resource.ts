import type { Jaeger } from '../kubernetes/types.ts';
import type { JaegerInstance, StorageType } from './instance.ts';

const STORAGE_TYPES: readonly StorageType[] = [
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

/** The first server URL of the span store: the operator's jobs use no other. Only Elasticsearch has one. */
export function storageUrl(jaeger: Jaeger): string | undefined {
  const type = storageOf(jaeger);
  const configured = flattenOptions(jaeger.spec?.storage?.options).get('es.server-urls') ?? '';
  const [first = ''] = configured.split(',');
  if (type === 'elasticsearch') return first.trim() || provisionedUrl(jaeger);
  return type === 'kafka' ? first.trim() || undefined : undefined;
}

/** Without a URL the operator points every component at the Elasticsearch that it has ordered. */
function provisionedUrl({ metadata, spec }: Jaeger): string {
  const name = textOf(spec?.storage?.elasticsearch?.name) || 'elasticsearch';
  return `https://${name}.${metadata.namespace ?? ''}.svc.cluster.local:${PROVISIONED_PORT}`;
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

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');
