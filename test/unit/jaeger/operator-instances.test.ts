import assert from 'node:assert/strict';
import { findInstances, noFacts, type Facts, type JaegerInstance } from '../../../src/jaeger/index.ts';
import type { OpenTelemetryCollector } from '../../../src/kubernetes/types.ts';
import { container, jaeger, object, operatorLabels, podOf, service, workload } from '../../support/objects.ts';

const found = (facts: Partial<Facts>): readonly JaegerInstance[] => findInstances({ ...noFacts, ...facts });
const names = (members: readonly { object: { metadata: { name: string } } }[]): string[] =>
  members.map(({ object: { metadata } }) => metadata.name);

describe('instances of the v1 operator', () => {
  const production = jaeger('prod', 'ns', { strategy: 'production', storage: { type: 'elasticsearch' } });
  const made = (component: string, image: string): ReturnType<typeof workload> =>
    workload(`prod-${component}`, {
      containers: [container(image)],
      labels: operatorLabels('prod', component),
      owner: production,
    });

  it('have the workloads that it made, under any image, and the version that really runs', () => {
    const query = made('query', 'corp/tracing/ui:1.57.0');
    const collector = made('collector', 'jaegertracing/jaeger-collector:1.65.0');
    const [only, ...others] = found({ jaegers: [production], workloads: [collector, query], pods: [podOf(query)] });
    assert.deepEqual(others, []);
    assert.deepEqual(
      only?.workloads.map(({ component, version }) => [component, version]),
      [
        ['collector', '1.65.0'],
        ['query', '1.57.0'],
      ],
    );
    assert.deepEqual(
      [only?.version, only?.endOfLife, names(only?.pods ?? [])],
      ['1.57.0', true, ['prod-query-5d8c7-x']],
    );
  });

  it('are still known when their resource is gone, or may not be read', () => {
    const query = made('query', 'jaegertracing/jaeger-query:1.65.0');
    const [only, ...others] = found({ workloads: [query] });
    assert.deepEqual(others, []);
    assert.deepEqual(
      [only?.name, only?.flavour, only?.jaeger, only?.strategy],
      ['prod', 'jaeger-operator', undefined, 'production'],
    );
    assert.match(only?.evidence[0]?.because ?? '', /labels of the jaeger-operator/);
  });

  it('stand beside others of one namespace', () => {
    const chart = workload('jaeger', { containers: [container('jaegertracing/all-in-one:1.53.0')] });
    const kinds = found({
      jaegers: [production],
      workloads: [chart, made('query', 'jaegertracing/jaeger-query:1.65.0')],
    });
    assert.deepEqual(
      kinds.map(({ name, flavour }) => [name, flavour]),
      [
        ['jaeger', 'manifests'],
        ['prod', 'jaeger-operator'],
      ],
    );
  });

  it('have every Service that selects their Pods, whoever made it, and what leads to these', () => {
    const query = made('query', 'jaegertracing/jaeger-query:1.65.0');
    const [only] = found({
      jaegers: [production],
      workloads: [query],
      services: [
        service('by-hand', {}, { app: 'prod-query' }),
        service('of-nobody', {}, { app: 'x' }),
        service('without'),
      ],
      ingresses: [{ ...object('ui'), spec: { defaultBackend: { service: { name: 'by-hand' } } } }, object('other')],
      routes: [{ ...object('route'), spec: { to: { kind: 'Service', name: 'by-hand' } } }],
      httpRoutes: [{ ...object('http'), spec: { rules: [{ backendRefs: [{ name: 'by-hand' }] }] } }],
    });
    assert.deepEqual(names(only?.services ?? []), ['by-hand']);
    assert.equal(only?.services[0]?.component, 'query');
    assert.deepEqual(
      [only?.ingresses, only?.routes, only?.httpRoutes].map((members) => names(members ?? [])),
      [['ui'], ['route'], ['http']],
    );
  });
});

