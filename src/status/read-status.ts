import type { JaegerError } from '../errors/index.ts';
import {
  FactReader,
  findInstances,
  gatherFacts,
  jobRows,
  noInstance,
  type JaegerInstance,
  type Scope,
  reportError,
} from '../jaeger/index.ts';
import type { NetworkPolicy } from '../kubernetes/types.ts';
import { accessRows } from './access-rows.ts';
import { claimRow } from './claim-row.ts';
import { findingsOf } from './findings.ts';
import type { Subject } from './findings/subject.ts';
import { gatherEvidence, type EvidenceSource } from './gather-evidence.ts';
import { podRow } from './pod-row.ts';
import { type InstanceStatus, type StatusReport } from './report.ts';
import { areWorkloadsKnown, summaryOf } from './summary.ts';
import { serviceRow } from './service-row.ts';

export interface StatusRequest extends Scope {
  /** Left out: every instance in scope. */
  readonly name?: string | undefined;
}

/** The state of the instances in scope. Throws when there is none, and when instances may not be listed at all. */
export async function readStatus(cluster: EvidenceSource, request: StatusRequest, now: Date): Promise<StatusReport> {
  const { report, missing } = await lookForStatus(cluster, request, now);
  if (missing) throw missing;
  return report;
}

export interface Found {
  readonly report: StatusReport;
  /** Why there is no instance in it: NOT_FOUND, or what kept instances from being listed. */
  readonly missing: JaegerError | undefined;
  /** Why parts of it are unknown. */
  readonly unread: readonly JaegerError[];
}

/** What there is, be it nothing. What is new at the time `now` may still become well. */
export async function lookForStatus(cluster: EvidenceSource, request: StatusRequest, now: Date): Promise<Found> {
  const policyReader = new FactReader(cluster);
  const [facts, policies] = await Promise.all([gatherFacts(cluster, request), readPolicies(policyReader, request)]);
  const others = findInstances(facts);
  const found = others.filter(({ name }) => request.name === undefined || name === request.name);
  const evidence = await gatherEvidence(cluster, facts, found, now);
  const subjectOf = (instance: JaegerInstance): Subject => ({
    instance,
    others,
    facts,
    policies,
    evidence: evidence.of(instance),
    now,
  });
  const unread = [...facts.errors, ...policyReader.errors];
  return {
    report: {
      apiVersion: 'jaeger.kubectl/v1alpha1',
      kind: 'StatusReport',
      instances: found.map((instance) => statusOf(subjectOf(instance))),
      errors: [...unread.map(({ resource, error }) => reportError(resource, error)), ...evidence.errors],
    },
    missing: found.length === 0 ? noInstance(facts, request, hintsFor(request)) : undefined,
    unread: unread.map(({ error }) => error),
  };
}

/** Nothing about Pods tells that nothing gets into them, so this is asked for always, and together with all else. */
const readPolicies = (reader: FactReader, { namespace }: StatusRequest): Promise<readonly NetworkPolicy[]> =>
  reader.list('networkpolicies', namespace === undefined ? {} : { namespace });

const hintsFor = ({ namespace }: StatusRequest): readonly string[] =>
  namespace === undefined ? [] : ['look in all namespaces with -A'];

function statusOf(subject: Subject): InstanceStatus {
  const { instance, facts } = subject;
  const { pods, services, claims } = instance;
  return {
    ...summaryOf(instance, areWorkloadsKnown(facts)),
    pods: pods.map(podRow),
    services: services.map((service) => serviceRow(service, facts)),
    claims: claims.map(claimRow),
    jobs: jobRows(instance),
    access: accessRows(instance),
    findings: findingsOf(subject),
  };
}
