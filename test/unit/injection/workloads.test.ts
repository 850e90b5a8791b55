import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { readWorkloads, renderWorkloads, workloadNames } from '../../../src/injection/index.ts';
import type { FoundWorkload } from '../../../src/jaeger/index.ts';
import type { OpenTelemetryCollector, Pod } from '../../../src/kubernetes/types.ts';
import { assertGolden } from '../../support/golden.ts';
import { clusterOf, container, jaeger, podOf, service, workload } from '../../support/objects.ts';
import { assertSchema } from '../../support/schemas.ts';
import { PLAIN } from '../../support/views.ts';

const INJECT = 'sidecar.jaegertracing.io/inject';
const OTEL = 'sidecar.opentelemetry.io/inject';
const JAVA = 'instrumentation.opentelemetry.io/inject-java';

type Texts = Readonly<Record<string, string>>;

interface Detail {
  readonly resource?: FoundWorkload['resource'];
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly podAnnotations?: Texts;
  readonly env?: Texts;
  readonly beside?: readonly ReturnType<typeof container>[];
  readonly status?: FoundWorkload['status'];
}

/** An application in the namespace shop, rolled out unless it is said otherwise. */
function app(name: string, detail: Detail): FoundWorkload {
  const {
    resource = 'deployments',
    labels = {},
    annotations = {},
    podAnnotations = {},
    env = {},
    beside = [],
  } = detail;
  const variables = Object.entries(env).map(([key, value]) => ({ name: key, value }));
  const containers = [container('app:1', { name: 'app', env: variables }), ...beside];
  const { metadata, spec } = workload(name, { resource, namespace: 'shop', labels, containers });
  return {
    resource,
    metadata: { ...metadata, annotations, generation: 2 },
    spec: {
      ...spec,
      template: { ...spec?.template, metadata: { ...spec?.template?.metadata, annotations: podAnnotations } },
    },
    status: detail.status ?? { observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2 },
  };
}

const agent = (host: string, image = 'jaegertracing/jaeger-agent:1.62.0'): ReturnType<typeof container> =>
  container(image, { name: 'jaeger-agent', args: [`--reporter.grpc.host-port=dns:///${host}:14250`] });

const collectorOf = (name: string, namespace: string, mode: string, endpoint: string): OpenTelemetryCollector => ({
  metadata: { name, namespace, uid: `uid-of-${namespace}-${name}` },
  spec: {
    mode,
    image: 'collector:2',
    config: { exporters: { otlp: { endpoint } }, service: { pipelines: { traces: { exporters: ['otlp'] } } } },
  },
});

const prod = workload('prod', { namespace: 'tracing', containers: [container('jaegertracing/all-in-one:1.76.0')] });
const gateway = collectorOf('gateway', 'shop', 'deployment', 'prod-collector.tracing:4317');
const TO_PROD = 'http://prod-collector.tracing.svc:4318';
const OURS = 'prod-collector.tracing.svc';

/** Pods of a workload, so many with the sidecar. */
const pods = (of: FoundWorkload, sidecars: readonly (string | undefined)[], more: object = {}): readonly Pod[] =>
  sidecars.map((image, index) => ({
    ...podOf(of, String(index)),
    spec: {
      containers: [
        container('app:1', { name: 'app' }),
        ...(image === undefined ? [] : [container(image, { name: 'otc-container' })]),
      ],
      ...more,
    },
  }));

const world = (
  apps: readonly FoundWorkload[],
  more: Parameters<typeof clusterOf>[0] = {},
): Parameters<typeof clusterOf>[0] => ({
  deployments: [prod, ...apps.filter(({ resource }) => resource === 'deployments')],
  statefulsets: apps.filter(({ resource }) => resource === 'statefulsets'),
  daemonsets: apps.filter(({ resource }) => resource === 'daemonsets'),
  namespaces: [{ metadata: { name: 'shop', namespace: '' } }],
  services: [
    service('prod-collector', { namespace: 'tracing' }, { app: 'prod' }),
    service('gateway-collector', { namespace: 'shop' }, { app: 'gateway' }),
    service('other', { namespace: 'shop' }, { app: 'other' }),
  ],
  jaegers: [],
  opentelemetrycollectors: [collectorOf('beside', 'shop', 'sidecar', 'prod-collector.tracing:4317'), gateway],
  mutatingwebhookconfigurations: [],
  ...more,
});

