import {
  finding,
  type Finding,
  type Member,
  nameOf,
  endOf,
  memoryVictims,
  troublesOf,
  type Trouble,
  lastLines,
  logId,
  isOfJob,
} from '../../jaeger/index.ts';
import type { Pod } from '../../kubernetes/types.ts';
import type { Evidence } from './evidence.ts';
import { ageOf, type Rule, type Subject } from './subject.ts';

/** Seconds that a claim may take to be bound, and with it a Pod to find its node. */
export const BINDING = 10;

/** What is plainly wrong with single Pods: of the instance, of its Jobs, and of its span store. Replicas with the same trouble are one finding. */
export const podFindings: Rule = (subject) => {
  const { pods } = subject.instance;
  const troubles = pods.flatMap((member) => troublesOf(member.object).map((trouble) => ({ member, trouble })));
  const alike = Map.groupBy(troubles, ({ member, trouble }) => `${member.component} ${kindOf(trouble)}`);
  return [
    ...[...alike.values()].flatMap(([first, ...others]) => {
      const about = first && ofTrouble(subject, first.member, first.trouble);
      return about ? { ...about, why: about.why + more(others.length) } : [];
    }),
    ...pods.flatMap(({ object }) => outOfMemory(subject, object)),
  ];
};

const kindOf = (trouble: Trouble): string =>
  [trouble.type, 'container' in trouble && trouble.container, 'image' in trouble && trouble.image].join(' ');

const more = (others: number): string => {
  if (others === 0) return '';
  return others === 1 ? '; the same with one other Pod' : `; the same with ${others} other Pods`;
};

function ofTrouble(subject: Subject, { object: pod, component }: Member<Pod>, trouble: Trouble): Finding | undefined {
  const object = nameOf('pods', pod, subject.instance);
  const describe = `kubectl describe pod ${pod.metadata.name} -n ${pod.metadata.namespace}`;
  if (trouble.type === 'unscheduled')
    return ageOf(pod, subject.now) < BINDING ? undefined : unscheduled(object, trouble.message);
  // A Job's Pod is told of with its Job; what is left of an evicted one does nothing any more.
  if (trouble.type === 'crash')
    return isOfJob(subject.instance, pod) || pod.status?.phase === 'Failed' ? undefined : crash(subject, pod, trouble);
  if (trouble.type === 'start')
    return finding('JG007', {
      object,
      evidence: `container ${trouble.container}: ${[trouble.reason, trouble.message].filter(Boolean).join(': ')}`,
      why: 'the node has the image and cannot make a container of it',
      next: describe,
    });
  return finding('JG006', {
    object,
    evidence: `container ${trouble.container}, image ${trouble.image}: ${trouble.message}`,
    why: 'the node does not get the image: a name or tag that does not exist, a registry out of reach, or missing credentials',
    next: `correct the image of ${component}, or make it available to the node; ${describe}`,
  });
}

const unscheduled = (object: string, message: string): Finding =>
  finding('JG005', {
    object,
    evidence: message,
    why: 'no node can take the Pod as it is, so it waits',
    next: 'free or add what the message names: a node, CPU and memory, a toleration, or the claim that the Pod mounts',
  });

function crash(
  { instance, evidence }: Subject,
  pod: Pod,
  { container, ended, restarts, previous }: Extract<Trouble, { type: 'crash' }>,
): Finding {
  const { name, namespace } = pod.metadata;
  return finding('JG008', {
    object: nameOf('pods', pod, instance),
    evidence: `container ${container} ${endOf(ended)}, ${restarts} restarts${logEvidence(evidence, pod, container)}`,
    why: 'it cannot do its work: a flag that this version does not know, a span store that does not answer, too little memory',
    next: `kubectl logs ${name} -c ${container} -n ${namespace}${previous ? ' --previous' : ''}`,
  });
}

/** The end of a log that was asked for, below what is said of it. */
function logEvidence({ logs }: Evidence, pod: Pod, container: string): string {
  const log = logs.get(logId(pod, container));
  if (log === undefined) return '; its log could not be read';
  const lines = lastLines(log);
  return lines.length === 0 ? '; its log is empty' : `; its last lines:\n${lines.join('\n')}`;
}

const outOfMemory = ({ instance }: Subject, pod: Pod): readonly Finding[] =>
  memoryVictims(pod).map(({ name, state, lastState }) => {
    const { finishedAt } = state?.terminated ?? lastState?.terminated ?? {};
    return finding('JG009', {
      object: nameOf('pods', pod, instance),
      evidence: `container ${name}: OOMKilled${finishedAt === undefined ? '' : ` at ${finishedAt}`}`,
      why: 'it wanted more memory than its limit; spans that it held are lost',
      next: 'raise resources.limits.memory, or let it hold less: memory.max-traces, queue sizes',
    });
  });
