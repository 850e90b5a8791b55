import {
  isRead,
  finding,
  makes,
  type ComponentWorkload,
  type Finding,
  type Member,
  nameOf,
  isWaiting,
} from '../../jaeger/index.ts';
import type { Pod } from '../../kubernetes/types.ts';
import { replicasOf } from '../health.ts';
import { podFindings } from './pods.ts';
import { ageOf, type Rule, type Subject } from './subject.ts';

/** Seconds in which a Pod may start without a word said about it. */
const STARTING = 60;

/** What is wrong with whole workloads. What their Pods say themselves is not said again. */
export const workloadFindings: Rule = (subject) => {
  const ofPods = new Set(podFindings(subject).map(({ object }) => object));
  return subject.instance.workloads.flatMap((workload) => ofWorkload(subject, workload, ofPods) ?? []);
};

/** Pods of a workload, as far as they are known. */
const podsOf = ({ instance }: Subject, { object }: ComponentWorkload): readonly Pod[] =>
  instance.pods.map(({ object: pod }) => pod).filter((pod) => makes(object, pod));

/** It was made, or its Pods were, a moment ago. */
export const isStarting = (subject: Subject, workload: ComponentWorkload): boolean => {
  const pods = podsOf(subject, workload).filter(isWaiting);
  const isNew = (pod: Pod): boolean => ageOf(pod, subject.now) < STARTING;
  return pods.length === 0 ? ageOf(workload.object, subject.now) < STARTING / 2 : pods.every(isNew);
};

const named = ({ object, component }: ComponentWorkload): string =>
  `${component} (${object.resource}/${object.metadata.name})`;

function ofWorkload(subject: Subject, workload: ComponentWorkload, ofPods: ReadonlySet<string>): Finding | undefined {
  const { object } = workload;
  const { ready, wanted } = replicasOf(object);
  const name = nameOf(object.resource, object, subject.instance);
  if (wanted === 0 && object.resource !== 'daemonsets') return scaledDown(name, workload);
  if (ready >= wanted) return undefined;
  const refusal = refusalOf(subject, workload);
  if (refusal !== undefined) return unmade(name, refusal);
  const pods = podsOf(subject, workload).filter(isWaiting);
  const isExplained = pods.some((pod) => ofPods.has(nameOf('pods', pod, subject.instance)));
  if (isExplained || isStarting(subject, workload)) return undefined;
  return finding(ready === 0 ? 'JG001' : 'JG002', {
    object: name,
    evidence: `${ready} of ${wanted} ready${pods.map((pod) => `; ${stateOf(subject, pod)}`).join('')}`,
    why: ready === 0 ? `nothing does the work of ${named(workload)}` : 'the others do the work of all',
    next: `kubectl describe ${object.resource} ${object.metadata.name} -n ${object.metadata.namespace}`,
  });
}

const scaledDown = (object: string, workload: ComponentWorkload): Finding =>
  finding('JG003', {
    object,
    evidence: 'spec.replicas is 0',
    why: `nothing does the work of ${named(workload)} until it is scaled up again`,
    next: `kubectl scale ${workload.object.resource} ${workload.object.metadata.name} --replicas=1 -n ${workload.object.metadata.namespace}`,
  });

const unmade = (object: string, evidence: string): Finding =>
  finding('JG004', {
    object,
    evidence,
    why: 'the API server refuses its Pods: a quota, a limit range, a webhook or a policy stands against them',
    next: 'change what the message names, or give the Pods what it asks for, such as resource limits',
  });

/** Deployments say why their Pods are refused; of the others only events do. */
function refusalOf({ evidence }: Subject, { object }: ComponentWorkload): string | undefined {
  const failure = (object.status?.conditions ?? []).find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (failure) return failure.message ?? failure.reason ?? '';
  return evidence.events.find(
    ({ reason, involvedObject }) =>
      reason === 'FailedCreate' &&
      involvedObject?.name === object.metadata.name &&
      involvedObject.kind === KINDS[object.resource],
  )?.message;
}

const KINDS = { deployments: 'Deployment', statefulsets: 'StatefulSet', daemonsets: 'DaemonSet' } as const;

/** What a Pod waits for, in the words of its last warning. */
function stateOf({ instance, evidence }: Subject, pod: Pod): string {
  const object = nameOf('pods', pod, instance);
  const warning = evidence.events.findLast(
    ({ involvedObject }) => involvedObject?.kind === 'Pod' && involvedObject.name === pod.metadata.name,
  );
  if (warning) return `${object}: ${warning.reason ?? ''}: ${(warning.message ?? '').trim()}`;
  const condition = (pod.status?.conditions ?? []).find(({ type }) => type === 'Ready');
  return `${object}: ${condition?.message ?? pod.status?.phase ?? 'not ready'}`;
}

/** A custom resource that was carried out, and nothing of it is there. */
export const absenceFindings: Rule = ({ instance, facts }) => {
  const { jaeger, phase, workloads, namespace, name } = instance;
  if (jaeger === undefined || phase !== 'Running' || workloads.length > 0) return [];
  if (!isRead(facts, 'deployments', namespace)) return [];
  return [
    finding('JG001', {
      object: `jaegers/${name}`,
      evidence: 'no Deployment of it is there',
      why: 'the operator does not see when what it made is deleted',
      next: `kubectl annotate jaeger ${name} reconciled=again --overwrite -n ${namespace}`,
    }),
  ];
};

/** Members of a kind of workload's own that do not stand behind the store. */
export const isOwn = ({ component }: Pick<Member<Pod>, 'component'>): boolean =>
  component !== 'storage' && component !== 'kafka';
