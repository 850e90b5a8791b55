import { isRead, finding, selectsWorkload, type Finding, failingInitJobs } from '../../jaeger/index.ts';
import type { Jaeger } from '../../kubernetes/types.ts';
import { type Rule, type Subject } from './subject.ts';
import { wishFindings } from './wishes.ts';
import { isOwn, isStarting } from './workloads.ts';

/** Longer ones make labels that no selector may have (Kubernetes), and the operator fails on its first list. */
const LONGEST_NAME = 63;

/** What a custom resource of the v1 operator says, and what became of it. */
export const resourceFindings: Rule = (subject) => {
  const { jaeger } = subject.instance;
  if (jaeger === undefined) return [];
  const object = `jaegers/${jaeger.metadata.name}`;
  return [
    ...tooLong(object, jaeger),
    ...ignored(object, jaeger),
    ...failed(object, subject),
    ...runningNothing(object, subject),
    ...wishFindings(object, jaeger),
  ];
};

export const isTooLong = ({ metadata }: Jaeger): boolean => metadata.name.length > LONGEST_NAME;

const tooLong = (object: string, jaeger: Jaeger): readonly Finding[] =>
  isTooLong(jaeger)
    ? [
        finding('JG027', {
          object,
          evidence: `${jaeger.metadata.name.length} characters; ${LONGEST_NAME} is the most that a label can hold`,
          why: 'the operator cannot list what belongs to it, and makes nothing',
          next: 'make the resource anew under a shorter name',
        }),
      ]
    : [];

const DURATION = /^[+-]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** A `readTTL` that Go does not take for a duration stops the operator at this resource, without a word (jaeger-operator 1.65). */
export function badReadTtl({ spec }: Jaeger): string | undefined {
  const ttl = spec?.storage?.esRollover?.['readTTL'];
  return ttl === undefined || (typeof ttl === 'string' && (ttl === '' || DURATION.test(ttl)))
    ? undefined
    : JSON.stringify(ttl);
}

function ignored(object: string, jaeger: Jaeger): readonly Finding[] {
  const ttl = badReadTtl(jaeger);
  if (ttl === undefined) return [];
  return [
    finding('JG026', {
      object,
      evidence: `storage.esRollover.readTTL is ${ttl}, which is no duration of Go's`,
      why: 'the operator passes over the whole resource and says so nowhere: what is there stays as it was',
      next: 'write hours, such as 168h for seven days: there is no unit for days',
    }),
  ];
}

function failed(object: string, subject: Subject): readonly Finding[] {
  const { instance, evidence } = subject;
  if (instance.phase !== 'Failed' || instance.jaeger === undefined) return [];
  if (isTooLong(instance.jaeger) || failingInitJobs(instance).length > 0) return [];
  const { name, namespace } = evidence.operator?.name ?? { name: 'jaeger-operator', namespace: 'observability' };
  const reason = collision(subject) ?? changedLabels(subject);
  return [
    finding('JG020', {
      object,
      evidence: `phase Failed; ${reason ?? 'the operator writes no reason to where it could be read'}`,
      why: 'the operator could not make or change something and tries again and again, which holds up its other instances',
      next:
        reason === undefined
          ? `kubectl logs deployment/${name} -n ${namespace} | grep ${instance.name}`
          : 'correct what stands in the way; the operator comes back to it by itself',
    }),
  ];
}

/** An object that has the name of one of the operator's, and is somebody else's. */
function collision({ instance, facts }: Subject): string | undefined {
  const { name, namespace, jaeger } = instance;
  const names = new Set(
    ['', '-collector', '-collector-headless', '-query', '-agent', '-ingester'].map((end) => name + end),
  );
  const all = [
    ...facts.services.map((object) => ({ ...object, resource: 'services' })),
    ...facts.workloads.filter(({ resource }) => resource === 'deployments'),
  ];
  const foreign = all.find(
    ({ metadata }) =>
      metadata.namespace === namespace &&
      names.has(metadata.name) &&
      !(metadata.ownerReferences ?? []).some(({ uid }) => uid === jaeger?.metadata.uid) &&
      metadata.labels?.['app.kubernetes.io/managed-by'] !== 'jaeger-operator',
  );
  return foreign && `${foreign.resource}/${foreign.metadata.name} was there before and is not the operator's`;
}

function changedLabels({ instance }: Subject): string | undefined {
  const { services, workloads } = instance;
  const astray = services
    .filter(isOwn)
    .find(({ object }) => !workloads.some((workload) => selectsWorkload(object, workload.object)));
  return workloads.length > 0 && astray
    ? `services/${astray.object.metadata.name} selects labels that its Deployments do not have: the selector of a Deployment cannot be changed`
    : undefined;
}

/** The phase is written before Pods are ready, and never again when they end. */
function runningNothing(object: string, subject: Subject): readonly Finding[] {
  const { phase, workloads, namespace } = subject.instance;
  if (phase !== 'Running' || !isRead(subject.facts, 'deployments', namespace)) return [];
  const wanted = workloads.filter(({ object: { spec } }) => spec?.replicas !== 0);
  const isNothing = wanted.every(({ object: { status } }) => (status?.readyReplicas ?? status?.numberReady ?? 0) === 0);
  if (workloads.length > 0 && (wanted.length === 0 || !isNothing)) return [];
  if (wanted.some((workload) => isStarting(subject, workload))) return [];
  return [
    finding('JG021', {
      object,
      evidence: `phase Running; ${workloads.length === 0 ? 'no Deployment of it is there' : 'no Pod of it is ready'}`,
      why: 'the operator writes Running once it has made the objects, and does not look at their Pods afterwards',
      next: 'judge the instance by its Pods: what they lack stands above',
    }),
  ];
}
