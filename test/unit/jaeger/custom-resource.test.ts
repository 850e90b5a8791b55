import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { flattenOptions, storageOf, storageUrl, strategyOf } from '../../../src/jaeger/custom-resource.ts';
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

describe('storageUrl', () => {
  it('is the first server URL, nested or flat', () => {
    assert.equal(storageUrl(elasticsearch({ es: { 'server-urls': 'http://a:9200, http://b:9200' } })), 'http://a:9200');
    assert.equal(storageUrl(elasticsearch({ 'es.server-urls': ['http://c:9200'] })), 'http://c:9200');
  });

  it('is the Elasticsearch that the operator orders when no URL is given', () => {
    assert.equal(storageUrl(elasticsearch(undefined)), 'https://elasticsearch.ns.svc.cluster.local:9200');
    assert.equal(storageUrl(elasticsearch({}, 'logs')), 'https://logs.ns.svc.cluster.local:9200');
  });

  it('is none for storage that has no address', () => {
    assert.equal(storageUrl(jaeger('j', 'ns')), undefined);
    assert.equal(storageUrl(jaeger('j', 'ns', { storage: { type: 'kafka' } })), undefined);
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
