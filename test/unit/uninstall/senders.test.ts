import assert from 'node:assert/strict';
import type { JaegerError } from '../../../src/errors/index.ts';
import { namesAddress } from '../../../src/uninstall/addresses.ts';
import type { Plan } from '../../../src/plan/index.ts';
import { rawObjects, type RawObjects } from '../../support/recorded-cluster.ts';
import { PRODUCTION, refusalOf, uninstallPlan } from '../../support/uninstall-plans.ts';

const plan = async (objects: RawObjects, more: Partial<typeof PRODUCTION> = {}): Promise<Plan> =>
  (await uninstallPlan(objects, { ...PRODUCTION, ...more })).plan;

async function refusal(objects: RawObjects, more: Partial<typeof PRODUCTION> = {}): Promise<JaegerError> {
  const error = await refusalOf(objects, { ...PRODUCTION, ...more });
  assert.equal(error.code, 'USAGE');
  return error;
}

const hintsOf = async (objects: RawObjects): Promise<string> => (await refusal(objects)).hints.join('\n');

interface Workload {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly template?: object;
  readonly containers?: readonly object[];
}

/** The production set with one more Deployment. */
async function withDeployment({
  name = 'shop',
  namespace = 'shop',
  labels = {},
  annotations = {},
  template = {},
  containers = [],
}: Workload): Promise<RawObjects> {
  const objects = await rawObjects('openshift');
  objects['deployments.apps']?.push({
    metadata: { name, namespace, uid: `uid-of-${name}`, labels, annotations },
    spec: { template: { metadata: template, spec: { containers } } },
  });
  return objects;
}

const INJECT = 'sidecar.jaegertracing.io/inject';
const injected = { 'sidecar.jaegertracing.io/injected': 'jaeger-production' };
const agentOf = (namespace: string): object => ({
  name: 'jaeger-agent',
  args: [`--reporter.grpc.host-port=dns:///jaeger-production-collector-headless.${namespace}.svc:14250`],
});

