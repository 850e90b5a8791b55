import { operatorOf, type Facts } from '../../jaeger/index.ts';
import type { Jaeger, Workload } from '../../kubernetes/types.ts';

/** The Deployment of the operator that has taken a resource, where the facts have it. */
export function operatorDeployment({ workloads }: Facts, jaeger: Jaeger): Workload | undefined {
  const name = operatorOf(jaeger);
  return workloads.find(
    ({ resource, metadata }) =>
      resource === 'deployments' && metadata.name === name?.name && metadata.namespace === name.namespace,
  );
}
