import { agent, OURS, pods, TO_PROD } from '../../support/applications.ts';
import { assertTrace } from '../../support/assert-trace.ts';
import { container } from '../../support/objects.ts';

const INJECT = 'sidecar.jaegertracing.io/inject';
const OTEL = 'sidecar.opentelemetry.io/inject';
const JAVA = 'instrumentation.opentelemetry.io/inject-java';

const STALE = { observedGeneration: 2, replicas: 2, updatedReplicas: 0, readyReplicas: 2 };

type Case = readonly [what: string, ...Parameters<typeof assertTrace>];

const CASES: readonly Case[] = [
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
  [
    'an agent older than its instance',
    { beside: [agent(OURS, 'x/jaeger-agent:1.53.0')] },
    ['yes', 'sidecar', 'tracing/prod', /outdated: x\/jaeger-agent:1\.53\.0, now 1\.62: inject it again$/],
  ],
  [
    'an old agent that an operator keeps up',
    { beside: [agent(OURS, 'x/jaeger-agent:1.53.0')], labels: { 'sidecar.jaegertracing.io/injected': 'prod' } },
    ['yes', 'jaeger-operator', 'tracing/prod', /injected=prod$/],
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

describe('whether what runs is traced', () => {
  for (const [what, ...one] of CASES) it(`tells of ${what}`, () => assertTrace(...one));
});
