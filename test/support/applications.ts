import type { FoundWorkload } from '../../src/jaeger/index.ts';
import type { OpenTelemetryCollector, Pod } from '../../src/kubernetes/types.ts';
import type { clusterOf } from './objects.ts';
import { container, podOf, service, workload } from './objects.ts';

type World = Parameters<typeof clusterOf>[0];

/** Applications in the namespace shop, and an instance in another one that they can send to. */

type Texts = Readonly<Record<string, string>>;

export interface Detail {
  readonly resource?: FoundWorkload['resource'];
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly podAnnotations?: Texts;
  readonly env?: Texts;
  /** Variables with `valueFrom`. */
  readonly from?: Readonly<Record<string, object>>;
  /** `envFrom`. */
  readonly sources?: readonly object[];
  readonly beside?: readonly ReturnType<typeof container>[];
  readonly status?: FoundWorkload['status'];
}

/** An application in the namespace shop, rolled out unless it is said otherwise. */
export function app(name: string, detail: Detail): FoundWorkload {
  const {
    resource = 'deployments',
    labels = {},
    annotations = {},
    podAnnotations = {},
    env = {},
    from = {},
    sources = [],
    beside = [],
  } = detail;
  const variables = [
    ...Object.entries(from).map(([key, valueFrom]) => ({ name: key, valueFrom })),
    ...Object.entries(env).map(([key, value]) => ({ name: key, value })),
  ];
  const containers = [container('app:1', { name: 'app', env: variables, envFrom: sources }), ...beside];
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

export const agent = (host: string, image = 'jaegertracing/jaeger-agent:1.62.0'): ReturnType<typeof container> =>
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
export const gateway = collectorOf('gateway', 'shop', 'deployment', 'prod-collector.tracing:4317');
export const TO_PROD = 'http://prod-collector.tracing.svc:4318';
export const OURS = 'prod-collector.tracing.svc';

/** Pods of a workload, so many with the sidecar. */
export const pods = (of: FoundWorkload, sidecars: readonly (string | undefined)[], more: object = {}): readonly Pod[] =>
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

export const world = (apps: readonly FoundWorkload[], more: World = {}): World => ({
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
