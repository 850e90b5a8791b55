import { operatorImage, operatorManifest } from '../parts.ts';
import { webhookOperator } from './webhook-operator.ts';

/** The v1 operator. */
export const operator = webhookOperator({
  name: 'operator',
  namespace: 'observability',
  deployment: 'jaeger-operator',
  image: operatorImage,
  manifest: operatorManifest,
  webhookService: 'jaeger-operator-webhook-service',
  certificateSecret: 'jaeger-operator-service-cert',
  probe: { apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', metadata: { name: 'probe', namespace: 'default' } },
});
