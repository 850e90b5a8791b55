import type { Target } from '../../kubernetes/ports.ts';
import { crd, namespace, rights, server } from './check-cluster.ts';
import { instance, leftovers, managers, names } from './check-instance.ts';
import { operator, operatorLease, operatorScope } from './check-operator.ts';
import { quota } from './check-quota.ts';
import { claims, elasticsearch, kafka, storageClass } from './check-storage.ts';
import { versions } from './check-versions.ts';
import { webhook } from './check-webhook.ts';
import type { PreflightFacts, PreflightRequest } from './facts.ts';
import { gatherPreflight, type PreflightSource } from './gather.ts';
import { CHECKS, type Check, type CheckId, type Found, type PreflightReport } from './report.ts';

/** One place for each check. Undefined: it has nothing to look at. */
const LOOKS: Readonly<Record<CheckId, (facts: PreflightFacts) => Found | undefined>> = {
  server,
  crd,
  namespace,
  rights,
  instance,
  managers,
  operator,
  'operator-scope': operatorScope,
  'operator-lease': operatorLease,
  webhook,
  versions,
  elasticsearch,
  kafka,
  'storage-class': storageClass,
  claims,
  names,
  leftovers,
  quota,
};

/** What the facts say, of all checks. */
export const checksOf = (facts: PreflightFacts): readonly Check[] =>
  CHECKS.flatMap((id) => {
    const found = LOOKS[id](facts);
    return found === undefined ? [] : { id, ...found };
  });

/**
 * Whether an instance of the v1 operator would come up as it is asked for; nothing is changed. What may not be looked at is a warning.
 * Throws what keeps one from asking the server at all, and USAGE.
 */
export async function preflight(
  cluster: PreflightSource & { readonly target: Target },
  request: PreflightRequest,
  signal: AbortSignal,
): Promise<PreflightReport> {
  const { namespace: space, name } = request.options;
  const { context, server: address } = cluster.target;
  return {
    apiVersion: 'jaeger.kubectl/v1alpha1',
    kind: 'PreflightReport',
    context,
    server: address,
    namespace: space,
    name,
    checks: checksOf(await gatherPreflight(cluster, request, signal)),
  };
}
