import type { CronJob, Job, KubernetesObject, PersistentVolumeClaim, Pod, Service } from '../kubernetes/types.ts';
import { componentOf } from './components.ts';
import type { Facts, MemberFacts } from './facts.ts';
import { jobRoleOfImage } from './images.ts';
import type { Component, InstanceRoot, JaegerInstance, Member } from './instance.ts';
import { INSTANCE, JAEGER_OPERATOR, JOB_NAME, MANAGED_BY, OTEL_OPERATOR } from './labels.ts';
import { claimNamesOf } from './mounts.ts';
import { isOwnedBy } from './owners.ts';
import { compare } from './order.ts';
import { accessMembers } from './access-members.ts';
import { makes, selectsPod, selectsWorkload } from './selectors.ts';
import { serviceAt, storesOf } from './stores.ts';

/** An instance with everything that belongs to it and why. `others` are the roots around it, for what could be anybody's. */
export function withMembers(root: InstanceRoot, facts: Facts, others: readonly InstanceRoot[]): JaegerInstance {
  const cronJobs = cronJobsOf(root, facts, others);
  const jobs = jobsOf(root, cronJobs, facts, others);
  const stores = storeMembers(root, facts);
  const pods = distinct([...podsOf(root, facts), ...podsOfJobs(jobs, facts), ...stores.pods]);
  const services = distinct([...servicesOf(root, facts), ...stores.services]);
  return {
    ...root,
    pods: byName(pods),
    services: byName(services),
    claims: byName(claimsOf(pods, facts)),
    cronJobs: byName(cronJobs),
    jobs: byName(jobs),
    ...accessMembers(root, services, facts),
  };
}

/** Why an object is of an instance by what an operator wrote on it; undefined where no operator did. */
function marked(root: InstanceRoot, object: KubernetesObject): string | undefined {
  const { labels = {}, namespace } = object.metadata;
  const resource = root.jaeger ?? root.collector;
  if (resource && isOwnedBy(object, resource)) {
    return `owner ${root.jaeger ? 'jaegers' : 'opentelemetrycollectors'}/${resource.metadata.name}`;
  }
  const [manager, instance] =
    root.flavour === 'jaeger-operator'
      ? [JAEGER_OPERATOR, root.name.slice(0, 63)]
      : [root.flavour === 'otel-operator' ? OTEL_OPERATOR : undefined, `${root.namespace}.${root.name}`];
  const isLabelled = manager !== undefined && labels[MANAGED_BY] === manager && labels[INSTANCE] === instance;
  return isLabelled && namespace === root.namespace ? `label ${INSTANCE}` : undefined;
}

function podsOf(root: InstanceRoot, { pods }: Facts): Member<Pod>[] {
  return pods.flatMap((pod) => {
    const maker = root.workloads.find(({ object }) => makes(object, pod));
    if (maker)
      return {
        object: pod,
        component: maker.component,
        because: `owner ${maker.object.resource}/${maker.object.metadata.name}`,
      };
    const because = marked(root, pod);
    return because === undefined ? [] : { object: pod, component: componentOf(pod), because };
  });
}

function servicesOf(root: InstanceRoot, { services }: Facts): Member<Service>[] {
  return services.flatMap((service) => {
    const behind = root.workloads.find(({ object }) => selectsWorkload(service, object));
    const because =
      marked(root, service) ?? (behind && `selects Pods of ${behind.object.resource}/${behind.object.metadata.name}`);
    if (because === undefined) return [];
    const labelled = componentOf(service);
    return {
      object: service,
      component: labelled === 'unknown' ? (behind?.component ?? 'unknown') : labelled,
      because,
    };
  });
}

const cronJobsOf = (root: InstanceRoot, { cronJobs }: Facts, others: readonly InstanceRoot[]): Member<CronJob>[] =>
  cronJobs.flatMap((cronJob) => {
    const { spec } = cronJob.spec?.jobTemplate?.spec?.template ?? {};
    return memberByWork(root, cronJob, { images: imagesOf(spec?.containers), others }) ?? [];
  });

function jobsOf(
  root: InstanceRoot,
  cronJobs: readonly Member<CronJob>[],
  { jobs }: Facts,
  others: readonly InstanceRoot[],
): Member<Job>[] {
  return jobs.flatMap((job) => {
    const maker = cronJobs.find(({ object }) => isOwnedBy(job, object));
    if (maker)
      return { object: job, component: maker.component, because: `owner cronjobs/${maker.object.metadata.name}` };
    const { spec } = job.spec?.template ?? {};
    return memberByWork(root, job, { images: imagesOf(spec?.containers), others }) ?? [];
  });
}

