import { shellWord } from '../../errors/index.ts';
import { leaderOf, LONGEST_LEASE, operatorImage, versionOfImage } from '../../jaeger/index.ts';
import type { Lease, Workload } from '../../kubernetes/types.ts';
import { unknown } from './fact.ts';
import type { OperatorFacts, PreflightFacts } from './facts.ts';
import { operatorIn } from './read-operators.ts';
import { fail, pass, warning, type Found } from './report.ts';
import { includes, scopeOf, scopeText } from './watch-scope.ts';

export const placeOf = ({ metadata: { namespace = '', name } }: Workload): string => `${namespace}/${name}`;

const inItsNamespace = ({ metadata: { namespace = '' } }: Workload): string => `-n ${shellWord(namespace)}`;

const readyOf = ({ status }: Workload): number => status?.readyReplicas ?? 0;

/** Its tag; undefined without one. */
export function operatorVersion(deployment: Workload): string | undefined {
  const image = operatorImage(deployment);
  return image === undefined ? undefined : versionOfImage(image);
}

/** Those that would carry it out: for a resource that is there already, the one that it names. */
function candidatesOf({ operators, live }: PreflightFacts): readonly OperatorFacts[] {
  const named = operatorIn(live.value);
  const all = operators.value ?? [];
  return named === undefined
    ? all
    : all.filter(
        ({ deployment: { metadata } }) => metadata.namespace === named.namespace && metadata.name === named.name,
      );
}

/** The one that will, as far as it is known: ready, and of this namespace, where there are several. */
export function carrierOf(facts: PreflightFacts): OperatorFacts | undefined {
  const { namespace } = facts.request.options;
  const candidates = candidatesOf(facts);
  const ready = candidates.filter(({ deployment }) => readyOf(deployment) > 0);
  const among = ready.length > 0 ? ready : candidates;
  return among.find(({ deployment }) => includes(scopeOf(deployment), namespace) !== false) ?? among[0];
}

export const operator = (facts: PreflightFacts): Found => {
  const carrier = carrierOf(facts)?.deployment;
  if (carrier === undefined) return facts.operators.unread ? unknown(facts.operators) : absent(facts);
  const { name } = carrier.metadata;
  const [ready, wanted] = [readyOf(carrier), carrier.spec?.replicas ?? 1];
  const version = operatorVersion(carrier) ?? 'of an unknown version';
  if (ready > 0) return withOldProxy(carrier) ?? pass(`${placeOf(carrier)}, ${version}, ${ready}/${wanted} ready`);
  if (wanted === 0)
    return fail(
      `${placeOf(carrier)} is scaled to 0: nobody carries out a resource`,
      `kubectl scale deployment ${shellWord(name)} --replicas=1 ${inItsNamespace(carrier)}`,
    );
  return fail(
    `none of the Pods of ${placeOf(carrier)} is ready: nobody carries out a resource`,
    ...(withOldProxy(carrier)?.next ?? []),
    `kubectl get pods,events ${inItsNamespace(carrier)}`,
    `kubectl logs deployment/${shellWord(name)} --all-containers ${inItsNamespace(carrier)}`,
  );
};

function absent({ live, request }: PreflightFacts): Found {
  const named = operatorIn(live.value);
  const { name, namespace } = request.options;
  if (named === undefined)
    return fail(
      'there is no Deployment of a jaeger-operator in any namespace: nobody carries out a resource',
      'install the v1 operator',
      'kubectl get deployments -A -o wide',
    );
  return fail(
    `jaegers/${name} belongs to ${named.namespace}/${named.name}, which is not there: every other operator passes over it`,
    `kubectl label jaeger ${shellWord(name)} jaegertracing.io/operated-by- -n ${shellWord(namespace)}  # gives it to another`,
  );
}

const GONE = 'gcr.io/kubebuilder/kube-rbac-proxy:';

