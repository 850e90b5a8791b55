import { at, isTree, textsIn, type InstanceRoot, COLLECTORS } from '../jaeger/index.ts';
import type { Manifest } from '../kubernetes/ports.ts';
import type { OpenTelemetryCollector } from '../kubernetes/types.ts';
import type { SpanService } from './endpoints.ts';
import type { Sidecar } from './otel-answer.ts';

/** On a sidecar that we have made: its value is the instance, as `NAMESPACE.NAME`. */
export const OUR_SIDECAR = 'jaeger.kubectl/sidecar-for';

/** Where OTLP over HTTP is sent to. */
export const endpointOf = ({ namespace, name, port }: SpanService): string => `http://${name}.${namespace}.svc:${port}`;

/** A sidecar in a namespace that sends to a Service, by any of the collector's ways to say so. */
export function sidecarFor(
  collectors: readonly OpenTelemetryCollector[],
  namespace: string,
  service: SpanService,
): Sidecar | undefined {
  const host = new RegExp(`(^|//)${service.name}\\.${service.namespace}(\\.svc[^:/]*)?(:|/|$)`);
  const found = collectors.find(
    ({ metadata, spec }) =>
      metadata.namespace === namespace &&
      spec?.mode === 'sidecar' &&
      exportersOf(spec.config).some((exporter) =>
        textsIn(at(exporter, 'endpoint')).some((address) => host.test(address)),
      ),
  );
  return found && { namespace, name: found.metadata.name };
}

function exportersOf(config: unknown): readonly unknown[] {
  const exporters = at(config, 'exporters');
  return isTree(exporters) ? Object.values(exporters) : [];
}

/**
 * A sidecar that takes OTLP, and what Jaeger's own clients of old send, and hands it on. It runs the instance's own image, which is Jaeger v2 and within
 * reach; listens for its own Pod alone, and keeps nothing.
 */
export function sidecarManifest(
  root: InstanceRoot,
  namespace: string,
  service: SpanService,
): Manifest & { readonly spec: object } {
  const image = root.workloads.find(({ generation }) => generation === 'v2')?.image;
  const own = '127.0.0.1';
  return {
    apiVersion: `${COLLECTORS.group}/${COLLECTORS.version}`,
    kind: COLLECTORS.kind,
    metadata: Object.assign({ name: sidecarName(root.name), namespace }, { labels: { [OUR_SIDECAR]: labelFor(root) } }),
    spec: {
      mode: 'sidecar',
      ...(image === undefined ? {} : { image }),
      config: {
        receivers: {
          otlp: { protocols: { grpc: { endpoint: `${own}:4317` }, http: { endpoint: `${own}:4318` } } },
          jaeger: {
            protocols: {
              thrift_compact: { endpoint: `${own}:6831` },
              thrift_binary: { endpoint: `${own}:6832` },
              thrift_http: { endpoint: `${own}:14268` },
            },
          },
        },
        exporters: { otlphttp: { endpoint: endpointOf(service) } },
        service: { pipelines: { traces: { receivers: ['otlp', 'jaeger'], exporters: ['otlphttp'] } } },
      },
    },
  };
}

/** What a sidecar of our making is called. */
export const sidecarName = (instance: string): string => `to-${instance}`.slice(0, 40).replace(/[^a-z0-9]+$/, '');

const labelFor = ({ namespace, name }: Pick<InstanceRoot, 'namespace' | 'name'>): string =>
  `${namespace}.${name}`.slice(0, 63).replace(/[^A-Za-z0-9]+$/, '');
