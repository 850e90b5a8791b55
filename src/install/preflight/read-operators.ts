import {
  isOperator,
  isOperatorWebhook,
  OPERATOR_LEASE,
  operatorOf,
  selectorText,
  type OperatorName,
} from '../../jaeger/index.ts';
import type { Reader } from '../../kubernetes/ports.ts';
import type { KubernetesObject, MutatingWebhookConfiguration, Service, Workload } from '../../kubernetes/types.ts';
import { known, listFact, objectFact, type Fact } from './fact.ts';
import type { OperatorFacts } from './facts.ts';

type Webhook = NonNullable<MutatingWebhookConfiguration['webhooks']>[number];

/** A webhook of the v1 operator, and what stands behind it. */
export interface OperatorWebhookFacts {
  readonly webhook: Webhook;
  /** The name of the configuration that it stands in. */
  readonly configuration: string;
  /** Undefined: there is no such Service, or none is named. */
  readonly service: Fact<Service | undefined>;
}

interface Asked {
  readonly namespace: string;
  /** The resource that is there already names its operator. */
  readonly live: Promise<Fact<KubernetesObject | undefined>>;
  readonly signal: AbortSignal;
}

/** The v1 operators of the cluster, as far as one may look, and their webhooks: two round trips, three for one without labels. */
export async function readOperators(
  cluster: Reader,
  asked: Asked,
): Promise<{ operators: Fact<readonly OperatorFacts[]>; webhooks: Fact<readonly OperatorWebhookFacts[]> }> {
  const { signal } = asked;
  const configurations = listFact(
    'list mutatingwebhookconfigurations',
    cluster.list('mutatingwebhookconfigurations', { signal }),
  );
  const [operators, webhooks] = await Promise.all([
    findDeployments(cluster, asked, configurations).then((found) => withPods(cluster, found, signal)),
    configurations.then((found) => withServices(cluster, found, signal)),
  ]);
  return { operators, webhooks };
}

/** As the release's manifest and OLM label its Deployment, and as the chart does. */
const LABELS: readonly Readonly<Record<string, string>>[] = [
  { name: 'jaeger-operator' },
  { 'app.kubernetes.io/name': 'jaeger-operator' },
];

async function findDeployments(
  cluster: Reader,
  { namespace, live, signal }: Asked,
  configurations: Promise<Fact<readonly MutatingWebhookConfiguration[]>>,
): Promise<Fact<readonly Workload[]>> {
  const labelled = await Promise.all(
    LABELS.map((labels) =>
      listFact(
        'list deployments in all namespaces',
        cluster.list('deployments', { labelSelector: selectorText(labels), signal }),
      ),
    ),
  );
  const found = labelled.flatMap(({ value = [] }) => value);
  if (found.length > 0) return known(distinct(found));
  // Without labels by its image: where its webhook is, where the resource says, or beside the instance.
  const hooked = (await configurations).value?.flatMap(servicesOf).map((service) => service.namespace) ?? [];
  const named = operatorIn((await live).value)?.namespace;
  const refused = labelled.find(({ unread }) => unread);
  const places = new Set([...hooked, ...(named === undefined ? [] : [named]), ...(refused ? [namespace] : [])]);
  const lists = await Promise.all(
    [...places].map((place) =>
      listFact(`list deployments in ${place}`, cluster.list('deployments', { namespace: place, signal })),
    ),
  );
  const here = lists.flatMap(({ value = [] }) => value).filter(isOperator);
  return here.length > 0 ? known(distinct(here)) : (refused ?? lists.find(({ unread }) => unread) ?? known([]));
}

/** The operator that a resource names as its own. */
export const operatorIn = (live: KubernetesObject | undefined): OperatorName | undefined => live && operatorOf(live);

const distinct = (found: readonly Workload[]): readonly Workload[] => [
  ...new Map(found.map((one) => [`${one.metadata.namespace}/${one.metadata.name}`, one])).values(),
];

async function withPods(
  cluster: Reader,
  deployments: Fact<readonly Workload[]>,
  signal: AbortSignal,
): Promise<Fact<readonly OperatorFacts[]>> {
  if (deployments.unread) return deployments;
  const operators = deployments.value.map(async (deployment): Promise<OperatorFacts> => {
    const { namespace = '' } = deployment.metadata;
    const labelSelector = selectorText(deployment.spec?.selector?.matchLabels);
    const [pods, lease] = await Promise.all([
      listFact(`list pods in ${namespace}`, cluster.list('pods', { namespace, labelSelector, signal })),
      objectFact(`get leases in ${namespace}`, cluster.get('leases', { namespace, name: OPERATOR_LEASE }, { signal })),
    ]);
    return { deployment, pods, lease };
  });
  return known(await Promise.all(operators));
}

interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

const serviceOf = ({ clientConfig }: Webhook): ServiceName | undefined => {
  const { namespace, name } = clientConfig?.service ?? {};
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
};

const servicesOf = ({ webhooks = [] }: MutatingWebhookConfiguration): readonly ServiceName[] =>
  webhooks.filter(isOperatorWebhook).flatMap((webhook) => serviceOf(webhook) ?? []);

/** Both webhooks of an operator are behind one Service, which is asked for once. */
async function withServices(
  cluster: Reader,
  configurations: Fact<readonly MutatingWebhookConfiguration[]>,
  signal: AbortSignal,
): Promise<Fact<readonly OperatorWebhookFacts[]>> {
  if (configurations.unread) return configurations;
  const asked = new Map<string, Promise<Fact<Service | undefined>>>();
  const found = configurations.value.flatMap(({ metadata, webhooks = [] }) =>
    webhooks.filter(isOperatorWebhook).map(async (webhook): Promise<OperatorWebhookFacts> => {
      const name = serviceOf(webhook);
      const key = `${name?.namespace}/${name?.name}`;
      const service = asked.get(key) ?? readService(cluster, name, signal);
      asked.set(key, service);
      return { webhook, configuration: metadata.name, service: await service };
    }),
  );
  return known(await Promise.all(found));
}

const readService = async (
  cluster: Reader,
  name: ServiceName | undefined,
  signal: AbortSignal,
): Promise<Fact<Service | undefined>> =>
  name === undefined
    ? known(undefined)
    : objectFact(`get services in ${name.namespace}`, cluster.get('services', name, { signal }));
