import { finding } from '../../jaeger/index.ts';
import type { LabelSelector, NetworkPolicy, Pod } from '../../kubernetes/types.ts';
import { enumerated, type Rule } from './subject.ts';
import { isOwn } from './workloads.ts';

/**
 * Pods of Jaeger's that policies isolate and none lets anything into. Probes come from the node, which policies never hold back:
 * such Pods are ready, and the instance looks well.
 */
export const policyFindings: Rule = ({ instance, policies }) => {
  const isolated = instance.pods.filter(
    (member) => isOwn(member) && isServing(member.object) && isIsolated(member.object, policies),
  );
  if (isolated.length === 0) return [];
  const names = policies
    .filter((policy) => isolated.some(({ object }) => selects(policy, object)))
    .map(({ metadata }) => metadata.name);
  return [
    finding('JG013', {
      object: `networkpolicies/${names[0] ?? ''}`,
      evidence: `no rule of ${enumerated(names)} lets anything into ${isolated.length} of its Pods: ${enumerated([...new Set(isolated.map(({ component }) => component))])}`,
      why: 'where the network plugin enforces policies, neither spans nor queries arrive, though the Pods are ready',
      next: 'add a NetworkPolicy that admits senders of spans (4317, 4318, 14250, 14268) and readers of traces (16686)',
    }),
  ];
};

/** Pods of Jobs take no connections. */
const isServing = ({ metadata, status }: Pod): boolean =>
  status?.phase !== 'Succeeded' &&
  status?.phase !== 'Failed' &&
  !(metadata.ownerReferences ?? []).some(({ kind }) => kind === 'Job');

function isIsolated(pod: Pod, policies: readonly NetworkPolicy[]): boolean {
  const selecting = policies.filter((policy) => selects(policy, pod));
  return selecting.length > 0 && selecting.every(({ spec }) => (spec?.ingress ?? []).length === 0);
}

const selects = ({ metadata, spec }: NetworkPolicy, pod: Pod): boolean =>
  metadata.namespace === pod.metadata.namespace &&
  (spec?.policyTypes ?? ['Ingress']).includes('Ingress') &&
  fits(spec?.podSelector ?? {}, pod.metadata.labels ?? {});

/** An empty selector of a policy selects every Pod (networking.k8s.io/v1), unlike that of a Service. */
function fits(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Readonly<Record<string, string>>,
): boolean {
  const hasLabels = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return (
    hasLabels &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      const isListed = value !== undefined && values.includes(value);
      return operator === 'In' ? isListed : !isListed;
    })
  );
}
