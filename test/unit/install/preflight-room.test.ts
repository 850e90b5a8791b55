import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { known } from '../../../src/install/preflight/fact.ts';
import { quantityOf } from '../../../src/install/preflight/quantity.ts';
import type { InstallOptions } from '../../../src/install/index.ts';
import { assertCheck, checkIn, factsOf } from '../../support/preflight-facts.ts';

type Facts = Parameters<typeof factsOf>;

const ORDERED: Partial<InstallOptions> = {
  settings: { storage: 'elasticsearch', strategy: 'production', 'es-storage-size': '50Gi' },
};

describe('the check of Elasticsearch', () => {
  const eck = (namespace: string, spec: object = {}): object => ({ metadata: { name: 'es', namespace }, spec });
  const clusters = (...found: object[]): Facts[0] => ({ clusters: known(found as never[]) });

  it('looks only where one is ordered', () => {
    assert.equal(checkIn(factsOf(), 'elasticsearch'), undefined);
    const settings = { storage: 'elasticsearch', 'es-url': 'http://es:9200' };
    assert.equal(checkIn(factsOf({}, { settings }), 'elasticsearch'), undefined);
  });

  it('wants the one operator that it is ordered from', () => {
    const groups = known(new Map([['logging.openshift.io', ['v1']]]));
    assertCheck('elasticsearch', [{ groups }, ORDERED], 'pass', /can be ordered/);
    assertCheck(
      'elasticsearch',
      [{}, ORDERED],
      'fail',
      /is not served: nothing would make one$/,
      /--es-url https:\/\/HOST:9200 --es-secret SECRET/,
    );
  });

  it('says how to use a cluster of ECK that is there', () => {
    assertCheck(
      'elasticsearch',
      [clusters(eck('tracing'), eck('other')), ORDERED],
      'fail',
      /tracing\/es of ECK is there, and 1 more/,
    );
    const check = checkIn(factsOf(clusters(eck('tracing')), ORDERED), 'elasticsearch');
    assert.equal(check?.next.length, 2);
    assert.match(
      check.next[0] ?? '',
      /^kubectl create secret generic es-es-jaeger -n tracing --from-literal=ES_USERNAME=elastic .*es-es-elastic-user/,
    );
    assert.equal(
      check.next[1],
      'then: --es-url https://es-es-http.tracing.svc:9200 --es-secret es-es-jaeger --es-ca es-es-http-certs-public',
    );
    const elsewhere = checkIn(factsOf(clusters(eck('elastic')), ORDERED), 'elasticsearch');
    assert.match(elsewhere?.next[1] ?? '', /^kubectl create secret generic es-es-http-certs-public -n tracing /);
    const plain = eck('elastic', { http: { tls: { selfSignedCertificate: { disabled: true } } } });
    assertCheck(
      'elasticsearch',
      [clusters(plain), ORDERED],
      'fail',
      /./,
      /then: --es-url http:\/\/es-es-http\.elastic\.svc:9200 --es-secret es-es-jaeger$/,
    );
  });
});

describe('the check of Kafka', () => {
  const streaming = { strategy: 'streaming', storage: 'elasticsearch', 'es-url': 'http://es:9200' };
  const strimzi = (version: string): Facts[0] => ({ groups: known(new Map([['kafka.strimzi.io', [version]]])) });

  it('wants Strimzi as the operator knows it, where no brokers are named', () => {
    const settings = streaming;
    assertCheck('kafka', [{}, { settings }], 'fail', /^Kafka is to be ordered/, /--kafka-brokers/);
    assertCheck('kafka', [strimzi('v1'), { settings }], 'fail', /v1beta2 of Strimzi is not served/);
    assertCheck('kafka', [strimzi('v1beta2'), { settings }], 'pass', /can be ordered$/);
    const named = { ...streaming, 'kafka-brokers': 'kafka:9092' };
    assert.equal(checkIn(factsOf({}, { settings: named }), 'kafka'), undefined);
  });
});

describe('the check of storage', () => {
  const classes = (...found: readonly (readonly [string, string?])[]): Facts[0] => ({
    storageClasses: known(
      found.map(([name, isDefault = 'false']) => ({
        metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': isDefault } },
      })),
    ),
  });

  it('wants the class that is named, or a default', () => {
    const named = { settings: { ...ORDERED.settings, 'es-storage-class': 'fast' } };
    assertCheck('storage-class', [classes(['gp2'], ['fast']), named], 'pass', /^fast is there$/);
    assertCheck('storage-class', [classes(['gp2']), named], 'fail', /^there is no storage class fast; there is gp2$/);
    assertCheck('storage-class', [classes(['gp2', 'true']), ORDERED], 'pass', /^gp2, the default$/);
    assertCheck(
      'storage-class',
      [classes(['gp2']), ORDERED],
      'fail',
      /^no storage class is the default/,
      /kubectl annotate storageclass gp2/,
    );
    assertCheck('storage-class', [classes(), ORDERED], 'fail', /there is none$/);
  });

  it('wants the claims that volumes name', () => {
    const badger = { settings: { storage: 'badger', 'badger-claim': 'data' } };
    const claim = (more: object): Facts => [{ claims: known([{ metadata: { name: 'data' }, ...more }]) }, badger];
    assertCheck('claims', [{}, badger], 'fail', /^there is no claim data in tracing/);
    assertCheck('claims', claim({ status: { phase: 'Bound' } }), 'pass', /^data is there$/);
    assertCheck('claims', claim({ status: { phase: 'Pending' } }), 'pass', /^data is there$/);
    assertCheck('claims', claim({ status: { phase: 'Lost' } }), 'warning', /has lost its volume/);
    const going = { name: 'data', deletionTimestamp: '2026-11-23T14:00:00Z' };
    assertCheck('claims', claim({ metadata: going, status: { phase: 'Bound' } }), 'warning', /is being deleted/);
  });
});

