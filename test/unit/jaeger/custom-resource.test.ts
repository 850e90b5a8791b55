import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  brokersOf,
  flattenOptions,
  storageOf,
  storageOfResource,
  strategyOf,
} from '../../../src/jaeger/custom-resource.ts';
import { jaeger } from '../../support/objects.ts';

const elasticsearch = (options: unknown, name?: string): ReturnType<typeof jaeger> =>
  jaeger('j', 'ns', { strategy: 'production', storage: { type: 'elasticsearch', options, elasticsearch: { name } } });

describe('strategyOf', () => {
  for (const [strategy, type, expected] of [
    [undefined, undefined, 'allinone'],
    ['allInOne', 'memory', 'allinone'],
    ['all-in-one', 'elasticsearch', 'allinone'],
    ['Production', 'elasticsearch', 'production'],
    ['streaming', 'elasticsearch', 'streaming'],
    ['production', 'memory', 'allinone'],
    ['production', 'badger', 'allinone'],
    ['production', 'nonsense', 'allinone'],
    [{ type: 'Recreate' }, 'elasticsearch', 'allinone'],
  ] as const) {
    it(`makes ${expected} of ${JSON.stringify(strategy)} on ${type ?? 'nothing'}`, () => {
      assert.equal(strategyOf(jaeger('j', 'ns', { strategy, storage: { type } })), expected);
    });
  }
});

describe('storageOf', () => {
  it('takes every type that the operator does not know for memory', () => {
    assert.equal(storageOf(jaeger('j', 'ns', { storage: { type: 'opensearch' } })), 'memory');
    assert.equal(storageOf(jaeger('j', 'ns', { storage: { type: 7 } })), 'memory');
    assert.equal(storageOf(jaeger('j', 'ns', { storage: { type: 'Cassandra' } })), 'cassandra');
  });
});

describe('storageOfResource', () => {
  const addressOf = (resource: ReturnType<typeof jaeger>): string | undefined => storageOfResource(resource).address;

  it('is at the first server URL, nested or flat', () => {
    assert.equal(addressOf(elasticsearch({ es: { 'server-urls': 'http://a:9200, http://b:9200' } })), 'http://a:9200');
    assert.equal(addressOf(elasticsearch({ 'es.server-urls': ['http://c:9200'] })), 'http://c:9200');
  });

  it('is at the Elasticsearch that the operator orders when no URL is given', () => {
    assert.equal(addressOf(elasticsearch(undefined)), 'https://elasticsearch.ns.svc.cluster.local:9200');
    assert.equal(addressOf(elasticsearch({}, 'logs')), 'https://logs.ns.svc.cluster.local:9200');
  });

  it('has no address in the process, and is shown without a password', () => {
    assert.equal(addressOf(jaeger('j', 'ns')), undefined);
    assert.equal(addressOf(jaeger('j', 'ns', { storage: { type: 'kafka' } })), undefined);
    const secret = elasticsearch({ 'es.server-urls': 'https://elastic:changeme@logs.example.com:9200' });
    assert.equal(addressOf(secret), 'https://logs.example.com:9200');
  });

  it('names the Service that a host without a scheme means', () => {
    const cassandra = jaeger('j', 'ns', {
      storage: { type: 'cassandra', options: { cassandra: { servers: 'cass.db' } } },
    });
    assert.deepEqual(storageOfResource(cassandra).service, { namespace: 'db', name: 'cass' });
  });
});

describe('brokersOf', () => {
  const streaming = (options?: unknown): ReturnType<typeof jaeger> =>
    jaeger('j', 'ns', { strategy: 'streaming', storage: { type: 'elasticsearch' }, collector: { options } });

  it('are those that the collector is told, else those that the operator orders', () => {
    assert.deepEqual(
      brokersOf(streaming({ kafka: { producer: { brokers: 'k-0.kafka.queues.svc:9092' } } })),
      undefined,
    );
    const named = streaming({ 'kafka.producer.brokers': 'kafka.queues.svc:9092,other:9092' });
    assert.deepEqual(brokersOf(named), { namespace: 'queues', name: 'kafka' });
    assert.deepEqual(brokersOf(streaming()), { namespace: 'ns', name: 'j-kafka-bootstrap' });
    assert.equal(brokersOf(jaeger('j', 'ns')), undefined);
  });
});

describe('flattenOptions', () => {
  it('joins nested keys with dots and keeps scalars as text', () => {
    const flat = flattenOptions({
      es: { 'use-aliases': true, tls: { ca: '/ca' } },
      'memory.max-traces': 1000,
      'log-level': '  debug',
    });
    assert.deepEqual(
      [...flat],
      [
        ['es.use-aliases', 'true'],
        ['es.tls.ca', '/ca'],
        ['memory.max-traces', '1000'],
        ['log-level', 'debug'],
      ],
    );
  });

  it('takes whatever a user may have written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (options) => {
        for (const [key, value] of flattenOptions(options))
          assert.ok(typeof key === 'string' && typeof value === 'string');
      }),
    );
  });
});
