import type { KubernetesObject, Pod } from '../kubernetes/types.ts';
import { OTLP_ENDPOINT } from './marks.ts';

/** What the OpenTelemetry operator has made of a Pod; the rest of it is not kept. */
export interface SeenPod extends KubernetesObject {
  /** The image of its sidecar; undefined without one. */
  readonly sidecar: string | undefined;
  readonly isInstrumented: boolean;
  /** Where it is told to send spans. */
  readonly endpoint: string | undefined;
}

const SIDECAR = 'otc-container';

/** What instrumentation leaves behind (opentelemetry-operator 0.140): a container that brings the agent, or for `sdk` only variables. */
const INSTRUMENTS = /^opentelemetry-auto-instrumentation|^otel-agent-attach/;
const NODE = 'OTEL_RESOURCE_ATTRIBUTES_NODE_NAME';

/** Of Pods that run, or are to. */
export const seenPods = (pods: readonly Pod[]): readonly SeenPod[] =>
  pods
    .filter(
      ({ metadata, status }) =>
        metadata.deletionTimestamp === undefined && !['Succeeded', 'Failed'].includes(status?.phase ?? ''),
    )
    .map(seen);

function seen({ metadata, spec }: Pod): SeenPod {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const env = containers.flatMap((container) => (container.name === SIDECAR ? [] : (container.env ?? [])));
  const sidecar = containers.find(({ name }) => name === SIDECAR);
  return {
    metadata: { ...metadata, annotations: {} },
    sidecar: sidecar && (sidecar.image ?? ''),
    isInstrumented: containers.some(({ name }) => INSTRUMENTS.test(name)) || env.some(({ name }) => name === NODE),
    endpoint: env.find(({ name }) => name === OTLP_ENDPOINT)?.value,
  };
}
