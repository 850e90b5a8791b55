import type { Jaeger, KubernetesObject, PersistentVolumeClaim, Pod, Service } from '../kubernetes/types.ts';
import { componentOf } from './components.ts';
import { storageOf, strategyOf } from './custom-resource.ts';
import type { Facts } from './facts.ts';
import type { JaegerInstance, Member } from './instance.ts';
import { INSTANCE, JOB_NAME, MANAGED_BY } from './labels.ts';
import { claimNamesOf } from './mounts.ts';
import { isOwnedBy, jobsOfOperator } from './owners.ts';
import { serviceAt, spanStoreOf } from './span-store.ts';

/** Every instance of the v1 operator among the facts, with what belongs to it and why, by namespace and name. */
export function findInstances(facts: Facts): readonly JaegerInstance[] {
  return facts.jaegers.map((jaeger) => instanceOf(jaeger, facts)).toSorted(byNamespaceAndName);
}

function instanceOf(jaeger: Jaeger, facts: Facts): JaegerInstance {
  const { name, namespace = '', creationTimestamp } = jaeger.metadata;
  const storage = storageMembers(jaeger, facts);
  const pods = [...labelledPods(jaeger, facts), ...jobPods(jaeger, facts), ...storage.pods];
  return {
    namespace,
    name,
    flavour: 'jaeger-operator',
    strategy: strategyOf(jaeger),
    storage: storageOf(jaeger),
    version: jaeger.status?.version || undefined,
    phase: jaeger.status?.phase || undefined,
    createdAt: creationTimestamp,
    evidence: [{ object: `jaegers/${name}`, because: 'custom resource jaegers.jaegertracing.io/v1' }],
    pods: byName(pods),
    services: byName([...ownServices(jaeger, facts), ...storage.services]),
    claims: byName(claimsOf(pods, facts)),
  };
}

/** The operator lists by exactly these labels, and cuts the instance's name to what a label can hold. */
function isLabelledFor(jaeger: Jaeger, { metadata }: KubernetesObject): boolean {
  return (
    metadata.namespace === jaeger.metadata.namespace &&
    metadata.labels?.[MANAGED_BY] === 'jaeger-operator' &&
    metadata.labels[INSTANCE] === jaeger.metadata.name.slice(0, 63)
  );
}

const labelledPods = (jaeger: Jaeger, { pods }: Facts): Member<Pod>[] =>
  pods
    .filter((pod) => isLabelledFor(jaeger, pod))
    .map((pod) => ({ object: pod, component: componentOf(pod), because: `label ${INSTANCE}` }));

/** Pods of rollover and schema Jobs have no label of the operator: they are the instance's through their owners. */
function jobPods(jaeger: Jaeger, { pods, jobs, cronJobs }: Facts): Member<Pod>[] {
  const unlabelled = pods.filter((pod) => !isLabelledFor(jaeger, pod));
  return jobsOfOperator(jobs, cronJobs, [jaeger]).flatMap((job) => {
    const maker = cronJobs.find((cronJob) => isOwnedBy(job, cronJob)) ?? job;
    const because = `owner jobs/${job.metadata.name}`;
    const isOfJob = (pod: Pod): boolean =>
      isOwnedBy(pod, job) ||
      (pod.metadata.namespace === job.metadata.namespace && pod.metadata.labels?.[JOB_NAME] === job.metadata.name);
    return unlabelled.filter(isOfJob).map((pod) => ({ object: pod, component: componentOf(maker), because }));
  });
}

const ownServices = (jaeger: Jaeger, { services }: Facts): Member<Service>[] =>
  services
    .filter((service) => isLabelledFor(jaeger, service) || isOwnedBy(service, jaeger))
    .map((service) => ({
      object: service,
      component: componentOf(service),
      because: isOwnedBy(service, jaeger) ? `owner jaegers/${jaeger.metadata.name}` : `label ${INSTANCE}`,
    }));

interface StorageMembers {
  readonly pods: readonly Member<Pod>[];
  readonly services: readonly Member<Service>[];
}

/** The span store inside the cluster: the Service that the instance names, the Pods behind it, and their other Services. */
function storageMembers(jaeger: Jaeger, facts: Facts): StorageMembers {
  const named = serviceAt(facts.services, spanStoreOf(jaeger));
  if (!named) return { pods: [], services: [] };
  const because = `services/${named.metadata.name}, which the instance names as its span store`;
  const member = <T extends KubernetesObject>(object: T): Member<T> => ({ object, component: 'storage', because });
  const pods = facts.pods.filter((pod) => selects(named, pod));
  const others = facts.services.filter(
    (service) => service !== named && pods.some((pod) => selects(service, pod)) && !isLabelledFor(jaeger, service),
  );
  return { pods: pods.map(member), services: [named, ...others].map(member) };
}

/** A Service without a selector selects nothing. */
function selects({ metadata, spec }: Service, pod: Pod): boolean {
  const selector = Object.entries(spec?.selector ?? {});
  return (
    selector.length > 0 &&
    metadata.namespace === pod.metadata.namespace &&
    selector.every(([key, value]) => pod.metadata.labels?.[key] === value)
  );
}

/** Claims carry no label of Jaeger: they are the instance's because its Pods mount them. */
function claimsOf(pods: readonly Member<Pod>[], { claims }: Facts): Member<PersistentVolumeClaim>[] {
  return claims.flatMap((claim) => {
    const user = pods.find(
      ({ object }) =>
        object.metadata.namespace === claim.metadata.namespace && claimNamesOf(object).includes(claim.metadata.name),
    );
    return user
      ? [{ object: claim, component: user.component, because: `volume of pods/${user.object.metadata.name}` }]
      : [];
  });
}

const byName = <T extends KubernetesObject>(members: readonly Member<T>[]): readonly Member<T>[] =>
  members.toSorted((one, other) => compare(one.object.metadata.name, other.object.metadata.name));

const byNamespaceAndName = (one: JaegerInstance, other: JaegerInstance): number =>
  compare(one.namespace, other.namespace) || compare(one.name, other.name);

/** By code unit, as kubectl sorts: a locale would order the same list differently on another machine. */
const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
