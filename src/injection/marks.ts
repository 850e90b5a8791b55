/** On a Deployment or a Namespace: what is wanted of the v1 operator: `true`, `false`, or an instance's name (jaeger-operator 1.65). */
export const INJECT = 'sidecar.jaegertracing.io/inject';
/** Counted up by the operator, so that its webhook looks at a Deployment again. */
export const REVISION = 'sidecar.jaegertracing.io/revision';
/** On Pods and Namespaces: what is wanted of the OpenTelemetry operator: `true`, `false`, `NAME` or `NAMESPACE/NAME` (0.140). */
export const OTEL_INJECT = 'sidecar.opentelemetry.io/inject';

/** What injection has written on a workload, and what had been there before: ours. */
export const RECORD = 'jaeger.kubectl/injection';

/** What the v1 operator writes where there is nothing, whatever the agent's port is. */
export const SCRAPED: Readonly<Record<string, string>> = {
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': '14271',
};

export const SERVICE_NAME = 'JAEGER_SERVICE_NAME';
export const PROPAGATION = 'JAEGER_PROPAGATION';
/** The second one up to jaeger-operator 1.19. */
export const PROPAGATIONS = ['jaeger,b3,w3c', 'jaeger,b3'] as const;

export const OTLP_ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';
export const OTLP_PROTOCOL = 'OTEL_EXPORTER_OTLP_PROTOCOL';
export const OTEL_SERVICE = 'OTEL_SERVICE_NAME';
export const OTEL_ATTRIBUTES = 'OTEL_RESOURCE_ATTRIBUTES';

/** Variables by which an OpenTelemetry SDK is told to send nothing (its specification, 1.50). */
export const OFF: readonly (readonly [name: string, value: string])[] = [
  ['OTEL_SDK_DISABLED', 'true'],
  ['OTEL_TRACES_EXPORTER', 'none'],
  ['OTEL_TRACES_SAMPLER', 'always_off'],
];
