import { authority, badgerClaim, CLEANER, cleaning, into, rolling, type Assigns } from './assignments.ts';
import {
  duration,
  ingressSecurity,
  objectName,
  redundancyPolicy,
  rolloverConditions,
  schedule,
  servers,
  size,
  storageType,
  strategy,
  urls,
  wholeNumber,
  word,
} from './checks.ts';

/** A choice that is written as text, under the name of its flag. */
export interface Setting {
  readonly summary: string;
  readonly helpValue: string;
  /** Only with this storage: elsewhere the operator passes over it in silence. */
  readonly storage?: 'elasticsearch' | 'cassandra' | 'badger' | 'memory';
  /** Only with this strategy. */
  readonly strategy?: 'streaming';
  /** Only where the operator orders the Elasticsearch: with a URL it passes over it in silence. */
  readonly ordered?: true;
  readonly assign: Assigns;
}

const es = { storage: 'elasticsearch' } as const;

export const SETTINGS = {
  strategy: {
    summary: 'what runs: everything in one process, collector and query, or these with Kafka between',
    helpValue: 'allInOne|production|streaming',
    assign: into(strategy, 'strategy'),
  },
  'ingress-security': {
    summary: 'who guards the way in; oauth-proxy is for OpenShift',
    helpValue: 'none|oauth-proxy',
    assign: into(ingressSecurity, 'ingress.security'),
  },
  storage: {
    summary: 'where spans are kept',
    helpValue: 'memory|badger|elasticsearch|cassandra|kafka|grpc-plugin',
    assign: into(storageType, 'storage.type'),
  },
  'es-nodes': {
    ...es,
    ordered: true,
    summary: 'nodes of the Elasticsearch that the operator orders',
    helpValue: 'NUMBER',
    assign: into(wholeNumber(1), 'storage.elasticsearch.nodeCount'),
  },
  'es-redundancy': {
    ...es,
    ordered: true,
    summary: 'copies of the data of that Elasticsearch',
    helpValue: 'ZeroRedundancy|SingleRedundancy|MultipleRedundancy|FullRedundancy',
    assign: into(redundancyPolicy, 'storage.elasticsearch.redundancyPolicy'),
  },
  'es-storage-class': {
    ...es,
    ordered: true,
    summary: 'storage class of its claims',
    helpValue: 'CLASS',
    assign: into(objectName, 'storage.elasticsearch.storage.storageClassName'),
  },
  'es-storage-size': {
    ...es,
    ordered: true,
    summary: 'size of each of its claims; without it there are none, and the data goes with the Pods',
    helpValue: 'SIZE',
    assign: into(size, 'storage.elasticsearch.storage.size'),
  },
  'es-url': {
    ...es,
    summary: 'Elasticsearch or OpenSearch that is there already; several with commas',
    helpValue: 'URL',
    assign: into(urls, 'storage.options.es.server-urls'),
  },
  'es-secret': {
    ...es,
    summary: 'Secret in the same namespace with ES_USERNAME and ES_PASSWORD',
    helpValue: 'NAME',
    assign: into(objectName, 'storage.secretName'),
  },
  'es-ca': {
    ...es,
    summary:
      'Secret or ConfigMap with the certificate of the authority that signs for it; the key is ca.crt when left out',
    helpValue: '[secret/|configmap/]NAME[:KEY]',
    assign: authority,
  },
  'retention-days': {
    ...es,
    summary: 'how many days of spans the cleaner keeps; switches it on',
    helpValue: 'DAYS',
    assign: cleaning(wholeNumber(1), 'storage.esIndexCleaner.numberOfDays'),
  },
  'cleaner-schedule': {
    ...es,
    summary: 'when the cleaner runs, in UTC; switches it on',
    helpValue: 'SCHEDULE',
    assign: cleaning(schedule, 'storage.esIndexCleaner.schedule'),
  },
  'rollover-conditions': {
    ...es,
    summary: 'when a new index is begun; sets es.use-aliases, too',
    helpValue: 'JSON',
    assign: rolling(rolloverConditions, 'storage.esRollover.conditions'),
  },
  'rollover-read-ttl': {
    ...es,
    summary: 'how long indices stay readable after a rollover, e.g. 72h; sets es.use-aliases, too',
    helpValue: 'DURATION',
    assign: rolling(duration, 'storage.esRollover.readTTL'),
  },
  'rollover-schedule': {
    ...es,
    summary: 'when the conditions are looked at; sets es.use-aliases, too',
    helpValue: 'SCHEDULE',
    assign: rolling(schedule, 'storage.esRollover.schedule'),
  },
  'cassandra-servers': {
    storage: 'cassandra',
    summary: 'Cassandra to use; several with commas',
    helpValue: 'HOST[:PORT]',
    assign: into(servers, 'storage.options.cassandra.servers'),
  },
  'cassandra-keyspace': {
    storage: 'cassandra',
    summary: 'its keyspace',
    helpValue: 'NAME',
    assign: into(word, 'storage.options.cassandra.keyspace'),
  },
  'cassandra-datacenter': {
    storage: 'cassandra',
    summary: 'its datacenter, for the Job that makes the schema',
    helpValue: 'NAME',
    assign: into(word, 'storage.cassandraCreateSchema.datacenter'),
  },
  'kafka-brokers': {
    strategy: 'streaming',
    summary: 'Kafka between collector and ingester; several with commas; without it the operator orders one of Strimzi',
    helpValue: 'HOST:PORT',
    assign: into(servers, 'collector.options.kafka.producer.brokers', 'ingester.options.kafka.consumer.brokers'),
  },
  'kafka-topic': {
    strategy: 'streaming',
    summary: 'its topic',
    helpValue: 'NAME',
    assign: into(word, 'collector.options.kafka.producer.topic', 'ingester.options.kafka.consumer.topic'),
  },
  'badger-claim': {
    storage: 'badger',
    summary: 'claim that Badger keeps its files on; it must be there',
    helpValue: 'NAME',
    assign: badgerClaim,
  },
  'memory-max-traces': {
    storage: 'memory',
    summary: 'how many traces are kept in memory',
    helpValue: 'NUMBER',
    assign: into(wholeNumber(1), 'storage.options.memory.max-traces'),
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof SETTINGS;

export interface Switch extends Omit<Setting, 'assign' | 'helpValue'> {
  readonly path: readonly string[];
}

/** Choices of yes and no, likewise. */
export const SWITCHES = {
  ingress: { summary: 'an Ingress, on OpenShift a Route, for the query service', path: ['ingress', 'enabled'] },
  'es-do-not-provision': {
    ...es,
    ordered: true,
    summary: 'use an Elasticsearch resource that is there, instead of ordering one',
    path: ['storage', 'elasticsearch', 'doNotProvision'],
  },
  cleaner: { ...es, summary: 'delete old indices', path: CLEANER },
} as const satisfies Readonly<Record<string, Switch>>;

export type SwitchName = keyof typeof SWITCHES;