describe('instances of the OpenTelemetry operator', () => {
  const OPERATED = { 'app.kubernetes.io/managed-by': 'opentelemetry-operator', 'app.kubernetes.io/instance': 'ns.j' };
  const config = {
    service: { extensions: ['jaeger_storage', 'jaeger_query'], pipelines: { traces: { receivers: ['otlp'] } } },
    extensions: { jaeger_query: { storage: { traces: 'm' } }, jaeger_storage: { backends: { m: { memory: {} } } } },
  };
  const collector = (name: string, spec: OpenTelemetryCollector['spec']): OpenTelemetryCollector => ({
    ...object(name),
    ...(spec && { spec }),
  });

  it('are collectors whose configuration is Jaeger, under any image', () => {
    const made = workload('j-collector', {
      labels: OPERATED,
      containers: [container('corp/j:2', { name: 'otc-container' })],
    });
    const [only, ...others] = found({ collectors: [collector('j', { image: 'corp/j:2', config })], workloads: [made] });
    assert.deepEqual(others, []);
    assert.deepEqual(
      [only?.name, only?.flavour, only?.strategy, only?.storage.type, only?.version, only?.endOfLife],
      ['j', 'otel-operator', 'allinone', 'memory', '2', false],
    );
    assert.deepEqual(
      only?.workloads.map(({ component, generation }) => [component, generation]),
      [['all-in-one', 'v2']],
    );
  });

  it('are no other collectors: not those that receive its protocols, nor those beside an application', () => {
    const receiving = { receivers: { jaeger: { protocols: { grpc: {} } } }, exporters: { otlp: {} } };
    assert.deepEqual(
      found({
        collectors: [
          collector('jaeger-receiver', { config: receiving }),
          collector('sidecar', { mode: 'sidecar', image: 'jaegertracing/jaeger:2.13.0', config: receiving }),
          collector('sidecar-with-all', { mode: 'sidecar', config }),
        ],
      }),
      [],
    );
  });

  it('are still known when collectors may not be read', () => {
    const made = workload('j-collector', { labels: OPERATED, containers: [container('jaegertracing/jaeger:2.13.0')] });
    const [only] = found({ workloads: [made] });
    assert.deepEqual([only?.name, only?.flavour, only?.collector], ['j', 'otel-operator', undefined]);
  });
});

describe('Jobs of an instance without an operator', () => {
  const chart = (release: string): ReturnType<typeof workload> =>
    workload(`${release}-jaeger`, {
      containers: [container('jaegertracing/jaeger:2.19.0')],
      labels: { 'helm.sh/chart': 'jaeger-4.11.1', 'app.kubernetes.io/instance': release },
    });
  const cronJob = (
    name: string,
    image: string,
    labels: Readonly<Record<string, string>> = {},
  ): Facts['cronJobs'][number] => ({
    ...object(name, { labels }),
    spec: { jobTemplate: { spec: { template: { spec: { containers: [container(image)] } } } } },
  });
  const CLEANER = 'jaegertracing/jaeger-es-index-cleaner:2.19.0';

  it('are known by their image, and by their release where there are several', () => {
    const cronJobs = [
      cronJob('one-jaeger-es-index-cleaner', CLEANER, { 'app.kubernetes.io/instance': 'one' }),
      cronJob('two-jaeger-es-lookback', 'jaegertracing/jaeger-es-rollover:2.19.0', {
        'app.kubernetes.io/instance': 'two',
      }),
      cronJob('of-whom', CLEANER),
      cronJob('backup', 'corp/backup:1'),
    ];
    const instances = found({ workloads: [chart('one'), chart('two')], cronJobs });
    assert.deepEqual(
      instances.map((instance) =>
        instance.cronJobs.map(({ object: { metadata }, component }) => [metadata.name, component]),
      ),
      [[['one-jaeger-es-index-cleaner', 'cleaner']], [['two-jaeger-es-lookback', 'lookback']]],
    );
    const [only] = found({ workloads: [chart('one')], cronJobs: [cronJob('of-whom', CLEANER)] });
    assert.deepEqual(names(only?.cronJobs ?? []), ['of-whom']);
  });

  it('bring their own Jobs and Pods with them', () => {
    const cleaner = cronJob('one-cleaner', CLEANER);
    const job = object('one-cleaner-1', { owner: cleaner });
    const [only] = found({
      workloads: [chart('one')],
      cronJobs: [cleaner],
      jobs: [job],
      pods: [object('p', { owner: job })],
    });
    assert.deepEqual([names(only?.jobs ?? []), names(only?.pods ?? [])], [['one-cleaner-1'], ['p']]);
    assert.equal(only?.pods[0]?.component, 'cleaner');
  });
});
