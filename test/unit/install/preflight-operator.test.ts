import { known } from '../../../src/install/preflight/fact.ts';
import type { OperatorFacts } from '../../../src/install/preflight/facts.ts';
import type { Container, Workload } from '../../../src/kubernetes/types.ts';
import { assertCheck, DEPLOYMENT, type factsOf, OPERATOR, refused, WEBHOOK } from '../../support/preflight-facts.ts';

type Facts = Parameters<typeof factsOf>;

const withDeployment = (deployment: Workload, more: Partial<OperatorFacts> = {}): Facts[0] => ({
  operators: known([{ ...OPERATOR, ...more, deployment }]),
});

/** The operator's Deployment with other containers, or other annotations of its Pods. */
const deploymentOf = (changes: Partial<Container>, annotations: Record<string, string> = {}): Workload => {
  const [container = { name: '' }] = DEPLOYMENT.spec?.template?.spec?.containers ?? [];
  const template = {
    metadata: { annotations },
    spec: { containers: [{ name: 'other' }, { ...container, ...changes }] },
  };
  return { ...DEPLOYMENT, spec: { ...DEPLOYMENT.spec, template } };
};

const watching = (value: string): NonNullable<Container['env']> => [{ name: 'WATCH_NAMESPACE', value }];

const ofVersion = (version: string): Workload =>
  deploymentOf({ image: `registry.example:5000/jaegertracing/jaeger-operator:${version}` });

describe('the check of the operator', () => {
  it('wants a Pod of it ready', () => {
    assertCheck('operator', [{}], 'pass', /^observability\/jaeger-operator, 1\.65\.0, 1\/1 ready$/);
    assertCheck(
      'operator',
      [withDeployment({ ...DEPLOYMENT, status: {} })],
      'fail',
      /^none of the Pods of/,
      /kubectl logs deployment\/jaeger-operator/,
    );
    const scaled = { ...DEPLOYMENT, spec: { ...DEPLOYMENT.spec, replicas: 0 }, status: {} };
    assertCheck(
      'operator',
      [withDeployment(scaled)],
      'fail',
      /is scaled to 0/,
      /^kubectl scale deployment jaeger-operator --replicas=1 -n observability$/,
    );
    assertCheck('operator', [{ operators: known([]) }], 'fail', /^there is no Deployment of a jaeger-operator/);
  });

  it('takes the one that the resource names, and no other', () => {
    const live = known({
      metadata: { name: 'jaeger', labels: { 'jaegertracing.io/operated-by': 'old.jaeger-operator' } },
    });
    assertCheck(
      'operator',
      [{ live }],
      'fail',
      /^jaegers\/jaeger belongs to old\/jaeger-operator, which is not there/,
      /operated-by- -n tracing/,
    );
    const here = known({
      metadata: { name: 'jaeger', labels: { 'jaegertracing.io/operated-by': 'observability.jaeger-operator' } },
    });
    assertCheck('operator', [{ live: here }], 'pass', /./);
  });

  it('knows the image that can no longer be pulled, and the one in its place', () => {
    const containers = [{ name: 'kube-rbac-proxy', image: 'gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1' }];
    const spec = { ...DEPLOYMENT.spec, template: { spec: { containers } } };
    const next =
      /^kubectl set image deployment\/jaeger-operator kube-rbac-proxy=quay\.io\/brancz\/kube-rbac-proxy:v0\.13\.1 -n observability/;
    assertCheck('operator', [withDeployment({ ...DEPLOYMENT, spec })], 'warning', /can no longer be pulled/, next);
    assertCheck('operator', [withDeployment({ ...DEPLOYMENT, spec, status: {} })], 'fail', /^none of the Pods/, next);
  });

  it('wants the namespace to be watched, wherever that is said', () => {
    const of = (changes: Partial<Container>, annotations = {}): Facts => [
      withDeployment(deploymentOf(changes, annotations)),
    ];
    assertCheck('operator-scope', [{}], 'pass', /watches all namespaces$/);
    assertCheck('operator-scope', of({ env: [] }), 'pass', /watches all namespaces$/);
    assertCheck('operator-scope', of({ env: watching('') }), 'pass', /watches all namespaces$/);
    assertCheck('operator-scope', of({ env: watching('shop, tracing') }), 'pass', /watches shop, tracing$/);
    assertCheck(
      'operator-scope',
      of({ env: watching('shop') }),
      'fail',
      /watches shop, and not tracing/,
      /WATCH_NAMESPACE=shop,tracing|'shop,tracing'/,
    );
    assertCheck('operator-scope', of({}, { 'olm.targetNamespaces': 'shop' }), 'fail', /watches shop/, /OperatorGroup/);
    const field = (fieldPath: string): NonNullable<Container['env']> => [
      { name: 'WATCH_NAMESPACE', valueFrom: { fieldRef: { fieldPath } } },
    ];
    assertCheck('operator-scope', of({ env: field('metadata.namespace') }), 'fail', /watches observability/);
    assertCheck('operator-scope', of({ env: [{ name: 'WATCH_NAMESPACE', valueFrom: {} }] }), 'warning', /^not known/);
  });

  it('takes, of several, one that watches the namespace', () => {
    const other = {
      ...OPERATOR,
      deployment: { ...deploymentOf({ env: watching('shop') }), metadata: { name: 'a', namespace: 'a' } },
    };
    assertCheck('operator-scope', [{ operators: known([other, OPERATOR]) }], 'pass', /^observability/);
    const down = { ...OPERATOR, deployment: { ...DEPLOYMENT, metadata: { name: 'a', namespace: 'a' }, status: {} } };
    assertCheck('operator', [{ operators: known([down, OPERATOR]) }], 'pass', /^observability/);
  });

  it('tells a lease that will run out from one that nobody gives back', () => {
    const lease = (holderIdentity: string, leaseDurationSeconds: number, renewTime = '2026-11-23T14:59:40Z'): Facts => [
      withDeployment(DEPLOYMENT, {
        lease: known({ metadata: { name: 'l' }, spec: { holderIdentity, leaseDurationSeconds, renewTime } }),
      }),
    ];
    const pod = 'jaeger-operator-58fb6fcf48-z47x2_1';
    assertCheck('operator-lease', lease(pod, 137), 'pass', /^held by jaeger-operator-58fb6fcf48-z47x2$/);
    assertCheck('operator-lease', lease(pod, 137, '2026-11-23T14:00:00Z'), 'warning', /has not renewed it since/);
    assertCheck('operator-lease', lease('gone_1', 137), 'warning', /no Pod of observability/, /within 3 minutes/);
    assertCheck(
      'operator-lease',
      lease('gone_1', 604_800),
      'fail',
      /for 604800 s$/,
      /^kubectl delete lease l -n observability$/,
    );
    assertCheck('operator-lease', lease('', 0), 'pass', /^nobody holds one/);
    assertCheck(
      'operator-lease',
      [withDeployment(DEPLOYMENT, { lease: known(undefined) })],
      'pass',
      /^nobody holds one/,
    );
    assertCheck(
      'operator-lease',
      [withDeployment(DEPLOYMENT, { lease: refused('get leases') })],
      'warning',
      /^not known/,
    );
  });
});

