import { finding, type Finding, type Member, nameOf } from '../../jaeger/index.ts';
import type { PersistentVolumeClaim } from '../../kubernetes/types.ts';
import { BINDING } from './pods.ts';
import { ageOf, type Rule, type Subject } from './subject.ts';

/** Claims that have no volume, or have lost it. */
export const claimFindings: Rule = (subject) =>
  subject.instance.claims
    .filter(({ object }) => isUnbound(object, subject.now))
    .map((claim) => unbound(subject, claim));

export const isUnbound = (claim: PersistentVolumeClaim, now: Date): boolean =>
  claim.metadata.deletionTimestamp === undefined &&
  (claim.status?.phase === 'Lost' || (claim.status?.phase === 'Pending' && ageOf(claim, now) >= BINDING));

function unbound({ instance, evidence }: Subject, { object: claim }: Member<PersistentVolumeClaim>): Finding {
  const { name, namespace } = claim.metadata;
  const told = evidence.events.findLast(
    ({ involvedObject }) => involvedObject?.kind === 'PersistentVolumeClaim' && involvedObject.name === name,
  );
  const { phase = 'Pending' } = claim.status ?? {};
  const reason = told ? `${told.reason ?? ''}: ${(told.message ?? '').trim()}` : 'no event says why';
  const storageClass = claim.spec?.storageClassName;
  return finding('JG010', {
    object: nameOf('persistentvolumeclaims', claim, instance),
    evidence: `${phase}; ${storageClass === undefined ? 'no storage class' : `storage class ${storageClass}`}; ${reason}`,
    why: phase === 'Lost' ? 'its volume is gone, and with it what was on it' : 'Pods that mount it wait for it',
    next:
      told?.reason === 'ProvisioningFailed'
        ? `kubectl get storageclass; a claim's class cannot be changed: delete and make it anew, kubectl describe pvc ${name} -n ${namespace}`
        : `kubectl describe pvc ${name} -n ${namespace}`,
  });
}