/** That registry path is no more, since March 2026: on a node that does not have it yet the Pod cannot start. */
function withOldProxy(deployment: Workload): Found | undefined {
  const proxy = deployment.spec?.template?.spec?.containers?.find(({ image = '' }) => image.startsWith(GONE));
  if (proxy?.image === undefined) return undefined;
  const moved = proxy.image.replace(GONE, 'quay.io/brancz/kube-rbac-proxy:');
  return warning(
    `${placeOf(deployment)} wants ${proxy.image}, which can no longer be pulled: on another node it does not start`,
    `kubectl set image deployment/${shellWord(deployment.metadata.name)} ${proxy.name}=${moved} ${inItsNamespace(deployment)}`,
  );
}

export const operatorScope = (facts: PreflightFacts): Found | undefined => {
  const carrier = carrierOf(facts)?.deployment;
  if (carrier === undefined) return undefined;
  const { namespace } = facts.request.options;
  const scope = scopeOf(carrier);
  const isIn = includes(scope, namespace);
  if (isIn === true) return pass(`${placeOf(carrier)} watches ${scopeText(scope)}`);
  if (isIn === undefined)
    return {
      ...warning(
        `not known: ${placeOf(carrier)} takes WATCH_NAMESPACE from somewhere that is not looked at`,
        `kubectl get deployment ${shellWord(carrier.metadata.name)} ${inItsNamespace(carrier)} -o yaml`,
      ),
      unknown: true,
    };
  const names = [...(scope?.namespaces ?? []), namespace].join(',');
  return fail(
    `${placeOf(carrier)} watches ${scopeText(scope)}, and not ${namespace}: it would never see the resource`,
    scope?.isByOlm
      ? `add ${namespace} to the OperatorGroup: kubectl get operatorgroups ${inItsNamespace(carrier)}`
      : `kubectl set env deployment/${shellWord(carrier.metadata.name)} WATCH_NAMESPACE=${shellWord(names)} ${inItsNamespace(carrier)}  # and its rights must reach there`,
  );
};

/** A Pod that runs and does not lead injects, and carries out nothing. */
export const operatorLease = (facts: PreflightFacts): Found | undefined => {
  const carrier = carrierOf(facts);
  if (carrier === undefined || readyOf(carrier.deployment) === 0) return undefined;
  const { lease, pods, deployment } = carrier;
  if (lease.unread) return unknown(lease);
  const leader = lease.value && leaderOf(lease.value);
  if (lease.value === undefined || leader === undefined) return pass('nobody holds one: a single Pod leads without');
  if (pods.unread) return unknown(pods);
  if (!pods.value.some(({ metadata }) => metadata.name === leader))
    return heldElsewhere(lease.value, deployment, facts.request.now);
  return expired(lease.value, facts.request.now)
    ? warning(
        `${leader} holds it, and has not renewed it since ${lease.value.spec?.renewTime}: it may hang`,
        `kubectl logs ${shellWord(leader)} --all-containers ${inItsNamespace(deployment)}`,
      )
    : pass(`held by ${leader}`);
};

const NO_LEASE = { leaseDurationSeconds: 0, renewTime: '' };

/** When it runs out, in milliseconds since 1970; NaN where it does not say. */
const endOf = ({ spec = NO_LEASE }: Lease): number =>
  Date.parse(spec.renewTime ?? '') + (spec.leaseDurationSeconds ?? 0) * 1000;

const expired = (lease: Lease, now: Date): boolean => endOf(lease) < now.getTime();

/** A stopped operator leaves its lease behind: the next one leads when that has run out, usually within three minutes. */
function heldElsewhere(lease: Lease, deployment: Workload, now: Date): Found {
  const { holderIdentity: holder = '', leaseDurationSeconds: duration = 0 } = lease.spec ?? {};
  const evidence = `the lease is held by ${holder}, which is no Pod of ${placeOf(deployment)}: until it leads the operator carries out nothing`;
  if (duration <= LONGEST_LEASE || expired(lease, now))
    return warning(
      evidence,
      `it takes over by itself, within ${Math.ceil(Math.min(duration, LONGEST_LEASE) / 60)} minutes`,
    );
  return fail(
    `${evidence}; it is for ${duration} s`,
    `kubectl delete lease ${lease.metadata.name} ${inItsNamespace(deployment)}`,
  );
}
