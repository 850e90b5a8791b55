import { COLLECTORS } from '../jaeger/index.ts';
import type { Step } from '../plan/index.ts';
import type { Candidate } from './choose-target.ts';
import { serviceWith, type SpanService } from './endpoints.ts';
import { sidecarFor, sidecarManifest } from './otel-sidecar.ts';
import type { Situation } from './plan-subject.ts';
import { readable } from './readable.ts';
import type { Around, Source } from './read-around.ts';

export type Route = Pick<Situation, 'otlp' | 'grpc' | 'collector'> & {
  /** The OpenTelemetry sidecar that there would have to be. */
  readonly planned: Step | undefined;
};

/** By which Services, and which sidecar in the namespace, an instance is reached. */
export async function readRoute(cluster: Source, around: Around, { root, namespace }: Candidate): Promise<Route> {
  const services = await readable(cluster.list('services', { namespace }), []);
  const [otlp, grpc] = [4318, 14250].map((port) => root && serviceWith(root, services, port));
  if (root === undefined || otlp === undefined || !around.hasCollectors)
    return { otlp, grpc, collector: '', planned: undefined };
  return { otlp, grpc, ...sidecarIn(around, { root, otlp }) };
}

function sidecarIn(
  { namespace, collectors }: Around,
  { root, otlp }: { readonly root: NonNullable<Candidate['root']>; readonly otlp: SpanService },
): Pick<Route, 'collector' | 'planned'> {
  const found = sidecarFor(collectors, namespace, otlp);
  if (found !== undefined) return { collector: found.name, planned: undefined };
  const manifest = sidecarManifest(root, namespace, otlp);
  return { collector: manifest.metadata.name, planned: { type: 'apply', resource: COLLECTORS, manifest, isNew: true } };
}
