import assert from 'node:assert/strict';
import { findRoots, noFacts, type InstanceRoot } from '../../../src/jaeger/index.ts';
import type { Container } from '../../../src/kubernetes/types.ts';
import { container, workload } from '../../support/objects.ts';

const V1 = 'docker.io/jaegertracing';

const rootsOf = (...workloads: ReturnType<typeof workload>[]): readonly InstanceRoot[] =>
  findRoots({ ...noFacts, workloads });

const told = (roots: readonly InstanceRoot[]): string[] =>
  roots.map(({ name, flavour, strategy, storage, version }) =>
    [name, flavour, strategy, storage.type, version].join(' '),
  );

const v1 = (name: string, component: string, more: Partial<Container> = {}): ReturnType<typeof workload> =>
  workload(name, { containers: [container(`${V1}/jaeger-${component}:1.53.0`, more)] });

const chart = (name: string, release: string, image: string): ReturnType<typeof workload> =>
  workload(name, {
    containers: [container(image)],
    labels: {
      'helm.sh/chart': 'jaeger-3.4.1',
      'app.kubernetes.io/managed-by': 'Helm',
      'app.kubernetes.io/instance': release,
    },
  });

const storage = (type: string): Partial<Container> => ({ env: [{ name: 'SPAN_STORAGE_TYPE', value: type }] });

describe('instances that no operator made', () => {
  it('are one for each all-in-one, under its own name', () => {
    const found = rootsOf(
      workload('jaeger-deployment', { containers: [container('jaegertracing/all-in-one')] }),
      workload('tracing', {
        containers: [container('registry:5000/mirror/jaegertracing/all-in-one:1.35', storage('badger'))],
      }),
    );
    assert.deepEqual(told(found), [
      'jaeger-deployment manifests allinone memory latest',
      'tracing manifests allinone badger 1.35',
    ]);
  });

  it('are put together from parts by the name that these have in common', () => {
    const es = storage('elasticsearch');
    const found = rootsOf(
      v1('a-collector', 'collector', es),
      v1('a-query', 'query', es),
      v1('b-collector', 'collector', storage('kafka')),
      v1('b-ingester', 'ingester', es),
      v1('b-query', 'query', es),
    );
    assert.deepEqual(told(found), [
      'a manifests production elasticsearch 1.53.0',
      'b manifests streaming elasticsearch 1.53.0',
    ]);
  });

  it('are put together where the names say nothing and there is one half of each', () => {
    const found = rootsOf(
      v1('tracing-ui', 'query', storage('cassandra')),
      v1('tracing-ingest', 'collector', storage('cassandra')),
    );
    assert.deepEqual(told(found), ['tracing manifests production cassandra 1.53.0']);
  });

  it('have the agents of their namespace, and agents alone are none', () => {
    const agents = workload('agents', { resource: 'daemonsets', containers: [container(`${V1}/jaeger-agent:1.53.0`)] });
    assert.deepEqual(told(rootsOf(agents)), []);
    const [only, ...others] = rootsOf(agents, v1('j', 'all-in-one'));
    assert.deepEqual(others, []);
    assert.deepEqual(only?.workloads.map(({ component }) => component).toSorted(), ['agent', 'all-in-one']);
  });

  it('are named after their release, and what else the chart brings is no part of them', () => {
    const found = rootsOf(
      chart('prod-jaeger-query', 'prod', `${V1}/jaeger-query@sha256:${'0'.repeat(64)}`),
      chart('prod-jaeger-collector', 'prod', `${V1}/jaeger-collector:1.53.0`),
      chart('prod-jaeger-hotrod', 'prod', `${V1}/example-hotrod:1.53.0`),
    );
    assert.deepEqual(told(found), ['prod helm production cassandra 1.53.0']);
    assert.deepEqual(found[0]?.workloads.length, 2);
  });

  it('are known by their settings and ports when the image has a name of its own', () => {
    const ports = [16686, 14269, 14268].map((containerPort) => ({ containerPort }));
    const found = rootsOf(
      workload('traces', { containers: [container('corp/observability:7', { ports, ...storage('grpc') })] }),
    );
    assert.deepEqual(told(found), ['traces manifests allinone grpc 7']);
    assert.match(found[0]?.evidence[0]?.because ?? '', /^SPAN_STORAGE_TYPE and ports 16686/);
  });

  for (const [what, image, more] of [
    [
      'an OpenTelemetry collector that sends to Jaeger',
      'otel/opentelemetry-collector-contrib:0.130.0',
      { ports: [4317, 14250] },
    ],
    ['a webhook of Linkerd', 'cr.l5d.io/linkerd/jaeger-webhook:edge', { ports: [8443] }],
    ['the operator', `${V1}/jaeger-operator:1.65.0`, { ports: [8383] }],
    ['another all-in-one', 'grafana/all-in-one:1', { ports: [3000] }],
    ['something on the port of the query service', 'corp/app:1', { ports: [16686] }],
  ] as const)
    it(`are not ${what}`, () => {
      const ports = more.ports.map((containerPort) => ({ containerPort }));
      assert.deepEqual(told(rootsOf(workload('jaeger', { containers: [container(image, { ports })] }))), []);
    });

  it('are not applications with an agent beside them', () => {
    const agent = container(`${V1}/jaeger-agent:1.53.0`, { name: 'jaeger-agent' });
    const labels = { 'sidecar.jaegertracing.io/injected': 'j' };
    const app = container('corp/app:1', { name: 'app' });
    const found = rootsOf(
      workload('injected', { labels, containers: [app, agent] }),
      workload('by-hand', { containers: [app, agent] }),
      workload('with-v1', { labels, containers: [container(`${V1}/jaeger-query:1.53.0`), agent] }),
    );
    assert.deepEqual(told(found), ['with-v1 manifests production cassandra 1.53.0']);
  });

  it('keep spans where a flag says, before a variable', () => {
    const args = ['--span-storage.type=badger', '--badger.ephemeral=false'];
    assert.deepEqual(told(rootsOf(v1('j', 'all-in-one', { ...storage('memory'), args }))), [
      'j manifests allinone badger 1.53.0',
    ]);
  });

  it('say that the storage is unknown when what names it cannot be read', () => {
    const env = [{ name: 'SPAN_STORAGE_TYPE', valueFrom: { configMapKeyRef: { name: 'c', key: 'type' } } }];
    const workloads = [v1('j-query', 'query', { env })];
    assert.deepEqual(told(findRoots({ ...noFacts, workloads })), ['j manifests production unknown 1.53.0']);
    const configMaps = [{ metadata: { name: 'c', namespace: 'ns' }, data: { type: 'elasticsearch' } }];
    assert.deepEqual(told(findRoots({ ...noFacts, workloads, configMaps })), [
      'j manifests production elasticsearch 1.53.0',
    ]);
  });

  it('are at their end of life when they run v1', () => {
    const v2 = workload('new', { containers: [container('jaegertracing/jaeger:2.13.0')] });
    assert.deepEqual(
      rootsOf(v1('old', 'all-in-one'), v2).map(({ name, endOfLife }) => [name, endOfLife]),
      [
        ['new', false],
        ['old', true],
      ],
    );
  });
});
