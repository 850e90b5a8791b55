import { JAEGER_V2_VERSION } from '../parts.ts';
import { chartOfV1, chartOfV2, type Release } from './helm.ts';
import { PLAYED } from './kwok.ts';

/** Everything of the set is found by it. */
export const LABEL = { 'ground.local/set': 'scale' };

export const NAMESPACES = 500;
export const PODS = 10_000;
const PODS_PER_NAMESPACE = PODS / NAMESPACES;
/** Every so many namespaces one has a Jaeger of its own. */
const INSTANCE_EVERY = 10;
export const INSTANCES = NAMESPACES / INSTANCE_EVERY;

const APPLICATIONS = ['api', 'web', 'worker', 'cache'];
export const REPLICAS = PODS_PER_NAMESPACE / APPLICATIONS.length;

/** How a namespace's Jaeger came there, what has to be created for it, and what its applications are traced by. */
interface Installation {
  readonly objects: readonly object[];
  readonly release?: Release;
  /** How many Deployments and Pods come of it. */
  readonly deployments: number;
  /** Of the first application. */
  readonly traced: {
    readonly annotations?: object;
    readonly podAnnotations?: object;
    readonly env?: readonly object[];
  };
}

const jaegerV2 = `docker.io/jaegertracing/jaeger:${JAEGER_V2_VERSION}`;
const exporterTo = (service: string): Installation['traced'] => ({
  env: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: `http://${service}:4317` }],
});

type Install = (namespace: string, large: boolean) => Installation;

/** The flavours take turns; every second of each is the larger form, where there are two. */
function installation(namespace: string, instance: number): Installation {
  const flavours: readonly Install[] = [byJaegerOperator, byOtelOperator, byHelm, byManifests];
  const install = flavours[instance % flavours.length] ?? byManifests;
  return install(namespace, Math.floor(instance / flavours.length) % 2 === 1);
}

function byJaegerOperator(namespace: string, large: boolean): Installation {
  const strategy = large ? 'production' : 'allInOne';
  const storage = {
    type: 'elasticsearch',
    options: { es: { 'server-urls': 'http://elasticsearch.example:9200' } },
    esIndexCleaner: { enabled: true, numberOfDays: 7 },
  };
  const spec = large ? { strategy, storage, collector: { autoscale: false } } : { strategy };
  return {
    objects: [{ apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', metadata: { name: 'jaeger', namespace }, spec }],
    deployments: large ? 2 : 1,
    traced: { annotations: { 'sidecar.jaegertracing.io/inject': 'jaeger' } },
  };
}

function byOtelOperator(namespace: string): Installation {
  const collector = (name: string, spec: object): object => ({
    apiVersion: 'opentelemetry.io/v1beta1',
    kind: 'OpenTelemetryCollector',
    metadata: { name, namespace },
    spec: { image: jaegerV2, ...spec },
  });
  const receivers = { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } };
  const jaeger = {
    receivers,
    extensions: {
      jaeger_storage: { backends: { memory: { memory: { max_traces: 100_000 } } } },
      jaeger_query: { storage: { traces: 'memory' } },
    },
    exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
    service: {
      extensions: ['jaeger_storage', 'jaeger_query'],
      pipelines: { traces: { receivers: ['otlp'], exporters: ['jaeger_storage_exporter'] } },
    },
  };
  const sidecar = {
    receivers,
    exporters: { otlp: { endpoint: 'jaeger-collector:4317', tls: { insecure: true } } },
    service: { pipelines: { traces: { receivers: ['otlp'], exporters: ['otlp'] } } },
  };
  return {
    objects: [collector('jaeger', { config: jaeger }), collector('sidecar', { mode: 'sidecar', config: sidecar })],
    deployments: 1,
    traced: { podAnnotations: { 'sidecar.opentelemetry.io/inject': 'sidecar' } },
  };
}

/** The larger form is v1's: collector and query. */
function byHelm(namespace: string, v1: boolean): Installation {
  return {
    objects: [],
    release: { name: 'jaeger', namespace, chart: v1 ? chartOfV1 : chartOfV2, values: {} },
    deployments: v1 ? 2 : 1,
    traced: exporterTo(v1 ? 'jaeger-collector' : 'jaeger'),
  };
}

function byManifests(namespace: string): Installation {
  const ports = [
    { name: 'query', port: 16_686 },
    { name: 'otlp-grpc', port: 4317 },
  ];
  const container = {
    name: 'jaeger',
    image: jaegerV2,
    ports: ports.map(({ name, port }) => ({ name, containerPort: port })),
  };
  return {
    objects: [
      deployment(namespace, 'jaeger', { replicas: 1, container }),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'jaeger', namespace },
        spec: { selector: { app: 'jaeger' }, ports },
      },
    ],
    deployments: 1,
    traced: exporterTo('jaeger'),
  };
}

interface Workload {
  readonly replicas: number;
  readonly container: object;
  readonly annotations?: object;
  readonly podAnnotations?: object;
}

const deployment = (namespace: string, name: string, workload: Workload): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  // Without any annotation the v1 operator's webhook panics.
  metadata: { name, namespace, labels: { app: name }, annotations: { owner: 'ground', ...workload.annotations } },
  spec: {
    replicas: workload.replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name }, annotations: { ...workload.podAnnotations } },
      spec: { containers: [workload.container] },
    },
  },
});

/** The applications of a namespace; with its Jaeger they come to `PODS_PER_NAMESPACE`. */
const applications = (namespace: string, installed: Installation | undefined): object[] =>
  APPLICATIONS.map((name, index) => {
    const isLast = index === APPLICATIONS.length - 1;
    const { env, ...annotations } = (index === 0 && installed?.traced) || {};
    return deployment(namespace, name, {
      replicas: isLast ? REPLICAS - (installed?.deployments ?? 0) : REPLICAS,
      container: { name, image: `registry.example/shop/${name}:1.4.2`, ...(env && { env }) },
      ...annotations,
    });
  });

export interface Scale {
  readonly namespacesOfInstances: readonly object[];
  readonly otherNamespaces: readonly object[];
  /** What the Jaeger instances are made of, beside `releases`. */
  readonly instances: readonly object[];
  readonly releases: readonly Release[];
  readonly applications: readonly object[];
  readonly deployments: number;
}

const namespaceOf = ({ namespace }: { readonly namespace: string }): object => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace, labels: { ...LABEL, ...PLAYED } },
});

/** All objects of the set, the same each time. */
export function scale(): Scale {
  const places = Array.from({ length: NAMESPACES }, (_, index) => {
    const namespace = `scale-${String(index).padStart(3, '0')}`;
    const has = index % INSTANCE_EVERY === 0;
    return { namespace, installed: has ? installation(namespace, index / INSTANCE_EVERY) : undefined };
  });
  const installed = places.flatMap((place) => place.installed ?? []);
  return {
    namespacesOfInstances: places.filter((place) => place.installed).map(namespaceOf),
    otherNamespaces: places.filter((place) => !place.installed).map(namespaceOf),
    instances: installed.flatMap(({ objects }) => objects),
    releases: installed.flatMap(({ release }) => release ?? []),
    applications: places.flatMap((place) => applications(place.namespace, place.installed)),
    deployments: NAMESPACES * APPLICATIONS.length + installed.reduce((sum, one) => sum + one.deployments, 0),
  };
}