describe('whoever still sends', () => {
  it('is named with how, and what to do about it', async () => {
    const error = await refusal(await rawObjects('hotrod'));
    assert.equal(error.message, '1 object still has spans sent to jaeger-production');
    assert.deepEqual(error.hints, [
      'jaeger-production/deployments/hotrod: label sidecar.jaegertracing.io/injected, variable OTEL_EXPORTER_OTLP_ENDPOINT',
      '  to stop that: kubectl annotate deployments/hotrod -n jaeger-production --overwrite sidecar.jaegertracing.io/inject=false',
      '  to stop that: kubectl set env deployments/hotrod -n jaeger-production -c example-hotrod OTEL_EXPORTER_OTLP_ENDPOINT-',
      'or let them lose their spans with --force',
      'nothing has been changed',
    ]);
  });

  it('is no reason against it with --force, and told', async () => {
    const { steps, notes } = await plan(await rawObjects('hotrod'), { force: true });
    assert.equal(steps.length, 1);
    assert.ok(notes.includes('spans of these are lost from now on: jaeger-production/deployments/hotrod'));
    assert.ok(notes.some((note) => note.startsWith('observability/jaeger-operator, if it runs, takes the sidecars')));
  });

  for (const [what, workload, because] of [
    ['a sidecar, in another namespace', { labels: injected, containers: [agentOf(PRODUCTION.namespace)] }, /label /],
    ['a sidecar that says nothing of where to', { labels: injected }, /label /],
    [
      'an annotation',
      { annotations: { [INJECT]: 'jaeger-production' } },
      /: annotation sidecar\.jaegertracing\.io\/inject$/m,
    ],
    [
      'an annotation where it does nothing',
      { template: { annotations: { [INJECT]: 'jaeger-production' } } },
      /of its Pods/,
    ],
    [
      'a variable',
      {
        containers: [
          { name: 'app', env: [{ name: 'TO', value: 'http://jaeger-production-collector.jaeger-production:4318' }] },
        ],
      },
      /variable TO\n.*kubectl set env deployments\/shop -n shop -c app TO-/,
    ],
    [
      'an argument',
      { containers: [agentOf(PRODUCTION.namespace)] },
      /argument --reporter\.grpc\.host-port\n.*kubectl edit deployments\/shop -n shop/,
    ],
  ] as const)
    it(`is known by ${what}`, async () => {
      const hints = await hintsOf(await withDeployment(workload));
      assert.match(hints, /^shop\/deployments\/shop: /);
      assert.match(hints, because);
    });

  it('is a Namespace, too', async () => {
    const objects = await rawObjects('openshift');
    objects['namespaces']?.push({ metadata: { name: 'shop', annotations: { [INJECT]: 'jaeger-production' } } });
    assert.match(
      await hintsOf(objects),
      /^shop\/namespaces\/shop: annotation .*\n.*kubectl annotate namespace shop sidecar/,
    );
  });

  for (const [what, workload] of [
    ['a sidecar that sends to one of the same name elsewhere', { labels: injected, containers: [agentOf('other')] }],
    ['another name', { annotations: { [INJECT]: 'jaeger' } }],
    ['an order not to', { annotations: { [INJECT]: 'false' } }],
    [
      'the address of another namespace',
      { containers: [{ name: 'app', env: [{ name: 'TO', value: 'jaeger-production-collector:4317' }] }] },
    ],
    [
      'its query service',
      {
        namespace: PRODUCTION.namespace,
        containers: [{ name: 'app', env: [{ name: 'TO', value: 'jaeger-production-query:16686' }] }],
      },
    ],
  ] as const)
    it(`is nobody by ${what}`, async () => {
      assert.ok((await plan(await withDeployment(workload))).steps.length > 0);
    });

  it('is nobody whose name means the instance beside it', async () => {
    const objects = await withDeployment({ annotations: { [INJECT]: 'jaeger-production' } });
    objects['jaegers.jaegertracing.io']?.push({
      metadata: { name: 'jaeger-production', namespace: 'shop', uid: 'u' },
      spec: {},
    });
    assert.ok((await plan(objects)).steps.length > 0);
  });

  it('is counted when there are many', async () => {
    const objects = await rawObjects('openshift');
    for (let number = 0; number < 25; number++)
      objects['deployments.apps']?.push({
        metadata: {
          name: `shop-${number}`,
          namespace: 'shop',
          uid: `${number}`,
          annotations: { [INJECT]: 'jaeger-production' },
        },
      });
    const { message, hints } = await refusal(objects);
    assert.match(message, /^25 objects still have/);
    assert.ok(hints.includes('and 5 more'));
  });
});

describe('a text names a Service', () => {
  const near = { service: 'prod-collector', namespace: 'tracing', isNear: true };
  const far = { ...near, isNear: false };
  for (const text of [
    'prod-collector.tracing',
    'http://prod-collector.tracing:4318/v1/traces',
    'dns:///prod-collector.tracing.svc:14250',
    'grpc://PROD-COLLECTOR.tracing.svc.cluster.local:4317',
    'a=b,c=prod-collector.tracing.svc',
  ])
    it(`from everywhere: ${text}`, () => assert.ok(namesAddress(text, far)));

  for (const text of [
    'prod-collector',
    '//prod-collector/',
    'prod-collector:4317',
    '--to=prod-collector',
    'http://prod-collector:4318',
  ])
    it(`from beside it alone: ${text}`, () =>
      assert.deepEqual([namesAddress(text, near), namesAddress(text, far)], [true, false]));

  for (const text of [
    '',
    'a prod-collector of stamps',
    'prod-collector.other:4317',
    'my-prod-collector:4317',
    'prod-collector.tracing2.svc',
    'prod-collector-2:1',
  ])
    it(`not: ${text}`, () => assert.ok(!namesAddress(text, near)));
});
