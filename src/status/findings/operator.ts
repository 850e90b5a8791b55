import { finding, leaderOf, LONGEST_LEASE, type Finding, failingInitJobs } from '../../jaeger/index.ts';
import type { Jaeger, Workload } from '../../kubernetes/types.ts';
import type { OperatorEvidence } from './evidence.ts';
import { operatorDeployment } from './operator-facts.ts';
import { badReadTtl, isTooLong } from './resource.ts';
import { ageOf, enumerated, type Rule, type Subject } from './subject.ts';

/** Seconds in which an operator that works has written something into a new resource. */
export const NOTICING = 10;

/** What keeps the v1 operator from carrying out a resource. */
export const operatorFindings: Rule = (subject) => {
  const { jaeger } = subject.instance;
  if (jaeger === undefined) return [];
  const { operator } = subject.evidence;
  const asked = operator ? ofOperator(subject, operator) : [];
  const found = asked.length > 0 ? asked : goneByFacts(subject, jaeger);
  return found.length > 0 ? found : waitingForTurn(subject, jaeger);
};

/** The Deployment can be among the facts, with all namespaces or its own in scope: then nothing needs to be asked. */
function goneByFacts({ facts }: Subject, jaeger: Jaeger): readonly Finding[] {
  const deployment = operatorDeployment(facts, jaeger);
  return deployment && readyOf(deployment) === 0 ? [gone(deployment)] : [];
}

const readyOf = (deployment: Workload | undefined): number => deployment?.status?.readyReplicas ?? 0;

function ofOperator(subject: Subject, operator: OperatorEvidence): readonly Finding[] {
  return [...absent(subject, operator), ...uncertified(operator), ...unelected(operator)];
}

function gone({ metadata: { name, namespace = '' }, spec }: Workload): Finding {
  const isScaledDown = spec?.replicas === 0;
  return finding('JG022', {
    object: `${namespace}/deployments/${name}`,
    evidence: isScaledDown ? 'it is scaled to 0' : 'none of its Pods is ready',
    why: 'nothing is made or repaired any more, and changes to instances are refused while its webhooks are registered; what runs goes on',
    next: isScaledDown
      ? `kubectl scale deployment ${name} --replicas=1 -n ${namespace}`
      : `kubectl get pods,events -n ${namespace}; then kubectl logs deployment/${name} -n ${namespace}`,
  });
}

function absent({ instance }: Subject, { name, deployment, unread }: OperatorEvidence): readonly Finding[] {
  if (deployment) return readyOf(deployment) > 0 ? [] : [gone(deployment)];
  if (unread.includes('deployments') || (name === undefined && unread.length > 0)) return [];
  return [
    finding('JG022', {
      object: name ? `${name.namespace}/deployments/${name.name}` : `jaegers/${instance.name}`,
      evidence: name
        ? `there is no such Deployment; the label of jaegers/${instance.name} or a webhook names it`
        : 'no operator has taken the resource, and no webhook of one is registered',
      why: 'nobody carries the resource out; one with another name or namespace passes over it while the label names the old one',
      next: name
        ? `install the operator there, or give the resource to another: kubectl label jaeger ${instance.name} jaegertracing.io/operated-by- -n ${instance.namespace}`
        : 'install the operator, or look with kubectl get deployments -A whether it runs for this namespace',
    }),
  ];
}

function uncertified({ webhooks }: OperatorEvidence): readonly Finding[] {
  const bare = webhooks.filter(({ clientConfig }) => (clientConfig?.caBundle ?? '') === '');
  const [first] = bare;
  if (first === undefined) return [];
  return [
    finding('JG024', {
      object: `mutatingwebhookconfigurations/${first.configuration}`,
      evidence: `no caBundle for ${enumerated(bare.map(({ name = '' }) => name))}`,
      why: 'the API server does not trust them: changes to instances are refused, and agents are silently not injected',
      next: 'cert-manager writes it: look whether it runs and whether the Certificate of the operator is Ready',
    }),
  ];
}

/** Another holder is believed until its lease has run out (client-go, leaderelection). */
function unelected({ lease, pods, deployment, unread }: OperatorEvidence): readonly Finding[] {
  if (lease?.spec === undefined || unread.includes('pods')) return [];
  const leader = leaderOf(lease);
  const {
    holderIdentity: holder = '',
    leaseDurationSeconds: duration = 0,
    renewTime = 'at a time unknown',
  } = lease.spec;
  if (leader === undefined || readyOf(deployment) === 0 || pods.some(({ metadata }) => metadata.name === leader))
    return [];
  const { name, namespace = '' } = lease.metadata;
  return [
    finding('JG023', {
      object: `${namespace}/leases/${name}`,
      evidence: `held by ${holder}, last renewed ${renewTime}, for ${duration} s; no such Pod is in ${namespace}`,
      why: 'the operator is ready and injects, and carries out nothing before it is the leader: usually up to three minutes after a restart',
      next:
        duration > LONGEST_LEASE
          ? `nobody renews it: kubectl delete lease ${name} -n ${namespace}`
          : 'wait until the lease has run out',
    }),
  ];
}

/** One worker carries out all instances, one after the other (jaeger-operator 1.65): whoever waits for something lets all others wait. */
function waitingForTurn(subject: Subject, jaeger: Jaeger): readonly Finding[] {
  const { instance, facts, evidence, now } = subject;
  if (instance.phase !== undefined || instance.workloads.length > 0 || ageOf(jaeger, now) < NOTICING) return [];
  if (isTooLong(jaeger) || badReadTtl(jaeger) !== undefined || failingInitJobs(instance).length > 0) return [];
  const busy = subject.others.filter(
    (other) => other.jaeger && other !== instance && (other.phase === 'Failed' || failingInitJobs(other).length > 0),
  );
  const unseen = evidence.operator?.unread ?? [];
  return [
    finding('JG025', {
      object: `jaegers/${instance.name}`,
      evidence: [
        'no phase and no objects yet',
        busy.length > 0 &&
          `it is busy with ${enumerated(busy.map(({ namespace, name }) => `${namespace}/jaegers/${name}`))}`,
        unseen.length > 0 && `what the operator does could not be seen, without ${enumerated(unseen)}`,
      ]
        .filter((part) => part !== false)
        .join('; '),
      why: 'the operator carries out one instance at a time: while it waits for the Job or the Pods of one, two to five minutes, the others wait',
      next:
        busy.length > 0
          ? 'see to that instance first; deleting it frees the operator at once'
          : `kubectl jaeger status -A shows what others wait for${facts.jaegers.length > 1 ? '' : '; the log of the operator names the instance that it is at'}`,
    }),
  ];
}
