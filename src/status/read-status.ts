import { JaegerError } from '../errors/index.ts';
import { findInstances, gatherFacts, type Facts, type JaegerInstance, type Scope } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import { claimRow } from './claim-row.ts';
import { podRow } from './pod-row.ts';
import { reportError, type InstanceStatus, type StatusReport } from './report.ts';
import { serviceRow } from './service-row.ts';

export interface StatusRequest extends Scope {
  /** Left out: every instance in scope. */
  readonly name?: string;
}

/** The state of the instances in scope. Throws when there is none, and when instances may not be listed at all. */
export async function readStatus(cluster: Reader, request: StatusRequest): Promise<StatusReport> {
  const facts = await gatherFacts(cluster, request);
  const found = findInstances(facts).filter(({ name }) => request.name === undefined || name === request.name);
  if (found.length === 0) throw nothingFound(facts, request);
  return {
    apiVersion: 'jaeger.kubectl/v1alpha1',
    kind: 'StatusReport',
    instances: found.map(statusOf),
    errors: facts.errors.map(({ resource, error }) => reportError(resource, error)),
  };
}

/** Without the list of instances nothing can be said: then why it failed is the answer. */
function nothingFound({ errors }: Facts, { name, namespace }: StatusRequest): JaegerError {
  const unlisted = errors.find(({ resource }) => resource === 'jaegers')?.error;
  if (unlisted && unlisted.code !== 'NO_SUCH_KIND') return unlisted;
  const what =
    name === undefined ? 'no instance of the jaeger-operator' : `no instance "${name}" of the jaeger-operator`;
  const message = `${what} found in ${namespace === undefined ? 'any namespace' : `namespace "${namespace}"`}`;
  if (unlisted) {
    const hints = ['its CRD jaegers.jaegertracing.io is not installed in this cluster'];
    return new JaegerError('NO_SUCH_KIND', `${message}: ${unlisted.message}`, { hints });
  }
  return new JaegerError('NOT_FOUND', message, {
    hints: namespace === undefined ? [] : ['look in all namespaces with -A'],
  });
}

function statusOf({ pods, services, claims, ...instance }: JaegerInstance): InstanceStatus {
  return { ...instance, pods: pods.map(podRow), services: services.map(serviceRow), claims: claims.map(claimRow) };
}
