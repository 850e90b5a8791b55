import assert from 'node:assert/strict';
import type { InstallOptions } from '../../../src/install/index.ts';
import { manifestsOf, optionsOf } from '../../support/install-options.ts';

const refuses = (more: Partial<InstallOptions>, message: RegExp): void =>
  assert.throws(() => manifestsOf(optionsOf(more), false), { code: 'USAGE', message });

const ES = { storage: 'elasticsearch' };

describe('a value that makes no sense', () => {
  for (const [setting, value, valid] of [
    ['strategy', 'Production-ish', /allInOne, production, streaming/],
    ['storage', 'opensearch', /memory, badger, elasticsearch, cassandra, kafka, grpc-plugin/],
    ['ingress-security', 'basic', /none, oauth-proxy/],
    ['es-nodes', '0', /a whole number from 1 on/],
    ['es-nodes', 'three', /a whole number from 1 on/],
    ['es-nodes', '1.5', /a whole number from 1 on/],
    ['es-redundancy', 'Single', /ZeroRedundancy, SingleRedundancy, MultipleRedundancy, FullRedundancy/],
    ['es-storage-class', 'Fast!', /name of a Kubernetes object/],
    ['es-storage-size', '50GB', /50Gi/],
    ['es-storage-size', '0', /50Gi/],
    ['es-storage-size', '-5Gi', /50Gi/],
    ['es-url', 'elasticsearch:9200', /https:\/\/HOST:PORT/],
    ['es-url', 'https://user:word@es:9200', /--es-secret/],
    ['es-secret', 'other/secret', /name of a Kubernetes object/],
    ['es-ca', '/etc/ssl/ca.crt', /secret\/\|configmap\//],
    ['retention-days', '-1', /a whole number from 1 on/],
    ['retention-days', '0', /a whole number from 1 on/],
    ['cleaner-schedule', '55 23 * *', /five fields/],
    ['rollover-schedule', 'hourly', /five fields/],
    ['rollover-conditions', '{"max_ages": "1d"}', /max_age, max_docs/],
    ['rollover-conditions', 'max_age: 1d', /JSON object/],
    ['rollover-conditions', '{}', /JSON object/],
    ['rollover-conditions', '{"max_age": "-1d"}', /JSON object/],
    ['rollover-read-ttl', '7d', /hours/],
    ['rollover-read-ttl', '0s', /hours/],
    ['cassandra-servers', 'a b', /HOST:PORT/],
    ['cassandra-keyspace', 'a b', /one word/],
    ['kafka-brokers', 'http://kafka', /HOST:PORT/],
    ['badger-claim', 'a/b', /name of a Kubernetes object/],
    ['memory-max-traces', 'many', /a whole number from 1 on/],
  ] as const)
    it(`--${setting} ${value} is refused with what would make sense`, () => {
      const named = new RegExp(`^--${setting} ".*": `);
      refuses({ settings: { ...ES, [setting]: value } }, named);
      refuses({ settings: { ...ES, [setting]: value } }, valid);
    });

  it('is refused in names, hosts, images and paths', () => {
    for (const name of ['Jaeger', '-a', 'a_b', 'a..b', 'a'.repeat(64), ''])
      refuses({ name }, /^NAME ".*": it is lower-case/);
    refuses({ namespace: 'a.b' }, /^--namespace "a\.b": /);
    refuses({ ingressHosts: ['http://x'] }, /^--ingress-host "http:\/\/x": it is a host name/);
    refuses(
      { images: ['thing=x:1'] },
      /^--image "thing=x:1": it is IMAGE or COMPONENT=IMAGE, of all-in-one, collector/,
    );
    refuses({ images: ['collector='] }, /^--image "": it is an image/);
    for (const set of ['storage', '=x', 'storage..type=x', 'volumes[0].name=x', 'storage.=1'])
      refuses({ set: [set] }, /^--set ".*": it is PATH=VALUE/);
    refuses(
      { set: ['storge.type=memory'] },
      /^--set "storge\.type=memory": PATH begins with one of strategy, allInOne/,
    );
  });

  it('is refused in what is set or given as a file, too: the operator would make something else of it', () => {
    for (const [set, message] of [
      ['strategy=prod', /^spec\.strategy "prod": it is one of allInOne/],
      ['storage.type=opensearch', /^spec\.storage\.type "opensearch": /],
      ['storage.esRollover.readTTL=7d', /^spec\.storage\.esRollover\.readTTL "7d": /],
      ['storage.esIndexCleaner.schedule=7', /^spec\.storage\.esIndexCleaner\.schedule "7": /],
      ['storage.elasticsearch.redundancyPolicy=None', /^spec\.storage\.elasticsearch\.redundancyPolicy "None": /],
    ] as const)
      refuses({ set: [set] }, message);
    const metadata = { name: 'jaeger' };
    const base = {
      apiVersion: 'jaegertracing.io/v1',
      kind: 'Jaeger',
      metadata,
      spec: { storage: { type: 'postgres' } },
    };
    refuses({ base }, /^spec\.storage\.type "postgres": /);
  });
});

describe('what the operator would pass over in silence', () => {
  for (const [what, more, message] of [
    [
      'production in memory',
      { settings: { strategy: 'production' } },
      /^--strategy production with --storage memory: .*elasticsearch, cassandra/,
    ],
    [
      'streaming on Badger',
      { settings: { strategy: 'streaming', storage: 'badger' } },
      /^--strategy streaming with --storage badger/,
    ],
    ['production in memory, set', { set: ['strategy=production'] }, /^--strategy production with --storage memory/],
    [
      'nodes of no Elasticsearch',
      { settings: { 'es-nodes': '3' } },
      /^--es-nodes .*--storage elasticsearch, but the storage is memory/,
    ],
    ['retention in memory', { settings: { 'retention-days': '7' } }, /^--retention-days .*--storage elasticsearch/],
    ['a cleaner in memory', { switches: { cleaner: true } }, /^--cleaner .*--storage elasticsearch/],
    [
      'nodes of a store that is there',
      { settings: { ...ES, 'es-url': 'http://es:9200', 'es-nodes': '3' } },
      /^--es-nodes .*server-urls names one/,
    ],
    [
      'traces in memory on disk',
      { settings: { ...ES, 'memory-max-traces': '5' } },
      /^--memory-max-traces .*--storage memory, but the storage is elasticsearch/,
    ],
    [
      'Kafka without streaming',
      { settings: { ...ES, 'kafka-topic': 't' } },
      /^--kafka-topic .*--strategy streaming, but the strategy is allinone/,
    ],
    [
      'copies on one node',
      { settings: { ...ES, 'es-nodes': '1', 'es-redundancy': 'FullRedundancy' } },
      /^--es-redundancy FullRedundancy with --es-nodes 1/,
    ],
    [
      'an image that does not run',
      { settings: { ...ES, strategy: 'production' }, images: ['x:1'] },
      /^--image x:1: the strategy production runs no all-in-one; .* collector, query/,
    ],
  ] as const)
    it(`is refused: ${what}`, () => refuses(more, message));
});
