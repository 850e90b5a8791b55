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

/** As every way of installing it names its image: quay.io's, Docker Hub's, Red Hat's. */
export const isOperator = ({ metadata, spec }: Workload): boolean =>
  metadata.labels?.['name'] === 'jaeger-operator' ||
  (spec?.template?.spec?.containers ?? []).some(({ image = '' }) =>
    /(^|\/)jaeger(-rhel\d+)?-operator(-rhel\d+)?(:|@|$)/.test(image),
  );
