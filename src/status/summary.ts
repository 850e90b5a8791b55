import type { ComponentWorkload, Facts, InstanceRoot } from '../jaeger/index.ts';
import { healthOf, replicasOf } from './health.ts';
import type { ComponentRow, InstanceSummary } from './report.ts';

/** What is shown of an instance without its Pods. Settings stay inside: they can hold passwords. */
export function summaryOf(root: InstanceRoot, areWorkloadsKnown: boolean): InstanceSummary {
  const { namespace, name, flavour, strategy, storage, version, endOfLife, phase, createdAt, evidence, workloads } =
    root;
  const { type, address, because } = storage;
  return {
    namespace,
    name,
    flavour,
    strategy,
    storage: { type, address, because },
    version,
    endOfLife,
    phase,
    health: areWorkloadsKnown ? healthOf(workloads.map(({ object }) => object)) : 'Unknown',
    createdAt,
    evidence,
    components: workloads.map(componentRow),
  };
}

function componentRow({ object, component, generation, version, image }: ComponentWorkload): ComponentRow {
  const { ready, wanted } = replicasOf(object);
  return {
    component,
    workload: `${object.resource}/${object.metadata.name}`,
    generation,
    version,
    image,
    readyReplicas: ready,
    replicas: wanted,
  };
}

/** Without Deployments nothing can be said of most instances. */
export const areWorkloadsKnown = ({ errors }: Facts): boolean =>
  !errors.some(({ resource }) => resource === 'deployments');
