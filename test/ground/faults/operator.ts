import type { Cluster } from '../cluster.ts';
import { podsGone } from '../sets/set.ts';
import { field, type Fault, type Sight } from './fault.ts';

const NAMESPACE = 'observability';
const DEPLOYMENT = 'deployment/jaeger-operator';
const LEASE = '31e04290.jaegertracing.io';
const WEBHOOKS = 'jaeger-operator-mutating-webhook-configuration';

const operator = (cluster: Cluster, ...args: string[]): Promise<string> => cluster.kubectl('-n', NAMESPACE, ...args);
const common = { needs: ['operator'], images: [] };

const available = (is: RegExp): Sight =>
  field('operators available', [NAMESPACE, DEPLOYMENT], '{.status.availableReplicas}', is);

const PODS = 'name=jaeger-operator';
const scale = (cluster: Cluster, replicas: number): Promise<string> =>
  operator(cluster, 'scale', DEPLOYMENT, `--replicas=${replicas}`);

/** Starts the operator anew, with the lease as `change` leaves it: while one runs, the lease is written by two. */
async function restart(cluster: Cluster, change: () => Promise<unknown>): Promise<void> {
  await scale(cluster, 0);
  await podsGone(cluster, NAMESPACE, PODS);
  await change();
  await scale(cluster, 1);
}

/** A lease that is not there is taken at once; one that nobody renews, only minutes later. */
const startAnew = (cluster: Cluster): Promise<void> =>
  restart(cluster, () => operator(cluster, 'delete', 'lease', LEASE, '--ignore-not-found'));

/** Until it has the lease, an operator admits and injects, but reconciles nothing. */
const works = [
  available(/^1$/),
  field(
    'operator and holder of its lease',
    [NAMESPACE, 'pods,leases'],
    '{.items[*].metadata.name} {.items[*].spec.holderIdentity}',
    /^(jaeger-operator-\S+) 31e04290\S+ \1_/,
  ),
  field(
    'endpoints of the webhook',
    [NAMESPACE, 'endpointslices', '-l', 'kubernetes.io/service-name=jaeger-operator-webhook-service'],
    '{.items[*].endpoints[*].conditions.ready}',
    /^true$/,
  ),
];

const operatorGone: Fault = {
  ...common,
  name: 'operator-gone',
  what: 'the operator scaled to nothing',
  notUnder: ['operator-lease'],
  put: async (cluster) => void (await scale(cluster, 0)),
  takeOff: startAnew,
  seen: [available(/^$/), field('Pods', [NAMESPACE, 'pods', '-l', PODS], '{.items[*].metadata.name}', /^$/)],
  healed: works,
};

/** Older leaders that nobody ended, say. Whoever waits for a lease believes the duration that stands in it. */
const HELD = {
  holderIdentity: 'an-operator-elsewhere_00000000-0000-0000-0000-000000000000',
  leaseDurationSeconds: 7 * 24 * 3600,
};

const operatorLease: Fault = {
  ...common,
  name: 'operator-lease',
  what: 'the operator waiting for its lease, which another one holds: it injects, and reconciles nothing',
  notUnder: ['operator-gone'],
  put: (cluster) =>
    restart(cluster, () =>
      operator(cluster, 'patch', 'lease', LEASE, '--type=merge', '-p', JSON.stringify({ spec: HELD })),
    ),
  takeOff: startAnew,
  seen: [
    available(/^1$/),
    field('lease held by', [NAMESPACE, 'lease', LEASE], '{.spec.holderIdentity}', /^an-operator-elsewhere_/),
  ],
  healed: works,
};

const probe = {
  kubectl: ['create', '--dry-run=server', '-f', '-'],
  input: JSON.stringify({
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'probe', namespace: 'default' },
  }),
};

/** `caBundle` of all webhooks of the configuration. */
async function certify(cluster: Cluster, caBundle: string | null): Promise<void> {
  const names = await cluster.kubectl(
    'get',
    'mutatingwebhookconfiguration',
    WEBHOOKS,
    '-o',
    'jsonpath={.webhooks[*].name}',
  );
  const webhooks = names.split(' ').map((name) => ({ name, clientConfig: { caBundle } }));
  await cluster.kubectl('patch', 'mutatingwebhookconfiguration', WEBHOOKS, '-p', JSON.stringify({ webhooks }));
}

const bundles = (is: RegExp): Sight => ({
  name: 'caBundle',
  kubectl: ['get', 'mutatingwebhookconfiguration', WEBHOOKS, '-o', 'jsonpath={.webhooks[*].clientConfig.caBundle}'],
  is,
});

/** As if cert-manager's injector had not been there yet. */
const webhookCa: Fault = {
  ...common,
  name: 'webhook-ca',
  what: 'the mutating webhook without a CA: instances are refused, sidecars silently not injected',
  notUnder: ['operator-gone'],
  put: (cluster) => certify(cluster, null),
  async takeOff(cluster) {
    const path = String.raw`jsonpath={.data.tls\.crt}`;
    await certify(cluster, await operator(cluster, 'get', 'secret', 'jaeger-operator-service-cert', '-o', path));
  },
  seen: [bundles(/^$/), { name: 'a Jaeger is refused', ...probe, is: /x509: certificate signed by unknown authority/ }],
  healed: [
    bundles(/^\S+ \S+$/),
    { name: 'a Jaeger is', ...probe, is: /created \(server dry run\)|connection refused|no endpoints available/ },
  ],
};

/** In the order in which they can stand together: a webhook that is not reached says nothing of certificates. */
export const operatorFaults: readonly Fault[] = [webhookCa, operatorLease, operatorGone];