const imagesOf = (containers: readonly { readonly image?: string }[] = []): readonly string[] =>
  containers.flatMap(({ image }) => image ?? []);

interface Work {
  readonly images: readonly string[];
  readonly others: readonly InstanceRoot[];
}

/** Jobs of a chart or of nobody are known by their image, and are the instance's when the release or the name says so, or no other is there. */
function memberByWork<T extends KubernetesObject>(
  root: InstanceRoot,
  object: T,
  { images, others }: Work,
): Member<T> | undefined {
  const because = marked(root, object);
  if (because !== undefined) return { object, component: componentOf(object), because };
  const { labels = {}, name, namespace, ownerReferences = [] } = object.metadata;
  const role = images.map(jobRoleOfImage).find((component) => component !== undefined);
  const isForeign =
    namespace !== root.namespace || ownerReferences.length > 0 || labels[MANAGED_BY] === JAEGER_OPERATOR;
  if (role === undefined || isForeign || root.flavour === 'jaeger-operator') return undefined;
  const neighbours = others.filter((other) => other.namespace === namespace && other.flavour !== 'jaeger-operator');
  const named = neighbours.filter((other) => labels[INSTANCE] === other.name || name.startsWith(`${other.name}-`));
  const owners = named.length > 0 ? named : neighbours;
  return owners.length === 1 && owners[0] === root
    ? { object, component: roleByName(role, name), because: `image ${images[0] ?? ''}` }
    : undefined;
}

/** One image does both. */
const roleByName = (role: Component, name: string): Component =>
  role === 'rollover' && name.includes('lookback') ? 'lookback' : role;

/** A Job has the labels of its Pods, and those of rollover and schema Jobs have none of the operator. */
function podsOfJobs(jobs: readonly Member<Job>[], { pods }: MemberFacts): Member<Pod>[] {
  return jobs.flatMap(({ object: job, component }) =>
    pods
      .filter(
        (pod) =>
          isOwnedBy(pod, job) ||
          (pod.metadata.namespace === job.metadata.namespace && pod.metadata.labels?.[JOB_NAME] === job.metadata.name),
      )
      .map((pod) => ({ object: pod, component, because: `owner jobs/${job.metadata.name}` })),
  );
}

interface StoreMembers {
  readonly pods: readonly Member<Pod>[];
  readonly services: readonly Member<Service>[];
}

/** What stands behind the Services that the instance names as its store: their Pods, and the other Services of these. */
function storeMembers(root: InstanceRoot, facts: Facts): StoreMembers {
  const found = storesOf(root).map(({ address, component }): StoreMembers => {
    const named = serviceAt(facts.services, address);
    if (!named) return { pods: [], services: [] };
    const because = `services/${named.metadata.name}, which the instance names as its ${component === 'kafka' ? 'Kafka' : 'span store'}`;
    const member = <T extends KubernetesObject>(object: T): Member<T> => ({ object, component, because });
    const pods = facts.pods.filter((pod) => selectsPod(named, pod));
    const beside = facts.services.filter(
      (service) =>
        service !== named && marked(root, service) === undefined && pods.some((pod) => selectsPod(service, pod)),
    );
    return { pods: pods.map(member), services: [named, ...beside].map(member) };
  });
  return { pods: found.flatMap(({ pods }) => pods), services: found.flatMap(({ services }) => services) };
}

/** Claims carry no label of Jaeger: they are the instance's because its Pods mount them. */
function claimsOf(pods: readonly Member<Pod>[], { claims }: MemberFacts): Member<PersistentVolumeClaim>[] {
  return claims.flatMap((claim) => {
    const user = pods.find(
      ({ object }) =>
        object.metadata.namespace === claim.metadata.namespace && claimNamesOf(object).includes(claim.metadata.name),
    );
    return user
      ? { object: claim, component: user.component, because: `volume of pods/${user.object.metadata.name}` }
      : [];
  });
}

/** An object can be a member by two ways: the first says more. */
const distinct = <T extends KubernetesObject>(members: readonly Member<T>[]): readonly Member<T>[] => [
  ...new Map(members.toReversed().map((member) => [member.object, member])).values(),
];

const byName = <T extends KubernetesObject>(members: readonly Member<T>[]): readonly Member<T>[] =>
  members.toSorted((one, other) => compare(one.object.metadata.name, other.object.metadata.name));
