import { jaegerV2Image, otelOperatorImage, otelOperatorManifest } from '../parts.ts';
import { deleteManifest, manifest, podsGone, rolledOut, serves, type GroundSet } from './set.ts';
import { webhookOperator } from './webhook-operator.ts';

const NAMESPACE = 'otel';

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

/** The OpenTelemetry operator with Jaeger v2 as its collector, once on its own and once beside an application. */
export const otelOperator: GroundSet = {
  ...operator,
  parts: [...operator.parts, jaegerV2Image],
  async add(cluster) {
    await cluster.load(jaegerV2Image);
    await operator.add(cluster);
    await cluster.apply(await manifest('otel-collectors'));
    await rolledOut(cluster, NAMESPACE, 'deployment/jaeger-inmemory-collector');
    await rolledOut(cluster, NAMESPACE, 'deployment/with-sidecar');
    await serves(cluster, NAMESPACE, 'jaeger-inmemory-collector', 4318);
  },
  async remove(cluster) {
    await deleteManifest(cluster, await manifest('otel-collectors'));
    await podsGone(cluster, NAMESPACE, 'app.kubernetes.io/managed-by=opentelemetry-operator');
    await operator.remove(cluster);
  },
};
