import { ELASTICSEARCHES, KAFKAS, scheduleInWords } from '../jaeger/index.ts';
import type { Answers } from './wizard-answers.ts';
import type { QuestionRule } from './wizard-question.ts';

export const keepsIn =
  (storage: string) =>
  (answers: Answers): boolean =>
    answers.storage === storage;
const inElasticsearch = keepsIn('elasticsearch');
const isOrdered = (answers: Answers): boolean =>
  inElasticsearch(answers) && answers['es-from'] === 'operator' && answers['es-do-not-provision'] !== 'yes';
const isAtUrl = (answers: Answers): boolean =>
  inElasticsearch(answers) && !isOrdered(answers) && answers['es-do-not-provision'] !== 'yes';
/** The operator orders none for a single process (jaeger-operator 1.65). */
const mayOrder = (answers: Answers): boolean => inElasticsearch(answers) && answers.strategy !== 'allInOne';

export const ELASTICSEARCH: readonly QuestionRule[] = [
  {
    id: 'es-from',
    text: 'Which Elasticsearch?',
    when: mayOrder,
    choices: (_, { groups }) => [
      { value: 'url', label: 'one that is there', words: 'Elasticsearch or OpenSearch, at a URL' },
      {
        value: 'operator',
        label: 'a new one',
        words: `of OpenShift's Elasticsearch operator${groups.has(ELASTICSEARCHES.group) ? '' : ', which is not here'}`,
      },
    ],
    initial: (_, { groups }) => (groups.has(ELASTICSEARCHES.group) ? 'operator' : 'url'),
  },
  { id: 'es-url', text: 'At which URL? (several with commas)', when: isAtUrl, initial: 'http://elasticsearch:9200' },
  {
    id: 'es-secret',
    text: 'Which Secret has ES_USERNAME and ES_PASSWORD?',
    when: isAtUrl,
    leaves: 'none',
  },
  {
    id: 'es-ca',
    text: 'Which Secret or ConfigMap has its CA, e.g. configmap/NAME:KEY?',
    when: (answers) => isAtUrl(answers) && answers['es-url']?.includes('https:') === true,
    leaves: 'none',
  },
  { id: 'es-nodes', text: 'How many nodes?', when: isOrdered, initial: '3' },
  {
    id: 'es-redundancy',
    text: 'How many copies of the data?',
    when: (answers) => isOrdered(answers) && Number(answers['es-nodes']) > 1,
    choices: [
      { value: 'ZeroRedundancy', words: 'none: with a node its data is lost' },
      { value: 'SingleRedundancy', words: 'one' },
      { value: 'MultipleRedundancy', words: 'on half of the nodes' },
      { value: 'FullRedundancy', words: 'on every node' },
    ],
    initial: 'SingleRedundancy',
  },
  { id: 'es-storage-size', text: 'How much disk for each node?', when: isOrdered, initial: '50Gi' },
  {
    id: 'es-storage-class',
    text: 'Of which storage class?',
    when: isOrdered,
    choices: (_, { storageClasses = [] }) =>
      storageClasses.map(({ name, isDefault }) => ({ value: name, words: isDefault ? 'the default' : '' })),
    initial: (_, { storageClasses = [] }) =>
      (storageClasses.find(({ isDefault }) => isDefault) ?? storageClasses[0])?.name ?? '',
    leaves: 'the default',
  },
  { id: 'cleaner', text: 'Delete old spans?', when: inElasticsearch, yesNo: true, initial: 'yes' },
  {
    id: 'retention-days',
    text: 'After how many days?',
    when: (answers) => inElasticsearch(answers) && answers.cleaner === 'yes',
    initial: '7',
  },
  {
    id: 'cleaner-schedule',
    text: 'On which schedule, in UTC?',
    when: (answers) => inElasticsearch(answers) && answers.cleaner === 'yes',
    initial: '55 23 * * *',
    inWords: scheduleInWords,
  },
  {
    id: 'rollover',
    text: 'Begin a new index by age and size, instead of every day?',
    when: inElasticsearch,
    yesNo: true,
    initial: 'no',
  },
  {
    id: 'rollover-conditions',
    text: 'On which conditions?',
    when: (answers) => inElasticsearch(answers) && answers.rollover === 'yes',
    leaves: '{"max_age": "2d"}',
  },
  {
    id: 'rollover-schedule',
    text: 'On which schedule are they looked at, in UTC?',
    when: (answers) => inElasticsearch(answers) && answers.rollover === 'yes',
    initial: '*/30 * * * *',
    inWords: scheduleInWords,
  },
];

export const CASSANDRA: readonly QuestionRule[] = [
  {
    id: 'cassandra-servers',
    text: 'Where is Cassandra? (several with commas)',
    when: keepsIn('cassandra'),
    initial: 'cassandra',
  },
  {
    id: 'cassandra-datacenter',
    text: 'In which datacenter?',
    when: keepsIn('cassandra'),
    leaves: 'test',
  },
  {
    id: 'cassandra-keyspace',
    text: 'In which keyspace?',
    when: keepsIn('cassandra'),
    initial: ({ 'cassandra-datacenter': datacenter }) => `jaeger_v1_${datacenter || 'test'}`,
  },
];

export const BROKERS: readonly QuestionRule[] = [
  {
    id: 'kafka-brokers',
    text: 'Where is Kafka? (several with commas)',
    when: ({ strategy }) => strategy === 'streaming',
    initial: (_, { groups }) => (groups.has(KAFKAS.group) ? '' : 'kafka:9092'),
    leaves: 'a new one, of Strimzi',
  },
];
