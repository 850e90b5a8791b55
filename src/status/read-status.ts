import { JaegerError } from '../errors/index.ts';
import { FactReader, findInstances, gatherFacts, type Facts, type Scope } from '../jaeger/index.ts';
import type { NetworkPolicy } from '../kubernetes/types.ts';
import { claimRow } from './claim-row.ts';
import { findingsOf } from './findings.ts';
import type { Subject } from './findings/subject.ts';
import { gatherEvidence, type EvidenceSource } from './gather-evidence.ts';
import { podRow } from './pod-row.ts';
import { reportError, type InstanceStatus, type StatusReport } from './report.ts';
import { summaryOf } from './summary.ts';
import { serviceRow } from './service-row.ts';

export interface StatusRequest extends Scope {
  /** Left out: every instance in scope. */
  readonly name?: string;
  /** When it is asked: what is new may still become well. */
  readonly now: Date;
}

/** The state of the instances in scope, and what is wrong with them. Throws when there is none, and when instances may not be listed at all. */
export async function readStatus(cluster: EvidenceSource, request: StatusRequest): Promise<StatusReport> {
  const policyReader = new FactReader(cluster);
  const [facts, policies] = await Promise.all([gatherFacts(cluster, request), readPolicies(policyReader, request)]);
  const others = findInstances(facts);
  const found = others.filter(({ name }) => request.name === undefined || name === request.name);
  if (found.length === 0) throw nothingFound(facts, request);
  const evidence = await gatherEvidence(cluster, facts, found, request.now);
  const instances = found.map((instance) =>
    statusOf({ instance, others, facts, policies, evidence: evidence.of(instance), now: request.now }),
  );
  const unread = [...facts.errors, ...policyReader.errors].map(({ resource, error }) => reportError(resource, error));
  return {
    apiVersion: 'jaeger.kubectl/v1alpha1',
    kind: 'StatusReport',
    instances,
    errors: [...unread, ...evidence.errors],
  };
}

/** Nothing about Pods tells that nothing gets into them, so this is asked for always, and together with all else. */
const readPolicies = (reader: FactReader, { namespace }: StatusRequest): Promise<readonly NetworkPolicy[]> =>
  reader.list('networkpolicies', namespace === undefined ? {} : { namespace });

/** Where something could not be looked at, there may be instances nevertheless: then why is the answer. */
function nothingFound({ errors }: Facts, { name, namespace }: StatusRequest): JaegerError {
  const unlisted = errors.find(({ resource }) => resource === 'jaegers' || resource === 'deployments')?.error;
  if (unlisted) return unlisted;
  const what = name === undefined ? 'no Jaeger instance' : `no Jaeger instance "${name}"`;
  const where = namespace === undefined ? 'any namespace' : `namespace "${namespace}"`;
  return new JaegerError('NOT_FOUND', `${what} found in ${where}`, {
    hints: namespace === undefined ? [] : ['look in all namespaces with -A'],
  });
}

function statusOf(subject: Subject): InstanceStatus {
  const { instance, facts } = subject;
  const { pods, services, claims } = instance;
  return {
    ...summaryOf(instance, areWorkloadsKnown(facts)),
    pods: pods.map(podRow),
    services: services.map((service) => serviceRow(service, facts)),
    claims: claims.map(claimRow),
    jobs: [],
    access: [],
    findings: findingsOf(subject),
  };
}

/** Without Deployments nothing can be said of most instances. */
const areWorkloadsKnown = ({ errors }: Facts): boolean => !errors.some(({ resource }) => resource === 'deployments');
