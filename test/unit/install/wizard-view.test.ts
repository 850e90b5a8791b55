import assert from 'node:assert/strict';
import { renderSummary, renderWelcome, type InstallOptions } from '../../../src/install/index.ts';
import { optionsOf } from '../../support/install-options.ts';

const target = { context: 'c\u001b[2J', server: 'https://s', namespace: 'mine' };

const summary = (options: Partial<InstallOptions>, more: object = {}): string =>
  renderSummary({
    options: optionsOf(options),
    createNamespace: false,
    isThere: false,
    target,
    command: 'kubectl jaeger install …',
    ...more,
  });

/** The rows under one of the titles. */
const row = (title: string, options: Partial<InstallOptions>): string | undefined =>
  new RegExp(`^ {2}${title} {2,}(.*)$`, 'm').exec(summary(options))?.[1];

describe('what is told before and after the questions', () => {
  it('begins with where, and nothing of that drives the terminal', () => {
    assert.match(renderWelcome(target), /^Installing Jaeger in context c\^\[\[2J, server https:\/\/s\n/);
    assert.match(summary({}), /^\n {2}context {4}c\^\[\[2J\n {2}server {5}https:\/\/s\n {2}namespace {2}mine\n/);
    assert.match(summary({ namespace: 'new' }, { createNamespace: true }), /\n {2}namespace {2}new, which is made\n/);
  });

  it('ends with the line that says the same', () => {
    assert.match(summary({}), /\n\nThe same without questions:\n {2}kubectl jaeger install …\n\n$/);
  });

  it('is one line for an instance that is there', () => {
    const text = summary({ namespace: 'ns' }, { isThere: true });
    assert.equal(text, 'jaeger is there already, in namespace ns: flags say what is to change\n');
  });

  const es = { storage: 'elasticsearch', 'es-nodes': '3', 'es-storage-size': '50Gi' };
  for (const [title, settings, expected] of [
    ['instance', {}, 'jaeger: everything in one process'],
    ['instance', { strategy: 'streaming' }, 'jaeger: collector, ingester and query'],
    ['Kafka', { strategy: 'streaming' }, 'a new one, of the Strimzi operator'],
    ['Kafka', { strategy: 'streaming', 'kafka-brokers': 'k:9092' }, 'k:9092'],
    ['spans', {}, 'in memory'],
    ['spans', { storage: 'memory', 'memory-max-traces': '5' }, 'in memory, 5 traces at most'],
    ['spans', { storage: 'badger' }, 'in Badger, on no claim'],
    ['spans', { storage: 'badger', 'badger-claim': 'x' }, 'in Badger, on x'],
    [
      'spans',
      { storage: 'cassandra', 'cassandra-servers': 'c', 'cassandra-keyspace': 'k' },
      'in Cassandra at c, keyspace k',
    ],
    ['spans', { ...es, 'es-url': 'http://es' }, 'in Elasticsearch at http://es'],
    ['spans', { ...es, 'es-nodes': '1' }, 'in a new Elasticsearch of 1 node'],
    ['disk', {}, 'none is asked for'],
    ['disk', es, '150Gi in all, 3 × 50Gi of the default storage class'],
    ['disk', { ...es, 'es-storage-size': '0.1Ti' }, '0.3Ti in all, 3 × 0.1Ti of the default storage class'],
    ['disk', { ...es, 'es-storage-size': '1e9' }, '3 × 1e9 in all, 3 × 1e9 of the default storage class'],
    ['retention', {}, 'until the Pod goes'],
    ['retention', { storage: 'badger' }, '3 days'],
    ['retention', { ...es, 'retention-days': '1' }, '1 day, deleted every day at 23:55 UTC'],
  ] as const)
    it(`${title} of ${JSON.stringify(settings)}`, () => {
      assert.equal(row(title, { settings }), expected);
    });

  it('says what is for ever, and what is open to whom', () => {
    assert.equal(row('retention', { settings: es, switches: { cleaner: false } }), 'for ever');
    assert.equal(row('pages', { switches: { ingress: false } }), 'from inside alone');
    assert.equal(row('pages', { ingressHosts: ['a.b', 'c.d'] }), 'from outside, a.b, c.d');
  });
});
