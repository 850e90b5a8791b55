import type { OpenTelemetryCollector } from '../kubernetes/types.ts';
import { evidenceOf, rootAmong, versionAmong } from './among.ts';
import { componentAs } from './component-workloads.ts';
import { isTree, type Configuration } from './configuration.ts';
import type { FoundWorkload, InstanceFacts } from './facts.ts';
import { roleOfImage, versionOfImage } from './images.ts';
import type { ComponentWorkload, InstanceRoot } from './instance.ts';
import { INSTANCE, MANAGED_BY, OTEL_OPERATOR } from './labels.ts';
import { isOwnedBy } from './owners.ts';
import { componentBy, isJaegers } from './recognise.ts';
import { storageOfV2 } from './span-storage.ts';

/**
 * Instances run by the OpenTelemetry operator: collectors whose configuration or image is Jaeger v2. One beside an application
 * is no instance, whatever its image (opentelemetry-operator 0.140).
 */
export function collectorRoots(
  facts: InstanceFacts,
  components: readonly ComponentWorkload[],
): readonly InstanceRoot[] {
  const ofResources = facts.collectors.flatMap((collector) => ofResource(collector, facts, components) ?? []);
  const known = new Set(facts.collectors.map(labelOf));
  const isOrphan = ({ object: { metadata } }: ComponentWorkload): boolean =>
    metadata.labels?.[MANAGED_BY] === OTEL_OPERATOR && !known.has(metadata.labels[INSTANCE] ?? '');
  const orphans = Map.groupBy(
    components.filter(isOrphan),
    ({ object: { metadata } }) => `${metadata.namespace}/${metadata.labels?.[INSTANCE]}`,
  );
  return [...ofResources, ...[...orphans.values()].map(ofOrphans)];
}

/** What the operator writes into the label of everything that it makes for a collector. */
const labelOf = ({ metadata: { namespace, name } }: OpenTelemetryCollector): string => `${namespace}.${name}`;

const isLabelledFor = (collector: OpenTelemetryCollector, { metadata }: FoundWorkload): boolean =>
  metadata.namespace === collector.metadata.namespace && metadata.labels?.[INSTANCE] === labelOf(collector);

/** Why a collector is taken for Jaeger; undefined when it is another. */
function evidenceIn({ spec }: OpenTelemetryCollector): string | undefined {
  if (spec?.mode === 'sidecar') return undefined;
  if (isTree(spec?.config) && isJaegers(spec.config)) return 'configuration with extensions of Jaeger';
  return spec?.image !== undefined && roleOfImage(spec.image)?.generation === 'v2' ? `image ${spec.image}` : undefined;
}

function ofResource(
  collector: OpenTelemetryCollector,
  facts: InstanceFacts,
  components: readonly ComponentWorkload[],
): InstanceRoot | undefined {
  const because = evidenceIn(collector);
  if (because === undefined) return undefined;
  const { name, namespace = '', creationTimestamp } = collector.metadata;
  const configuration: Configuration = isTree(collector.spec?.config) ? collector.spec.config : {};
  const { image } = collector.spec ?? {};
  const component = componentBy(configuration);
  const workloads = facts.workloads
    .filter((object) => isOwnedBy(object, collector) || isLabelledFor(collector, object))
    .flatMap((object) => {
      const recognised = components.find((one) => one.object === object);
      const workload = recognised ?? componentAs(object, { generation: 'v2', component, because }, facts);
      return workload === undefined ? [] : { ...workload, component };
    });
  return {
    namespace,
    name,
    flavour: 'otel-operator',
    strategy: component === 'all-in-one' ? 'allinone' : component === 'ingester' ? 'streaming' : 'production',
    storage: storageOfV2(configuration, new Map(), namespace),
    version: versionAmong(workloads) ?? (image === undefined ? undefined : versionOfImage(image)),
    endOfLife: false,
    phase: undefined,
    createdAt: creationTimestamp,
    evidence: [{ object: `opentelemetrycollectors/${name}`, because }, ...evidenceOf(workloads)],
    collector,
    workloads,
  };
}

function ofOrphans(workloads: readonly ComponentWorkload[]): InstanceRoot {
  const { namespace = '', labels } = workloads[0]?.object.metadata ?? {};
  const label = labels?.[INSTANCE] ?? '';
  // A namespace has no dots in its name.
  const name = label.slice(label.indexOf('.') + 1);
  const what = { namespace, name, flavour: 'otel-operator', endOfLife: false } as const;
  return rootAmong(workloads, what, 'labels of the opentelemetry-operator');
}
