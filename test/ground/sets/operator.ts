import { allInOneWithAgentImage, operatorImage, operatorManifest } from '../parts.ts';
import type { GroundSet } from './set.ts';
import { webhookOperator } from './webhook-operator.ts';

/** The v1 operator as it is started with these flags. */
const v1Operator = (name: string, flags: readonly string[] = []): GroundSet =>
  webhookOperator({
    name,
    flags,
    namespace: 'observability',
    deployment: 'jaeger-operator',
    image: operatorImage,
    manifest: operatorManifest,
    webhookService: 'jaeger-operator-webhook-service',
    certificateSecret: 'jaeger-operator-service-cert',
    probe: { apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', metadata: { name: 'probe', namespace: 'default' } },
  });

export const operator = v1Operator('operator');
/** As it works on OpenShift. The flags that it gives an all-in-one there are unknown to the images of its own version. */
export const openshiftOperator = v1Operator('openshift-operator', [
  '--platform=openshift',
  '--es-provision=yes',
  `--jaeger-all-in-one-image=${allInOneWithAgentImage.reference}`,
]);
