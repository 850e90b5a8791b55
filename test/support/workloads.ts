import * as fc from 'fast-check';
import { isInjectable, type AgentTarget, type Injectable } from '../../src/injection/index.ts';

/** Deployments as people write them: with and without every map and list that injection writes into, null and empty ones too. */
const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,6}[a-z0-9])?$/);

const text = fc.string({ maxLength: 12 });

const KEYS = [
  'app',
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'team',
  'prometheus.io/scrape',
  'prometheus.io/port',
];

const texts = fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(fc.constantFrom('true', '14271', '9090'), name), {
  maxKeys: 4,
});

/** It may be missing, or null as YAML has a key without a value. */
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<{ readonly value?: T | null }> =>
  fc.oneof(fc.constant({}), fc.record({ value: fc.oneof({ weight: 5, arbitrary: value }, fc.constant(null)) }));

const field = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T | null>> =>
  maybe(value).map((one) => ('value' in one ? { [key]: one.value } : {}));

const VARIABLES = [
  'JAEGER_SERVICE_NAME',
  'JAEGER_PROPAGATION',
  'OTEL_SERVICE_NAME',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'HOME',
  'POD_NAME',
];

const variable = fc.oneof(
  fc.record({ name: fc.constantFrom(...VARIABLES), value: text }),
  fc.record({
    name: fc.constantFrom(...VARIABLES),
    valueFrom: fc.constant({ fieldRef: { fieldPath: 'metadata.name' } }),
  }),
);

const unique = <T extends { name: string }>(
  item: fc.Arbitrary<T>,
  maxLength: number,
  minLength = 0,
): fc.Arbitrary<T[]> => fc.uniqueArray(item, { selector: (one) => one.name, minLength, maxLength });

const container = fc
  .tuple(
    fc.record({ name, image: fc.constantFrom('nginx:1.27', 'registry.local/app@sha256:00') }),
    field('env', unique(variable, 4)),
    field('ports', fc.array(fc.record({ containerPort: fc.constantFrom(80, 8080, 14271, 6831) }), { maxLength: 2 })),
    field('securityContext', fc.constant({ readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } })),
    field('volumeMounts', fc.array(fc.record({ name, mountPath: fc.constant('/data') }), { maxLength: 1 })),
  )
  .map((parts): { name: string } => Object.assign({ name: '' }, ...(parts as object[])) as { name: string });

const podSpec = fc
  .tuple(
    fc.record({ containers: unique(container, 3, 1) }),
    field('volumes', unique(fc.record({ name, emptyDir: fc.constant({}) }), 2)),
    field('imagePullSecrets', unique(fc.record({ name }), 2)),
    field('initContainers', unique(container, 1)),
    field('hostNetwork', fc.boolean()),
  )
  .map((parts): object => Object.assign({}, ...(parts as object[])) as object);

const marks = fc
  .tuple(field('labels', texts), field('annotations', texts))
  .map((parts): object => Object.assign({}, ...(parts as object[])) as object);

/** fast-check makes objects without a prototype as well; JSON has none of these. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export const deployments: fc.Arbitrary<Injectable> = fc
  .record({ name, namespace: name, marks, podMarks: maybe(marks), podSpec, replicas: fc.nat(3) })
  .map(({ podMarks, ...one }) => {
    const workload: unknown = plain({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: one.name, namespace: one.namespace, ...one.marks },
      spec: {
        replicas: one.replicas,
        selector: { matchLabels: { app: one.name } },
        template: { ...('value' in podMarks ? { metadata: podMarks.value } : {}), spec: one.podSpec },
      },
    });
    if (!isInjectable(workload)) throw new Error(`no Deployment: ${JSON.stringify(workload)}`);
    return workload;
  });

/** Instances of the v1 operator, and what their resources say of agents. */
export const agentTargets: fc.Arbitrary<AgentTarget> = fc
  .record({
    name,
    namespace: name,
    agent: fc
      .tuple(
        field(
          'options',
          fc.constantFrom<object>(
            { 'log-level': 'debug' },
            { 'admin.http.host-port': ':14272' },
            { agent: { tags: 'a=b' } },
          ),
        ),
        field('image', fc.constant('registry.local/jaeger-agent:1')),
        field('volumes', unique(fc.record({ name, emptyDir: fc.constant({}) }), 2)),
        field('volumeMounts', unique(fc.record({ name, mountPath: fc.constant('/agent') }), 1)),
        field('imagePullSecrets', unique(fc.record({ name }), 1)),
        field('resources', fc.constant({ limits: { memory: '64Mi' } })),
        field('sidecarSecurityContext', fc.constant({ runAsNonRoot: true })),
      )
      .map((parts): Record<string, unknown> => Object.assign({}, ...(parts as object[])) as Record<string, unknown>),
    resources: fc.constantFrom({}, { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '10m' } }),
  })
  .map((one) => ({
    ...plain(one),
    address: `dns:///${one.name}-collector-headless.${one.namespace}.svc:14250`,
    mountPaths: [],
  }));

/** The same as an API server takes it: with a name of its own, and mounts of volumes that there are. */
export function acceptable(workload: Injectable, namespace: string, index: number): Injectable {
  const own = `${workload.metadata.name}-${index}`;
  const { template } = workload.spec;
  const volumes = new Set((template.spec.volumes ?? []).map((volume) => volume.name));
  const kept = (one: Record<string, unknown>): object => ({
    ...one,
    volumeMounts: ((one['volumeMounts'] ?? []) as { name: string }[]).filter((mount) => volumes.has(mount.name)),
    ports: ((one['ports'] ?? []) as { containerPort: number }[]).filter(
      ({ containerPort }, at, all) => all.findIndex((other) => other.containerPort === containerPort) === at,
    ),
  });
  const { initContainers } = template.spec as { initContainers?: { name: string }[] | null };
  const names = new Set(template.spec.containers.map((one) => one.name));
  const spec = {
    ...template.spec,
    containers: template.spec.containers.map(kept),
    initContainers: (initContainers ?? []).filter((one) => !names.has(one.name)).map(kept),
  };
  const labels = { ...template.metadata?.labels, unique: own };
  const accepted = {
    ...workload,
    metadata: { ...workload.metadata, name: own, namespace },
    spec: {
      ...workload.spec,
      selector: { matchLabels: { unique: own } },
      template: { ...template, metadata: { ...template.metadata, labels }, spec },
    },
  };
  if (!isInjectable(accepted)) throw new Error('no Deployment');
  return accepted;
}
