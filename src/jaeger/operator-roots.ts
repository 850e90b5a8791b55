import type { Jaeger, KubernetesObject } from '../kubernetes/types.ts';
import { storageOfResource, strategyOf } from './custom-resource.ts';
import type { ComponentWorkload, InstanceRoot } from './instance.ts';
import { INSTANCE, JAEGER_OPERATOR, MANAGED_BY } from './labels.ts';
import { isOwnedBy } from './owners.ts';
import { evidenceOf, rootAmong, versionAmong } from './among.ts';

/**
 * Instances of the v1 operator: its custom resources, and what it made for resources that are gone. Workloads are those that
 * have its labels or owner, and nothing is said by them that the resource says.
 */
export function operatorRoots(
  jaegers: readonly Jaeger[],
  components: readonly ComponentWorkload[],
): readonly InstanceRoot[] {
  const ofResources = jaegers.map((jaeger) =>
    ofResource(
      jaeger,
      components.filter(({ object }) => isOwnedBy(object, jaeger) || isLabelledFor(jaeger, object)),
    ),
  );
  const taken = new Set(ofResources.flatMap(({ workloads }) => workloads));
  const orphans = Map.groupBy(
    components.filter((workload) => !taken.has(workload) && isLabelled(workload.object)),
    ({ object: { metadata } }) => `${metadata.namespace}/${metadata.labels?.[INSTANCE]}`,
  );
  return [...ofResources, ...[...orphans.values()].map(ofOrphans)];
}

/** The operator lists by these labels, and cuts the instance's name to what a label can hold. */
const isLabelledFor = (jaeger: Jaeger, { metadata }: KubernetesObject): boolean =>
  isLabelled({ metadata }) &&
  metadata.namespace === jaeger.metadata.namespace &&
  metadata.labels?.[INSTANCE] === jaeger.metadata.name.slice(0, 63);

const isLabelled = ({ metadata }: KubernetesObject): boolean => metadata.labels?.[MANAGED_BY] === JAEGER_OPERATOR;

function ofResource(jaeger: Jaeger, workloads: readonly ComponentWorkload[]): InstanceRoot {
  const { name, namespace = '', creationTimestamp } = jaeger.metadata;
  return {
    namespace,
    name,
    flavour: 'jaeger-operator',
    strategy: strategyOf(jaeger),
    storage: storageOfResource(jaeger),
    version: versionAmong(workloads) ?? (jaeger.status?.version || undefined),
    endOfLife: true,
    phase: jaeger.status?.phase || undefined,
    createdAt: creationTimestamp,
    evidence: [
      { object: `jaegers/${name}`, because: 'custom resource jaegers.jaegertracing.io/v1' },
      ...evidenceOf(workloads),
    ],
    jaeger,
    workloads,
  };
}

/** What is left of an instance whose resource was deleted without what it owns, or may not be read. */
function ofOrphans(workloads: readonly ComponentWorkload[]): InstanceRoot {
  const { namespace = '', labels } = workloads[0]?.object.metadata ?? {};
  const name = labels?.[INSTANCE] ?? '';
  const what = { namespace, name, flavour: 'jaeger-operator', endOfLife: true } as const;
  return rootAmong(workloads, what, 'labels of the jaeger-operator');
}