const STALE = { observedGeneration: 2, replicas: 2, updatedReplicas: 0, readyReplicas: 2 };

type Expected = readonly [traced: string, how: string | undefined, instance: string | undefined, reason: RegExp];

const CASES: readonly (readonly [
  what: string,
  Detail,
  Expected,
  more?: (of: FoundWorkload) => Parameters<typeof clusterOf>[0],
])[] = [
  ['nothing', {}, ['no', undefined, undefined, /nothing asks for it/]],
  ['an agent by hand', { beside: [agent(OURS)] }, ['yes', 'sidecar', 'tracing/prod', /by hand/]],
  [
    "the operator's agent",
    { beside: [agent(OURS)], labels: { 'sidecar.jaegertracing.io/injected': 'prod' } },
    ['yes', 'jaeger-operator', 'tracing/prod', /label/],
  ],
  [
    'an instance that is gone',
    { beside: [agent('old.tracing.svc')], labels: { 'sidecar.jaegertracing.io/injected': 'old' } },
    ['no', 'jaeger-operator', undefined, /instance is gone: there is no Service old in namespace tracing/],
  ],
  [
    'an agent that was never published',
    { beside: [agent(OURS, 'x/jaeger-agent:1.65.0')] },
    ['yes', 'sidecar', 'tracing/prod', /there is no agent x\/jaeger-agent:1\.65\.0: the last one is 1\.62/],
  ],
  ['Pods of before', { beside: [agent(OURS)], status: STALE }, ['no', 'sidecar', 'tracing/prod', /its Pods are older/]],
  [
    'some Pods of before',
    { beside: [agent(OURS)], status: { ...STALE, updatedReplicas: 1 } },
    ['partly', 'sidecar', 'tracing/prod', /1 of 2 Pods are older/],
  ],
  [
    'no Pod at all',
    { beside: [agent(OURS)], status: { observedGeneration: 2 } },
    ['no', 'sidecar', 'tracing/prod', /no Pod of it runs/],
  ],
  [
    'no Pod that is Ready',
    { beside: [agent(OURS)], status: { ...STALE, updatedReplicas: 2, readyReplicas: 0 } },
    ['no', 'sidecar', 'tracing/prod', /no Pod of it is Ready/],
  ],
  [
    'a change that nobody has seen',
    { beside: [agent(OURS)], status: { observedGeneration: 1 } },
    ['unknown', 'sidecar', 'tracing/prod', /controller has not looked/],
  ],
  [
    'a DaemonSet whose Pods stay',
    {
      resource: 'daemonsets',
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: TO_PROD },
      status: { observedGeneration: 2, desiredNumberScheduled: 3, updatedNumberScheduled: 2, numberReady: 3 },
    },
    ['partly', 'env', 'tracing/prod', /1 of 3 Pods are older/],
  ],
  [
    'an address',
    { env: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: TO_PROD } },
    ['yes', 'env', 'tracing/prod', /TRACES_ENDPOINT of container app$/],
  ],
  [
    'an address of old clients',
    { env: { JAEGER_ENDPOINT: 'http://prod-collector.tracing:14268/api/traces' } },
    ['yes', 'env', 'tracing/prod', /JAEGER_ENDPOINT/],
  ],
  [
    'no Service of that name',
    { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://nobody.tracing:4318' } },
    ['no', 'env', undefined, /there is no Service nobody in namespace tracing/],
  ],
  [
    'a Service of something else',
    { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://other:4318' } },
    ['no', 'env', undefined, /no instance that is known$/],
  ],
  ['localhost', { env: { JAEGER_AGENT_HOST: 'localhost' } }, ['no', 'env', undefined, /no sidecar listens/]],
  [
    'localhost, where somebody listens',
    {
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317' },
      beside: [container('c:1', { name: 'mine', ports: [{ containerPort: 4317 }] })],
    },
    ['unknown', 'env', undefined, /container mine beside it/],
  ],
  [
    'localhost, where an agent is wished for',
    { env: { JAEGER_AGENT_HOST: 'localhost' }, annotations: { [INJECT]: 'prod' } },
    ['no', 'jaeger-operator', undefined, /there is no jaeger-operator; JAEGER_AGENT_HOST/],
  ],
  [
    'what is switched off',
    { env: { OTEL_EXPORTER_OTLP_ENDPOINT: TO_PROD, OTEL_SDK_DISABLED: 'true' } },
    ['no', 'env', 'tracing/prod', /^OTEL_SDK_DISABLED=true of container app/],
  ],
  [
    'the wrong level',
    { podAnnotations: { [INJECT]: 'prod' } },
    ['no', undefined, undefined, /Deployment's own annotations/],
  ],
  [
    'the other wrong level',
    { annotations: { [OTEL]: 'true' } },
    ['no', undefined, undefined, /looks at its Pods' annotations/],
  ],
  [
    'a kind that the operator does not look at',
    { resource: 'statefulsets', annotations: { [INJECT]: 'true' } },
    ['no', undefined, undefined, /Deployments alone/],
  ],
  [
    'a collector on the way',
    { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://gateway-collector:4318' } },
    ['yes', 'env', 'tracing/prod', /by collector shop\/gateway$/],
  ],
  [
    'a sidecar',
    { podAnnotations: { [OTEL]: 'true' } },
    ['yes', 'otel-operator', 'tracing/prod', /by collector shop\/beside/],
    (of) => ({ pods: pods(of, ['collector:2', 'collector:2']) }),
  ],
  [
    'an outdated sidecar',
    { podAnnotations: { [OTEL]: 'beside' } },
    ['yes', 'otel-operator', 'tracing/prod', /outdated: collector:1, now collector:2/],
    (of) => ({ pods: pods(of, ['collector:1']) }),
  ],
  [
    'a sidecar in some Pods',
    { podAnnotations: { [OTEL]: 'beside' } },
    ['partly', 'otel-operator', 'tracing/prod', /1 of 2 of its Pods has the sidecar: no OpenTelemetry operator/],
    (of) => ({ pods: pods(of, ['collector:2', undefined]) }),
  ],
  [
    'a sidecar in no Pod',
    { podAnnotations: { [OTEL]: 'beside' } },
    ['no', 'otel-operator', 'tracing/prod', /none of its Pods have the sidecar/],
    (of) => ({ pods: pods(of, [undefined]) }),
  ],
  [
    'a sidecar that there is not',
    { podAnnotations: { [OTEL]: 'nobody' } },
    ['no', 'otel-operator', undefined, /no such collector/],
  ],
  [
    'instrumentation',
    { podAnnotations: { [JAVA]: 'true' } },
    ['yes', 'otel-operator', 'tracing/prod', /inject-java.*, to http:\/\/prod/],
    (of) => ({
      pods: pods(of, [undefined], {
        containers: [
          container('app:1', { name: 'app', env: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: TO_PROD }] }),
        ],
        initContainers: [container('java:1', { name: 'opentelemetry-auto-instrumentation-java' })],
      }),
    }),
  ],
  [
    'instrumentation by its Namespace that has not come',
    {},
    ['no', 'otel-operator', undefined, /none of its Pods have the instrumentation/],
    (of) => ({
      pods: pods(of, [undefined]),
      namespaces: [{ metadata: { name: 'shop', namespace: '', annotations: { [JAVA]: 'true' } } }],
    }),
  ],
];

const behindGateway: FoundWorkload = {
  ...workload('gateway', {
    namespace: 'shop',
    owner: gateway,
    labels: { 'app.kubernetes.io/managed-by': 'opentelemetry-operator' },
  }),
};

describe('readWorkloads', () => {
  for (const [what, detail, [traced, how, instance, reason], more] of CASES)
    it(`tells of ${what}`, async () => {
      const one = app('web', detail);
      const { workloads } = await readWorkloads(clusterOf(world([one, behindGateway], more?.(one))), {
        namespace: 'shop',
      });
      const [row, ...others] = workloads;
      assert.ok(row !== undefined && others.length === 0);
      const place = row.instance && `${row.instance.namespace}/${row.instance.name}`;
      assert.deepEqual([row.traced, row.how, place], [traced, how, instance], row.reason);
      assert.match(row.reason, reason);
    });

  it('reads nothing of what nobody names, and no Pods', async () => {
    const cluster = clusterOf(world([app('web', {})], { opentelemetrycollectors: [] }));
    await readWorkloads(cluster, { namespace: 'shop' });
    assert.deepEqual(
      cluster.asked.filter((asked) => !asked.includes('shop') && !asked.startsWith('namespaces')),
      [],
      'other namespaces',
    );
    assert.ok(!cluster.asked.some((asked) => /^(pods|mutating)/.test(asked)), cluster.asked.join('\n'));
  });

  it('looks for instances everywhere only where an agent is missing', async () => {
    const named = world([app('web', { annotations: { [INJECT]: 'prod' } })], { jaegers: [jaeger('prod', 'tracing')] });
    const cluster = clusterOf(named);
    const { workloads } = await readWorkloads(cluster, { namespace: 'shop' });
    assert.ok(cluster.asked.includes('jaegers -A'));
    assert.equal(workloads[0]?.traced, 'no');
  });

  it('says unknown of what it may not read, and why', async () => {
    const refusal = new JaegerError('FORBIDDEN', 'no');
    const asked = app('asked', { podAnnotations: { [OTEL]: 'beside' } });
    const sending = app('sending', { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://nobody.tracing:4318' } });
    const failing = clusterOf(world([asked, sending]), { pods: refusal, services: refusal });
    const list = await readWorkloads(failing, { namespace: 'shop' });
    assert.deepEqual(
      list.workloads.map(({ traced }) => traced),
      ['unknown', 'unknown'],
    );
    assert.deepEqual([...new Set(list.errors.map(({ resource }) => resource))].toSorted(), ['pods', 'services']);
    const blind = clusterOf({}, { deployments: refusal, statefulsets: refusal, daemonsets: refusal });
    await assert.rejects(readWorkloads(blind, { namespace: 'shop' }), { code: 'FORBIDDEN' });
  });

  it('keeps to what the server has selected', async () => {
    const both = world([app('one', { labels: { team: 'a' } }), app('two', { labels: { team: 'b' } })]);
    const { workloads } = await readWorkloads(clusterOf(both), { namespace: 'shop', labelSelector: 'team=b' });
    assert.deepEqual(
      workloads.map(({ name }) => name),
      ['two'],
    );
  });
});

describe('the view of workloads', () => {
  it('is a table with its coverage, of several kinds and of one', async () => {
    const apps = [app('web', { env: { JAEGER_ENDPOINT: TO_PROD } }), app('db', { resource: 'statefulsets' })];
    const list = await readWorkloads(clusterOf(world(apps)), {});
    await assertSchema(JSON.parse(JSON.stringify(list)));
    const one = { ...list, workloads: list.workloads.filter(({ kind }) => kind === 'Deployment') };
    const shown = [
      renderWorkloads(list, PLAIN),
      renderWorkloads(list, { ...PLAIN, wide: true }),
      renderWorkloads(one, { ...PLAIN, headers: false }),
    ];
    await assertGolden('injection/workloads.txt', shown.join('----\n'));
    assert.deepEqual(workloadNames(list), ['statefulset.apps/db', 'deployment.apps/web']);
  });
});