describe('the check of the webhook', () => {
  const hook = (more: object): Facts => [{ webhooks: known([{ ...WEBHOOK, ...more }]) }];
  const without = { ...WEBHOOK.webhook, clientConfig: { ...WEBHOOK.webhook.clientConfig, caBundle: '' } };

  it('wants a CA bundle, a Service, and a ready Pod behind it', () => {
    assertCheck('webhook', [{}], 'pass', /^mjaeger\.kb\.io has/);
    assertCheck('webhook', hook({ webhook: without }), 'fail', /no CA bundle for mjaeger/, /cert-manager/);
    assertCheck('webhook', hook({ service: known(undefined) }), 'fail', /which is not there/);
    assertCheck('webhook', hook({ service: refused('get services') }), 'warning', /^not known/);
    const pods = known([{ metadata: { name: 'p', namespace: 'observability', labels: { name: 'jaeger-operator' } } }]);
    assertCheck('webhook', [withDeployment(DEPLOYMENT, { pods })], 'fail', /^no ready Pod is behind/, /endpointslices/);
  });

  it('warns of that for agents, without which an instance can be made', () => {
    const agents = { ...without, name: 'deployment.sidecar-injector.jaegertracing.io' };
    const webhooks = known([WEBHOOK, { ...WEBHOOK, webhook: agents }]);
    assertCheck('webhook', [{ webhooks }], 'warning', /no CA bundle for deployment\.sidecar/);
  });

  it('misses none of an operator that has none yet', () => {
    const webhooks = known([]);
    assertCheck('webhook', [{ webhooks }], 'warning', /^none of observability\/jaeger-operator is registered/);
    assertCheck('webhook', [{ webhooks, ...withDeployment(ofVersion('1.30.0')) }], 'pass', /^none: /);
  });
});

describe('the check of versions', () => {
  const image = (...images: string[]): Facts => [{}, { images }];
  const openshift = known(
    new Map([
      ['jaegertracing.io', ['v1']],
      ['route.openshift.io', ['v1']],
    ]),
  );

  it('fails for pairs that cannot work', () => {
    assertCheck('versions', image('jaegertracing/jaeger:2.13.0'), 'fail', /is Jaeger v2/, /all-in-one:1\.76\.0/);
    assertCheck('versions', image('agent=jaegertracing/jaeger-agent:1.65.0'), 'fail', /there is no agent from/);
    assertCheck('versions', [{ groups: openshift }], 'fail', /^on OpenShift/, /all-in-one:1\.62\.0/);
    assertCheck('versions', [{ groups: openshift }, { images: ['jaegertracing/all-in-one:1.62.0'] }], 'pass', /./);
    const told = deploymentOf({ args: ['start', '--jaeger-all-in-one-image=mirror/all-in-one:1.62.0'] });
    assertCheck('versions', [{ groups: openshift, ...withDeployment(told) }], 'pass', /./);
    assertCheck(
      'versions',
      [{ ...withDeployment(ofVersion('1.24.0')) }],
      'fail',
      /Ingress of v1beta1/,
      /to 1\.25 or later/,
    );
    assertCheck('versions', [{ ...withDeployment(ofVersion('1.33.0')) }], 'pass', /./);
    const settings = { storage: 'elasticsearch', 'es-url': 'http://es:9200' };
    assertCheck('versions', [withDeployment(ofVersion('1.33.0')), { settings }], 'fail', /CronJob of v1beta1/);
  });

  it('warns of an image that came after the operator, and passes the others', () => {
    assertCheck('versions', image('jaegertracing/all-in-one:1.76.0'), 'warning', /is newer than the operator 1\.65\.0/);
    assertCheck(
      'versions',
      image('jaegertracing/all-in-one:1.65.2'),
      'pass',
      /with jaegertracing\/all-in-one:1\.65\.2$/,
    );
    assertCheck('versions', image('jaegertracing/all-in-one@sha256:00'), 'pass', /./);
    assertCheck('versions', image('registry.invalid/nonesuch:1'), 'pass', /./);
  });
});
