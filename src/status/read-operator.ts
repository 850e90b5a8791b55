import {
  FactReader,
  isOperator,
  isOperatorWebhook,
  OPERATOR_LEASE,
  operatorOf,
  type FactError,
  type Facts,
  type FactSource,
  type OperatorName,
} from '../jaeger/index.ts';
import type { Jaeger, Workload } from '../kubernetes/types.ts';
import type { OperatorEvidence, OperatorWebhook } from './findings/evidence.ts';
import { operatorDeployment } from './findings/operator-facts.ts';

/** Instances with the same one have the same operator. */
export function operatorId(jaeger: Jaeger): string {
  const name = operatorOf(jaeger);
  return name ? `${name.namespace}/${name.name}` : '';
}

/** How an operator is: its Deployment, Pods, lease and webhooks. A new resource does not name it yet; its webhooks do. */
export async function readOperator(
  cluster: FactSource,
  facts: Facts,
  jaeger: Jaeger,
  note: (failed: readonly FactError[]) => void,
): Promise<OperatorEvidence> {
  const reader = new FactReader(cluster);
  const webhooks = readWebhooks(reader);
  const labelled = operatorOf(jaeger);
  const namespace = labelled?.namespace ?? namespaceOf(await webhooks);
  const inNamespace = namespace === undefined ? undefined : readIn(reader, namespace, { labelled, facts, jaeger });
  const { deployment, pods = [], lease } = (await inNamespace) ?? {};
  const ofOperator = (await webhooks).filter(({ clientConfig }) => clientConfig?.service?.namespace === namespace);
  note(reader.errors);
  return {
    name:
      labelled ??
      (namespace === undefined ? undefined : { namespace, name: deployment?.metadata.name ?? 'jaeger-operator' }),
    deployment,
    pods,
    lease,
    webhooks: ofOperator,
    unread: reader.errors.map(({ resource }) => resource),
  };
}

async function readWebhooks(reader: FactReader): Promise<readonly OperatorWebhook[]> {
  const configurations = await reader.list('mutatingwebhookconfigurations', {});
  return configurations
    .flatMap(({ metadata, webhooks = [] }) => webhooks.map((webhook) => ({ ...webhook, configuration: metadata.name })))
    .filter(isOperatorWebhook);
}

const namespaceOf = (webhooks: readonly OperatorWebhook[]): string | undefined =>
  webhooks.flatMap(({ clientConfig }) => clientConfig?.service?.namespace ?? [])[0];

interface Known {
  readonly labelled: OperatorName | undefined;
  readonly facts: Facts;
  readonly jaeger: Jaeger;
}

async function readIn(
  reader: FactReader,
  namespace: string,
  { labelled, facts, jaeger }: Known,
): Promise<Pick<OperatorEvidence, 'deployment' | 'pods' | 'lease'>> {
  const known = operatorDeployment(facts, jaeger);
  const [deployment, pods, lease] = await Promise.all([
    known ?? (labelled ? reader.get('deployments', labelled) : findOperator(reader, namespace)),
    reader.list('pods', { namespace }),
    reader.get('leases', { namespace, name: OPERATOR_LEASE }),
  ]);
  return { deployment, pods, lease };
}

const findOperator = async (reader: FactReader, namespace: string): Promise<Workload | undefined> =>
  (await reader.list('deployments', { namespace })).find(isOperator);
