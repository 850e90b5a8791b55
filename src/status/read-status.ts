import { JaegerError } from '../errors/index.ts';
import {
  findInstances,
  gatherFacts,
  type Facts,
  type FactSource,
  type JaegerInstance,
  type Scope,
} from '../jaeger/index.ts';
import { accessRows } from './access-rows.ts';
import { claimRow } from './claim-row.ts';
import { jobRows } from './job-rows.ts';
import { podRow } from './pod-row.ts';
import { reportError, type InstanceStatus, type StatusReport } from './report.ts';
import { areWorkloadsKnown, summaryOf } from './summary.ts';
import { serviceRow } from './service-row.ts';

export interface StatusRequest extends Scope {
  /** Left out: every instance in scope. */
  readonly name?: string | undefined;
}

/** The state of the instances in scope. Throws when there is none, and when instances may not be listed at all. */
export async function readStatus(cluster: FactSource, request: StatusRequest): Promise<StatusReport> {
  const { report, missing } = await lookForStatus(cluster, request);
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

/** What there is, be it nothing. */
export async function lookForStatus(cluster: FactSource, request: StatusRequest): Promise<Found> {
  const facts = await gatherFacts(cluster, request);
  const found = findInstances(facts).filter(({ name }) => request.name === undefined || name === request.name);
  return {
    report: {
      apiVersion: 'jaeger.kubectl/v1alpha1',
      kind: 'StatusReport',
      instances: found.map((instance) => statusOf(instance, facts)),
      errors: facts.errors.map(({ resource, error }) => reportError(resource, error)),
    },
    missing: found.length === 0 ? nothingFound(facts, request) : undefined,
    unread: facts.errors.map(({ error }) => error),
  };
}

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

function statusOf(instance: JaegerInstance, facts: Facts): InstanceStatus {
  const { pods, services, claims } = instance;
  return {
    ...summaryOf(instance, areWorkloadsKnown(facts)),
    pods: pods.map(podRow),
    services: services.map((service) => serviceRow(service, facts)),
    claims: claims.map(claimRow),
    jobs: jobRows(instance),
    access: accessRows(instance),
    findings: [],
  };
}
