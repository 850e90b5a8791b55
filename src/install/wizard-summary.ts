import { scheduleInWords } from '../jaeger/index.ts';
import type { InstallOptions } from './options.ts';

type Settings = InstallOptions['settings'];

/** What options come to, as rows of a title and a text. */
export function summaryOf({ name, settings, switches, ingressHosts }: InstallOptions): readonly (readonly string[])[] {
  const { strategy = 'allInOne' } = settings;
  const rollover = settings['rollover-schedule'];
  return [
    ['instance', `${name}: ${RUNS[strategy] ?? strategy}`],
    ...(strategy === 'streaming' ? [['Kafka', settings['kafka-brokers'] ?? 'a new one, of the Strimzi operator']] : []),
    ['spans', spansOf(settings)],
    ['disk', diskOf(settings)],
    ['retention', retentionOf(settings, switches.cleaner)],
    ...(rollover === undefined ? [] : [['new index', newIndexOf(settings, rollover)]]),
    ['pages', switches.ingress === false ? 'from inside alone' : openTo(settings, ingressHosts)],
  ];
}

const RUNS: Readonly<Record<string, string>> = {
  allInOne: 'everything in one process',
  production: 'collector and query',
  streaming: 'collector, ingester and query',
};

function spansOf(settings: Settings): string {
  const { 'es-url': url, 'es-nodes': nodes = '3', 'es-redundancy': copies } = settings;
  const traces = settings['memory-max-traces'];
  const claim = settings['badger-claim'];
  if (settings.storage === 'cassandra')
    return `in Cassandra at ${settings['cassandra-servers']}, keyspace ${settings['cassandra-keyspace']}`;
  if (settings.storage === 'badger') return claim === undefined ? 'in Badger, on no claim' : `in Badger, on ${claim}`;
  if (settings.storage !== 'elasticsearch')
    return `in memory${traces === undefined ? '' : `, ${traces} traces at most`}`;
  if (url !== undefined) return `in Elasticsearch at ${url}`;
  return `in a new Elasticsearch of ${nodes} ${nodes === '1' ? 'node' : 'nodes'}${copies === undefined ? '' : `, ${copies}`}`;
}

/** What is asked of the cluster beside what is there. */
function diskOf(settings: Settings): string {
  const { 'es-storage-size': size, 'es-nodes': nodes = '3', 'es-storage-class': storageClass } = settings;
  if (size === undefined) return 'none is asked for';
  const where = storageClass === undefined ? 'the default storage class' : `storage class ${storageClass}`;
  return `${times(size, Number(nodes))} in all, ${nodes} × ${size} of ${where}`;
}

/** A size so many times, in its own unit; one that is written with an exponent stays a product. */
function times(size: string, count: number): string {
  const [, number, unit] = /^\+?([\d.]+)([A-Za-z]*)$/.exec(size) ?? [];
  return number === undefined ? `${count} × ${size}` : `${Number((Number(number) * count).toFixed(6))}${unit}`;
}

function retentionOf(settings: Settings, cleaner: boolean | undefined): string {
  const { 'retention-days': days = '7', 'cleaner-schedule': schedule = '55 23 * * *' } = settings;
  if (settings.storage === 'elasticsearch')
    return cleaner === false
      ? 'for ever'
      : `${days} ${days === '1' ? 'day' : 'days'}, deleted ${scheduleInWords(schedule)}`;
  return KEPT[settings.storage ?? ''] ?? 'until the Pod goes';
}

/** What a store does unless it is told otherwise (Jaeger 1.76, `badger.span-store-ttl`; jaeger-operator 1.65, `traceTTL`). */
const KEPT: Readonly<Record<string, string>> = { badger: '3 days', cassandra: '2 days' };

const newIndexOf = ({ 'rollover-conditions': conditions = '{"max_age": "2d"}' }: Settings, schedule: string): string =>
  `on ${conditions}, looked at ${scheduleInWords(schedule)}`;

const openTo = ({ 'ingress-security': security }: Settings, hosts: readonly string[]): string =>
  `from outside${hosts.length === 0 ? '' : `, ${hosts.join(', ')}`}${security === 'oauth-proxy' ? ', after a login' : ''}`;
