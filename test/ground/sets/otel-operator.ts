import { jaegerV2Image, otelOperatorImage, otelOperatorManifest } from '../parts.ts';
import { manifestSet } from './manifest-set.ts';
import type { GroundSet } from './set.ts';
import { webhookOperator } from './webhook-operator.ts';

const operator = webhookOperator({
  name: 'otel-operator',
  namespace: 'opentelemetry-operator-system',
  deployment: 'opentelemetry-operator-controller-manager',
  image: otelOperatorImage,
  manifest: otelOperatorManifest,
  webhookService: 'opentelemetry-operator-webhook-service',
  certificateSecret: 'opentelemetry-operator-controller-manager-service-cert',
  probe: {
    apiVersion: 'opentelemetry.io/v1beta1',
    kind: 'OpenTelemetryCollector',
    metadata: { name: 'probe', namespace: 'default' },
    spec: {
      config: {
        receivers: { otlp: { protocols: { grpc: {} } } },
        exporters: { debug: {} },
        service: { pipelines: { traces: { receivers: ['otlp'], exporters: ['debug'] } } },
      },
    },
  },
});

const collectors = manifestSet({
  name: 'otel-collectors',
  needs: [],
  images: [jaegerV2Image],
  places: [
    {
      namespace: 'otel',
      workloads: ['deployment/jaeger-inmemory-collector', 'deployment/with-sidecar'],
      serves: { 'jaeger-inmemory-collector': 4318 },
      pods: 'app.kubernetes.io/managed-by=opentelemetry-operator',
    },
  ],
});

/** The OpenTelemetry operator with Jaeger v2 as its collector, once on its own and once beside an application. */
export const otelOperator: GroundSet = {
  name: operator.name,
  needs: [],
  parts: [...operator.parts, ...collectors.parts],
  async add(cluster) {
    await operator.add(cluster);
    await collectors.add(cluster);
  },
  async remove(cluster) {
    await collectors.remove(cluster);
    await operator.remove(cluster);
  },
};