describe('the check of quotas', () => {
  const quota = (hard: object, used: object = {}, spec: object = {}): Facts[0] => ({
    quotas: known([{ metadata: { name: 'small' }, spec: { hard, ...spec }, status: { used } } as never]),
  });
  const limits = (item: object): Facts[0] => ({
    limits: known([{ metadata: { name: 'l' }, spec: { limits: [{ type: 'Container', ...item }] } } as never]),
  });
  const asking = { set: ['allInOne.resources.limits.memory=512Mi'] };

  it('counts what an instance needs against what is left', () => {
    assertCheck('quota', [{}], 'pass', /^no ResourceQuota in tracing$/);
    assertCheck('quota', [quota({ pods: '1', services: '4' })], 'pass', /^room in small$/);
    assertCheck(
      'quota',
      [quota({ pods: '2' }, { pods: '2' })],
      'fail',
      /^of the quota small 2 of 2 pods are used, and 1 more/,
      /raised/,
    );
    assertCheck('quota', [quota({ 'count/services': '3' })], 'fail', /0 of 3 count\/services are used, and 4 more/);
    assertCheck('quota', [quota({ 'count/deployments.apps': '1' })], 'pass', /./);
    assertCheck('quota', [quota({ 'count/secrets': '0' })], 'pass', /./);
    assertCheck(
      'quota',
      [quota({ persistentvolumeclaims: '2', 'requests.storage': '100Gi' }), ORDERED],
      'fail',
      /0 of 2 persistentvolumeclaims are used, and 3 more.*and 153600Mi more/,
    );
    assert.equal(
      checkIn(factsOf({ ...quota({ pods: '0' }), live: known({ metadata: { name: 'jaeger' } }) }), 'quota'),
      undefined,
    );
  });

  it('wants amounts where they are counted, and sums them', () => {
    const memory = quota({ 'limits.memory': '1Gi' }, { 'limits.memory': '600Mi' });
    assertCheck(
      'quota',
      [memory],
      'fail',
      /counts limits\.memory, and the Pods of allInOne say none/,
      /--set allInOne\.resources\.limits\.memory=/,
    );
    assertCheck('quota', [memory, asking], 'fail', /600Mi of 1Gi limits\.memory are used, and 512Mi more/);
    assertCheck(
      'quota',
      [quota({ 'limits.memory': '1Gi', 'requests.memory': '512Mi', memory: '1Gi' }), asking],
      'pass',
      /./,
    );
    assertCheck('quota', [quota({ 'requests.cpu': '1' }), asking], 'fail', /counts requests\.cpu/);
    assertCheck('quota', [{ ...memory, ...limits({ default: { memory: '400Mi' } }) }], 'pass', /./);
    const three = {
      settings: { storage: 'elasticsearch', strategy: 'production', 'es-url': 'http://es:9200' },
      set: ['resources.requests.cpu=500m', 'collector.replicas=2'],
    };
    assertCheck('quota', [quota({ 'requests.cpu': '1500m' }), three], 'fail', /and 2 more are needed/);
    assertCheck('quota', [quota({ 'requests.cpu': '2', pods: '3' }), three], 'pass', /./);
  });

  it('passes over quotas for Pods of another kind', () => {
    assertCheck('quota', [quota({ pods: '0' }, {}, { scopes: ['BestEffort'] })], 'pass', /^no ResourceQuota/);
    assertCheck('quota', [quota({ pods: '0' }, {}, { scopeSelector: {} })], 'pass', /./);
  });

  it('knows what a LimitRange refuses', () => {
    assertCheck(
      'quota',
      [limits({ max: { memory: '256Mi' } }), asking],
      'fail',
      /takes limits\.memory up to 256Mi, and allInOne asks for 512Mi/,
      /limits\.memory=256Mi/,
    );
    assertCheck('quota', [limits({ min: { memory: '1Gi' } }), asking], 'fail', /takes requests\.memory from 1Gi/);
    assertCheck('quota', [limits({ max: { memory: '512Mi' }, min: { memory: '512Mi' } }), asking], 'pass', /./);
  });
});

describe('a quantity', () => {
  it('is read as the API server reads it', () => {
    for (const [text, number] of [
      ['1500m', 1.5],
      ['2', 2],
      [2, 2],
      ['1Ki', 1024],
      ['1.5Gi', 1.5 * 2 ** 30],
      ['1k', 1000],
      ['.5', 0.5],
      ['1e3', 1000],
      ['1E', 1e18],
      ['100n', 1e-7],
    ] as const)
      assert.ok(Math.abs((quantityOf(text) ?? NaN) / number - 1) < 1e-9, String(text));
    for (const text of ['', 'x', '1 Gi', '1KI', undefined, {}]) assert.equal(quantityOf(text), undefined);
  });

  it('grows with its number and its unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom('', 'k', 'M', 'G', 'T', 'P'), (number, unit) => {
        const value = quantityOf(`${number}${unit}`) ?? NaN;
        return (
          value < (quantityOf(`${number + 1}${unit}`) ?? NaN) &&
          value * 999 < (quantityOf(`${number}${{ '': 'k', k: 'M', M: 'G', G: 'T', T: 'P', P: 'E' }[unit]}`) ?? NaN)
        );
      }),
    );
  });
});
