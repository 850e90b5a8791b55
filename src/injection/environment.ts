import { addVariables, labelledName } from './agent-sidecar.ts';
import { OTEL_ATTRIBUTES, OTEL_SERVICE, OTLP_ENDPOINT, OTLP_PROTOCOL } from './marks.ts';
import { containersOf, withPodSpec, type Injectable } from './workload.ts';

/** Where OTLP over HTTP is taken. */
export interface OtlpTarget {
  /** `http://SERVICE.NAMESPACE:4318`. */
  readonly endpoint: string;
}

/** A workload whose containers send OTLP by themselves: variables that OpenTelemetry SDKs read, where there are none of that name. */
export function withEnvironment(
  workload: Injectable,
  { endpoint }: OtlpTarget,
  container: string | undefined,
): Injectable {
  const wanted = [
    { name: OTLP_ENDPOINT, value: endpoint },
    { name: OTLP_PROTOCOL, value: 'http/protobuf' },
    { name: OTEL_SERVICE, value: labelledName(workload) ?? workload.metadata.name },
    { name: OTEL_ATTRIBUTES, value: attributesOf(workload) },
  ];
  const containers = containersOf(workload).map((one) =>
    container === undefined || one.name === container ? addVariables(one, wanted) : one,
  );
  return withPodSpec(workload, { containers });
}

/** Semantic conventions 1.27. */
const attributesOf = ({ kind = 'Deployment', metadata: { name, namespace = 'default' } }: Injectable): string =>
  `k8s.namespace.name=${namespace},k8s.${kind.toLowerCase()}.name=${name}`;
