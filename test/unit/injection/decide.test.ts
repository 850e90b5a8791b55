import assert from 'node:assert/strict';
import {
  decide,
  inject,
  isInjectable,
  targetOfJaeger,
  type Injectable,
  type Surroundings,
} from '../../../src/injection/index.ts';

const INJECT = 'sidecar.jaegertracing.io/inject';
const OTEL = 'sidecar.opentelemetry.io/inject';

interface Detail {
  readonly kind?: string;
  readonly annotations?: object;
  readonly labels?: object;
  readonly podAnnotations?: object;
  readonly env?: readonly object[];
  readonly beside?: readonly object[];
}

function workload({
  kind = 'Deployment',
  annotations = {},
  labels = {},
  podAnnotations = {},
  env = [],
  beside = [],
}: Detail): Injectable {
  const made: unknown = {
    kind,
    metadata: { name: 'web', namespace: 'shop', annotations, labels },
    spec: {
      template: { metadata: { annotations: podAnnotations }, spec: { containers: [{ name: 'app', env }, ...beside] } },
    },
  };
  assert.ok(isInjectable(made));
  return made;
}

const jaeger = { metadata: { name: 'prod', namespace: 'tracing' } };

const around: Surroundings = {
  namespace: {},
  jaegers: [jaeger],
  instances: [{ namespace: 'tracing', name: 'prod', services: ['prod-collector', 'prod-collector-headless'] }],
  sidecars: [{ namespace: 'shop', name: 'beside' }],
  operators: { jaeger: true, otel: true },
};

const agent = (host: string): object => ({
  name: 'jaeger-agent',
  args: [`--reporter.grpc.host-port=dns:///${host}:14250`],
});
const ours = agent('prod-collector-headless.tracing.svc');
const injected = { 'sidecar.jaegertracing.io/injected': 'prod' };

describe('whether a workload is traced', () => {
  for (const [what, detail, expected, other] of [
    ['a plain one', {}, [false, undefined, /nothing asks for it/]],
    ["the operator's agent", { beside: [ours], labels: injected }, [true, 'jaeger-operator', /label .*=prod/]],
    ['an agent by hand', { beside: [ours] }, [true, 'sidecar', /put there by hand/]],
    [
      'an agent of nobody',
      { beside: [agent('x.y.svc')] },
      [false, 'sidecar', /x\.y\.svc:14250, where no instance is known/],
    ],
    [
      'an agent that is left',
      { beside: [agent('a.b.svc')], labels: { 'sidecar.jaegertracing.io/injected': 'a' } },
      [false, 'jaeger-operator', /that instance is gone/],
    ],
    ['an annotation that waits', { annotations: { [INJECT]: 'prod' } }, [false, 'jaeger-operator', /no agent yet/]],
    [
      'an unknown name',
      { annotations: { [INJECT]: 'nobody' } },
      [false, 'jaeger-operator', /there is no instance "nobody"/],
    ],
    [
      'no operator',
      { annotations: { [INJECT]: 'prod' } },
      [false, 'jaeger-operator', /no jaeger-operator/],
      { operators: { jaeger: false, otel: true } },
    ],
    [
      'true, of several',
      { annotations: { [INJECT]: 'true' } },
      [false, 'jaeger-operator', /could be any of tracing\/prod, other\/prod/],
      { jaegers: [jaeger, { metadata: { name: 'prod', namespace: 'other' } }] },
    ],
    ['the wrong level', { podAnnotations: { [INJECT]: 'prod' } }, [false, undefined, /on its Pods/]],
    [
      'the other wrong level',
      { annotations: { [OTEL]: 'true' } },
      [false, undefined, /looks at its Pods' annotations/],
    ],
    [
      'the wrong kind',
      { kind: 'StatefulSet', annotations: { [INJECT]: 'prod' } },
      [false, undefined, /Deployments alone/],
    ],
    ['an OpenTelemetry sidecar', { podAnnotations: { [OTEL]: 'true' } }, [true, 'otel-operator', /inject=true/]],
    ['one of its Namespace', {}, [true, 'otel-operator', /of its Namespace/], { namespace: { [OTEL]: 'beside' } }],
    [
      'one that there is not',
      { podAnnotations: { [OTEL]: 'other/beside' } },
      [false, 'otel-operator', /no such collector/],
    ],
    [
      'auto-instrumentation',
      { podAnnotations: { 'instrumentation.opentelemetry.io/inject-java': 'true' } },
      [true, 'otel-operator', /inject-java/],
    ],
    [
      'an address',
      { env: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://prod-collector.tracing:4318' }] },
      [true, 'env', /of container app/],
    ],
    [
      'its own Pod',
      { env: [{ name: 'JAEGER_AGENT_HOST', value: 'localhost' }] },
      [false, 'env', /where no sidecar listens/],
    ],
    [
      'somewhere else',
      { env: [{ name: 'JAEGER_ENDPOINT', value: 'https://example.com/api/traces' }] },
      [false, 'env', /no instance that is known/],
    ],
  ] as const satisfies readonly (readonly [string, Detail, readonly [boolean, string | undefined, RegExp], object?])[])
    it(`of ${what}`, () => {
      const { traced, how, reason } = decide(workload(detail), {
        ...around,
        ...(other as Partial<Surroundings> | undefined),
      });
      assert.deepEqual([traced, how], [expected[0], expected[1]], reason);
      assert.match(reason, expected[2]);
    });

  it('of one that this program has injected', () => {
    const target = targetOfJaeger(jaeger);
    const surroundings = { openshift: false, configMapKeys: new Set<string>() };
    const how = { via: 'sidecar', instance: 'tracing/prod', target, surroundings } as const;
    const made = inject(workload({}), how, { volumes: [], imagePullSecrets: [] });
    const { traced, instance, reason } = decide(made, around);
    assert.deepEqual([traced, instance], [true, { namespace: 'tracing', name: 'prod' }]);
    assert.match(reason, /by this program/);
  });
});
