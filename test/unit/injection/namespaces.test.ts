import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { markNamespace, parseWorkload, unmarkNamespace } from '../../../src/injection/index.ts';

const JAEGER = 'sidecar.jaegertracing.io/inject';
const OTEL = 'sidecar.opentelemetry.io/inject';
const RECORD = 'jaeger.kubectl/injection';

const value = fc.constantFrom('true', 'false', 'prod', 'other');
const annotations = fc.dictionary(
  fc.constantFrom(JAEGER, OTEL, 'team', 'scheduler.alpha.kubernetes.io/node-selector'),
  value,
  { minKeys: 0 },
);
const namespaces = fc.option(annotations, { nil: undefined }).map((own) => ({
  metadata: {
    name: 'shop',
    ...(own === undefined || Object.keys(own).length === 0 ? {} : { annotations: { ...own } }),
  },
}));
const hows = fc.record({
  via: fc.constantFrom('jaeger-operator' as const, 'otel-operator' as const),
  instance: fc.constantFrom('tracing/prod', 'tracing/other'),
  value: fc.constantFrom('prod', 'to-prod'),
});

const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe(`a Namespace that asks for injection (SEED=${SEED})`, () => {
  it('is afterwards what it was before', () => {
    fc.assert(
      fc.property(namespaces, hows, (namespace, how) => {
        assert.deepEqual(unmarkNamespace(markNamespace(namespace, how)), namespace);
      }),
      { seed: SEED },
    );
  });

  it('is marked once, and for the last that was asked for', () => {
    fc.assert(
      fc.property(namespaces, hows, hows, (namespace, how, other) => {
        const marked = markNamespace(namespace, how);
        assert.deepEqual(markNamespace(marked, how), marked);
        assert.deepEqual(markNamespace(marked, other), markNamespace(namespace, other));
      }),
      { seed: SEED },
    );
  });

  it('without a record loses what asks, and keeps what refuses', () => {
    const own = { [JAEGER]: 'true', [OTEL]: 'false', team: 'shop' };
    const left = unmarkNamespace({ metadata: { name: 'shop', annotations: own } });
    assert.deepEqual(left.metadata.annotations, { [OTEL]: 'false', team: 'shop' });
  });

  it('says in its record what was there', () => {
    const how = { via: 'jaeger-operator', instance: 'tracing/prod', value: 'prod' } as const;
    const { metadata } = markNamespace({ metadata: { name: 'shop', annotations: { [JAEGER]: 'true' } } }, how);
    assert.deepEqual(JSON.parse(metadata.annotations?.[RECORD] ?? ''), {
      version: 1,
      via: 'jaeger-operator',
      instance: 'tracing/prod',
      annotations: { [JAEGER]: { was: 'true', now: 'prod' } },
    });
  });
});

describe('what can be named', () => {
  for (const [text, kind] of [
    ['web', 'Deployment'],
    ['deploy/web', 'Deployment'],
    ['deployment.apps/web', 'Deployment'],
    ['StatefulSet/web', 'StatefulSet'],
    ['rollout/web', 'Rollout'],
    ['rollouts.argoproj.io/web', 'Rollout'],
    ['ns/shop', 'Namespace'],
    ['namespace/shop', 'Namespace'],
  ] as const)
    it(`is ${text}`, () => assert.equal(parseWorkload(text).resource.kind, kind));

  for (const text of ['pod/web', 'rollout.apps/web', 'deployment.argoproj.io/web', 'namespace/', 'a/b/c'])
    it(`is not ${text}`, () => assert.throws(() => parseWorkload(text), { code: 'USAGE' }));
});
