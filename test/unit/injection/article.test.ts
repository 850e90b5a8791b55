import assert from 'node:assert/strict';
import { isInjectable, targetOfJaeger, uninject, withAgent } from '../../../src/injection/index.ts';

const NAMESPACE = 'jaeger-production';
const CA = '/etc/pki/ca-trust/source/service-ca/service-ca.crt';
const ADDRESS = 'dns:///jaeger-production-collector-headless.jaeger-production.svc:14250';

const app = { name: 'nginx-unprivileged', image: 'nginxinc/nginx-unprivileged' };

const plain = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'nginx', namespace: NAMESPACE },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'nginx' } },
    template: { metadata: { labels: { app: 'nginx' } }, spec: { containers: [app] } },
  },
};

const configMap = (end: string, key: string, path: string): object => ({
  name: `jaeger-production${end}`,
  configMap: { name: `jaeger-production${end}`, items: [{ key, path }] },
});

const VOLUMES = [
  configMap('-trusted-ca', 'ca-bundle.crt', 'tls-ca-bundle.pem'),
  configMap('-service-ca', 'service-ca.crt', 'service-ca.crt'),
];

const MOUNTS = [
  { name: 'jaeger-production-trusted-ca', mountPath: '/etc/pki/ca-trust/extracted/pem', readOnly: true },
  { name: 'jaeger-production-service-ca', mountPath: '/etc/pki/ca-trust/source/service-ca', readOnly: true },
];

/** What the operator of 2021 made of it on OpenShift (jaeger-operator 1.17). */
const written = {
  ...plain,
  metadata: {
    ...plain.metadata,
    annotations: {
      'prometheus.io/port': '14271',
      'prometheus.io/scrape': 'true',
      'sidecar.jaegertracing.io/inject': 'jaeger-production',
    },
    labels: { 'sidecar.jaegertracing.io/injected': 'jaeger-production' },
  },
  spec: {
    ...plain.spec,
    template: {
      ...plain.spec.template,
      spec: {
        containers: [
          {
            ...app,
            env: [
              { name: 'JAEGER_SERVICE_NAME', value: 'nginx.jaeger-production' },
              { name: 'JAEGER_PROPAGATION', value: 'jaeger,b3' },
            ],
          },
          {
            name: 'jaeger-agent',
            image: 'registry.redhat.io/distributed-tracing/jaeger-agent-rhel8@sha256:00',
            args: [
              '--jaeger.tags=cluster=undefined,deployment.name=nginx,pod.namespace=jaeger-production,pod.name=${POD_NAME:},host.ip=${HOST_IP:},container.name=nginx-unprivileged',
              `--reporter.grpc.host-port=${ADDRESS}`,
              `--reporter.grpc.tls.ca=${CA}`,
              '--reporter.grpc.tls.enabled=true',
              '--reporter.type=grpc',
            ],
            volumeMounts: MOUNTS,
          },
        ],
        volumes: VOLUMES,
      },
    },
  },
};

const none = { extras: { volumes: [], imagePullSecrets: [] }, namespace: {} };

describe("the article's Deployment", () => {
  it('becomes the plain one without any operator', () => {
    assert.ok(isInjectable(written));
    const { workload, left } = uninject(written, none);
    assert.deepEqual(workload, plain);
    assert.deepEqual(left, []);
  });

  it('keeps variables of its own, and an agent that somebody made', () => {
    const own = { ...app, env: [{ name: 'JAEGER_SERVICE_NAME', value: 'mine' }] };
    const template = { ...plain.spec.template, spec: { containers: [own, { name: 'jaeger-agent', image: 'a' }] } };
    const made = { ...plain, spec: { ...plain.spec, template } };
    assert.ok(isInjectable(made));
    const { workload, left } = uninject(made, none);
    assert.deepEqual(workload, made);
    assert.deepEqual(left, ['container jaeger-agent was put there by hand']);
  });

  it('has a counterpart for each point today', () => {
    assert.ok(isInjectable(plain));
    const target = targetOfJaeger({ metadata: { name: 'jaeger-production', namespace: NAMESPACE } });
    const { metadata, spec } = withAgent(plain, target, { openshift: true, configMapKeys: new Set() });
    const { 'sidecar.jaegertracing.io/inject': _, ...annotations } = written.metadata.annotations;
    assert.deepEqual(metadata.annotations, annotations);
    assert.deepEqual(spec.template.spec.volumes, VOLUMES);
    const [nginx, agent] = spec.template.spec.containers;
    // With w3c since operator 1.20.
    assert.deepEqual(nginx?.env, [
      { name: 'JAEGER_SERVICE_NAME', value: 'nginx.jaeger-production' },
      { name: 'JAEGER_PROPAGATION', value: 'jaeger,b3,w3c' },
    ]);
    // Under the flag that the agent has had since, in order; gRPC is the only reporter that is left.
    assert.deepEqual(agent?.['args'], [
      '--agent.tags=cluster=undefined,container.name=nginx-unprivileged,deployment.name=nginx,host.ip=${HOST_IP:},pod.name=${POD_NAME:},pod.namespace=jaeger-production',
      `--reporter.grpc.host-port=${ADDRESS}`,
      `--reporter.grpc.tls.ca=${CA}`,
      '--reporter.grpc.tls.enabled=true',
    ]);
    assert.deepEqual(agent['volumeMounts'], MOUNTS);
    assert.deepEqual(
      (agent['ports'] as { name: string; containerPort: number }[]).map(({ name, containerPort }) => [
        name,
        containerPort,
      ]),
      [
        ['zk-compact-trft', 5775],
        ['config-rest', 5778],
        ['jg-compact-trft', 6831],
        ['jg-binary-trft', 6832],
        ['admin-http', 14271],
      ],
    );
  });
});
