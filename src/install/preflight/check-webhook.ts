import { shellWord } from '../../errors/index.ts';
import { INSTANCE_WEBHOOK, selectsPod } from '../../jaeger/index.ts';
import type { Pod } from '../../kubernetes/types.ts';
import { carrierOf, operatorVersion, placeOf } from './check-operator.ts';
import { known, unknown } from './fact.ts';
import type { OperatorFacts, PreflightFacts } from './facts.ts';
import type { OperatorWebhookFacts } from './read-operators.ts';
import { isBefore } from './release.ts';
import { fail, pass, warning, type Found } from './report.ts';

/** From here on the operator has webhooks. */
const WITH_WEBHOOKS = '1.31';

export const webhook = (facts: PreflightFacts): Found | undefined => {
  const { webhooks } = facts;
  if (webhooks.unread) return unknown(webhooks);
  const found = webhooks.value.map((one) => ofWebhook(one, facts)).filter((one) => one !== undefined);
  const isThere = webhooks.value.some(({ webhook: { name } }) => name === INSTANCE_WEBHOOK);
  const worst = found.find(({ verdict }) => verdict === 'fail') ?? found[0];
  if (worst !== undefined) return worst;
  if (isThere) return pass(`${INSTANCE_WEBHOOK} has a CA bundle, and a ready Pod behind its Service`);
  const carrier = carrierOf(facts)?.deployment;
  const version = carrier && operatorVersion(carrier);
  if (carrier === undefined || version === undefined) return undefined;
  return isBefore(version, WITH_WEBHOOKS)
    ? pass(`none: the operator has them from ${WITH_WEBHOOKS} on`)
    : warning(
        `none of ${placeOf(carrier)} is registered: instances are made unchecked, and no Deployment gets an agent`,
        'kubectl get mutatingwebhookconfigurations',
      );
};

/** What is wrong with one. The API server refuses every instance while the one for instances cannot be asked. */
function ofWebhook(
  { webhook: hook, configuration, service }: OperatorWebhookFacts,
  facts: PreflightFacts,
): Found | undefined {
  const { name, clientConfig = {} } = hook;
  const wrong = name === INSTANCE_WEBHOOK ? fail : warning;
  if ((clientConfig.caBundle ?? '') === '')
    return wrong(
      `mutatingwebhookconfigurations/${configuration} has no CA bundle for ${name}: the API server does not trust it`,
      'kubectl get certificates,pods -A  # cert-manager writes it: whether it runs, and the Certificate is Ready',
    );
  const { namespace = '', name: serviceName = '' } = clientConfig.service ?? {};
  if (service.unread) return unknown(service);
  if (service.value === undefined)
    return wrong(
      `${name} is asked by the Service ${namespace}/${serviceName}, which is not there: left behind by an operator that is gone`,
      `kubectl get mutatingwebhookconfiguration ${shellWord(configuration)} -o yaml`,
    );
  const behind = podsOf(facts);
  if (behind.unread) return unknown(behind);
  const pods = behind.value.filter((pod) => service.value !== undefined && selectsPod(service.value, pod));
  return pods.some(isReady)
    ? undefined
    : wrong(
        `no ready Pod is behind the Service ${namespace}/${serviceName} of ${name}`,
        `kubectl get pods,endpointslices -n ${shellWord(namespace)}`,
      );
}

function podsOf({ operators }: PreflightFacts): OperatorFacts['pods'] {
  if (operators.unread) return operators;
  const lists = operators.value.map(({ pods }) => pods);
  return lists.find(({ unread }) => unread) ?? known(lists.flatMap(({ value = [] }) => value));
}

const isReady = ({ status }: Pod): boolean =>
  (status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True');
