import type { Jaeger, KubernetesObject } from '../kubernetes/types.ts';

export const isOwnedBy = (object: KubernetesObject, owner: KubernetesObject): boolean =>
  owner.metadata.uid !== undefined &&
  (object.metadata.ownerReferences ?? []).some(({ uid }) => uid === owner.metadata.uid);

/** Jobs that an instance made itself, and those that one of its CronJobs made: the latter carry no label of it. */
export function jobsOfOperator(
  jobs: readonly KubernetesObject[],
  cronJobs: readonly KubernetesObject[],
  jaegers: readonly Jaeger[],
): readonly KubernetesObject[] {
  const owners = [...jaegers, ...cronJobs.filter((cronJob) => jaegers.some((jaeger) => isOwnedBy(cronJob, jaeger)))];
  return jobs.filter((job) => owners.some((owner) => isOwnedBy(job, owner)));
}
