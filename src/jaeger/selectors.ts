import type { KubernetesObject, Pod, Service } from '../kubernetes/types.ts';
import type { FoundWorkload } from './facts.ts';
import { INSTANCE, JAEGER_OPERATOR, MANAGED_BY } from './labels.ts';
import { isOwnedBy } from './owners.ts';

type Labels = Readonly<Record<string, string>>;

/** An empty selector of a Service selects nothing, and so it is here. */
function matches(selector: Labels | undefined, labels: Labels | undefined): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value);
}

/** As the API server takes it, and as kubectl prints it. */
export const selectorText = (labels: Labels = {}): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .toSorted()
    .join(',');

/**
 * What the v1 operator makes for an instance: it lists its own by these labels. The name is cut to what a label can hold; its stores have
 * no manager, and are told by another label (jaeger-operator 1.65).
 */
export const instanceSelector = (name: string, made: Labels = { [MANAGED_BY]: JAEGER_OPERATOR }): string =>
  selectorText({ [INSTANCE]: instanceLabel(name), ...made });

const instanceLabel = (name: string): string => name.slice(0, 63).replace(/[-.]+$/, '');

/** Whether an object is labelled as the v1 operator labels what it makes for an instance, whoever owns it. */
export const isMadeFor = ({ metadata: { labels } }: KubernetesObject, name: string): boolean =>
  matches({ [INSTANCE]: instanceLabel(name), [MANAGED_BY]: JAEGER_OPERATOR }, labels);

const inOneNamespace = (one: KubernetesObject, other: KubernetesObject): boolean =>
  one.metadata.namespace === other.metadata.namespace;

export const selectsPod = (service: Service, pod: Pod): boolean =>
  inOneNamespace(service, pod) && matches(service.spec?.selector, pod.metadata.labels);

/** Whether the Pods that a workload makes stand behind a Service, be there any now or not. */
export const selectsWorkload = (service: Service, workload: FoundWorkload): boolean =>
  inOneNamespace(service, workload) && matches(service.spec?.selector, workload.spec?.template?.metadata?.labels);

/** A workload of any kind, by the plural name of its resource. */
interface Maker extends KubernetesObject {
  readonly resource: string;
  readonly spec?: { readonly selector?: { readonly matchLabels?: Labels } };
}

/** By way of ReplicaSets that have their name and a hash (Kubernetes 1.36; Argo Rollouts 1.8). */
const BY_REPLICA_SETS: ReadonlySet<string> = new Set(['deployments', 'rollouts']);

/** Selectors overlap by carelessness; owners do not. */
export function makes(workload: Maker, pod: Pod): boolean {
  if (!inOneNamespace(workload, pod)) return false;
  if (isOwnedBy(pod, workload)) return true;
  const { name } = workload.metadata;
  return (
    BY_REPLICA_SETS.has(workload.resource) &&
    matches(workload.spec?.selector?.matchLabels, pod.metadata.labels) &&
    (pod.metadata.ownerReferences ?? []).some(
      (owner) => owner.kind === 'ReplicaSet' && owner.name.slice(0, owner.name.lastIndexOf('-')) === name,
    )
  );
}
