import { at, isTree, makes, parseConfiguration } from '../jaeger/index.ts';
import type { KubernetesObject, OpenTelemetryCollector, Pod } from '../kubernetes/types.ts';
import { OTLP_ENDPOINT } from './marks.ts';
import type { Found } from './subject.ts';

/** What the OpenTelemetry operator has made of a Pod; the rest of it is not kept. */
export interface SeenPod extends KubernetesObject {
  /** The image of its sidecar; undefined without one. */
  readonly sidecar: string | undefined;
  /** What its sidecar was told to do; undefined where that is not known. */
  readonly configuration: unknown;
  readonly isInstrumented: boolean;
  /** Where it is told to send spans. */
  readonly endpoint: string | undefined;
}

const SIDECAR = 'otc-container';
/** The variable that has the sidecar's configuration as text (opentelemetry-operator 0.140). */
const CONFIGURATION = 'OTEL_CONFIG';

/** What instrumentation leaves behind (opentelemetry-operator 0.140): a container that brings the agent, or for `sdk` only variables. */
const INSTRUMENTS = /^opentelemetry-auto-instrumentation|^otel-agent-attach/;
const NODE = 'OTEL_RESOURCE_ATTRIBUTES_NODE_NAME';

/** Of Pods that run, or are to. */
export async function seenPods(pods: readonly Pod[]): Promise<readonly SeenPod[]> {
  const alive = pods.filter(
    ({ metadata, status }) =>
      metadata.deletionTimestamp === undefined && !['Succeeded', 'Failed'].includes(status?.phase ?? ''),
  );
  // Of a thousand Pods with the same sidecar one is parsed.
  const texts = new Set(alive.flatMap((pod) => configurationOf(pod) ?? []));
  const parsed = new Map(
    await Promise.all([...texts].map(async (text) => [text, await parseConfiguration(text)] as const)),
  );
  return alive.map((pod) => ({ ...seen(pod), configuration: parsed.get(configurationOf(pod) ?? '') }));
}

const containersOf = ({ spec }: Pod) => [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];

const configurationOf = (pod: Pod): string | undefined =>
  containersOf(pod)
    .find(({ name }) => name === SIDECAR)
    ?.env?.find(({ name }) => name === CONFIGURATION)?.value;

function seen(pod: Pod): Omit<SeenPod, 'configuration'> {
  const containers = containersOf(pod);
  const env = containers.flatMap((container) => (container.name === SIDECAR ? [] : (container.env ?? [])));
  const sidecar = containers.find(({ name }) => name === SIDECAR);
  return {
    metadata: { ...pod.metadata, annotations: {} },
    sidecar: sidecar && (sidecar.image ?? ''),
    isInstrumented: containers.some(({ name }) => INSTRUMENTS.test(name)) || env.some(({ name }) => name === NODE),
    endpoint: env.find(({ name }) => name === OTLP_ENDPOINT)?.value,
  };
}

/** In which way a Pod's sidecar is not what its collector says now; undefined where it is, and without one. */
export function outdated(pod: SeenPod, collector: OpenTelemetryCollector | undefined): string | undefined {
  const { sidecar, configuration } = pod;
  if (sidecar === undefined || collector === undefined) return undefined;
  const image = collector.spec?.image ?? collector.status?.image;
  if (image !== undefined && sidecar !== image) return `${sidecar}, now ${image}`;
  const config = collector.spec?.config;
  const isOther = isTree(configuration) && isTree(config) && canonical(configuration) !== canonical(config);
  return isOther ? 'its configuration is another one now' : undefined;
}

/** Nothing, a key without a value, and an empty map or list mean the same to a collector. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => {
    if (!isTree(inner)) return inner;
    const entries = Object.entries(inner).map(([key, one]) => [key, one ?? {}] as const);
    return Object.fromEntries(entries.toSorted(([one], [another]) => (one < another ? -1 : 1)));
  });

/** Whether any Pod of a workload is without the sidecar that it would get now. */
export const needsRestart = (
  found: Found,
  pods: readonly SeenPod[],
  collector: OpenTelemetryCollector | undefined,
): boolean => podsOf(found, pods).some((pod) => pod.sidecar === undefined || outdated(pod, collector) !== undefined);

/** Whether any Pod of a workload has a sidecar. */
export const hasSidecar = (found: Found, pods: readonly SeenPod[]): boolean =>
  podsOf(found, pods).some(({ sidecar }) => sidecar !== undefined);

function podsOf({ resource, live }: Found, pods: readonly SeenPod[]): readonly SeenPod[] {
  const matchLabels = Object.assign({}, at(live, 'spec', 'selector', 'matchLabels'));
  const maker = { resource: resource.plural, metadata: live.metadata, spec: { selector: { matchLabels } } };
  return pods.filter((pod) => makes(maker, pod));
}
