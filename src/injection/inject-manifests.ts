import { JaegerError } from '../errors/index.ts';
import { targetOfJaeger } from './agent-target.ts';
import { inject, type How } from './inject.ts';
import { placeOf } from './operator-answer.ts';
import { endpointOf, sidecarName } from './otel-sidecar.ts';
import type { Way } from './record.ts';
import type { InstanceChoice } from './resources.ts';
import type { Transformation, Transformed } from './transform-manifests.ts';
import { isHandMade, uninject } from './uninject.ts';
import { withMetadata, type Injectable } from './workload.ts';

export interface ManifestRequest {
  readonly text: string;
  /** Of objects that name none. */
  readonly namespace: string;
}

export interface InjectManifests extends ManifestRequest {
  /** Without a cluster nothing can be looked up: both names are needed. */
  readonly instance: InstanceChoice | undefined;
  readonly via: Way | undefined;
  readonly container: string | undefined;
}

const NO_EXTRAS = { volumes: [], imagePullSecrets: [] };

/** Manifests with their workloads injected, by the names that operators give Services and with nothing that an instance's resource says. Throws USAGE. */
export function injectManifests(request: InjectManifests): Promise<Transformed> {
  const { text, namespace, via = 'jaeger-operator', container } = request;
  const { instance } = request;
  if (instance?.namespace === undefined)
    throw new JaegerError('USAGE', 'with --filename no cluster is asked: name --instance NAMESPACE/NAME');
  const how = howOf({ namespace: instance.namespace, name: instance.name }, via, container);
  return transform(
    text,
    placed(namespace, (workload) => injected(workload, how)),
    'injected',
  );
}

/** Manifests without what injection has written. */
export const uninjectManifests = ({ text, namespace }: ManifestRequest): Promise<Transformed> =>
  transform(
    text,
    placed(namespace, (workload) => uninject(workload, { extras: NO_EXTRAS, namespace: {} }).workload),
    'uninjected',
  );

/** Only a file is YAML. */
async function transform(text: string, change: Transformation, done: string): Promise<Transformed> {
  const { transformManifests } = await import('./transform-manifests.ts');
  return transformManifests(text, change, done);
}

function injected(workload: Injectable, how: How): Injectable | string {
  const isByAgent = how.via === 'jaeger-operator' || how.via === 'sidecar';
  if (how.via === 'jaeger-operator' && workload.kind !== 'Deployment')
    return `the jaeger-operator does nothing for a ${workload.kind ?? 'workload'}`;
  if (isByAgent && isHandMade(workload)) return 'its agent was put there by hand';
  return inject(workload, how, NO_EXTRAS);
}

function howOf(instance: { namespace: string; name: string }, via: Way, container: string | undefined): How {
  const service = { namespace: instance.namespace, name: `${instance.name}-collector`, port: 4318 };
  const named = { instance: placeOf(instance) };
  if (via === 'otel-operator') return { ...named, via, collector: sidecarName(instance.name) };
  if (via === 'env') return { ...named, via, target: { endpoint: endpointOf(service) }, container };
  const surroundings = { openshift: false, configMapKeys: new Set<string>() };
  return { ...named, via, target: targetOfJaeger({ metadata: instance }), surroundings };
}

/** The change as it is in a namespace, of objects that may name none. */
const placed =
  (namespace: string, change: Transformation): Transformation =>
  (workload) => {
    const isPlaced = workload.metadata.namespace !== undefined;
    const result = change(isPlaced ? workload : withMetadata(workload, { namespace }));
    if (typeof result === 'string') return result;
    const { namespace: _, ...metadata } = result.metadata;
    return same(workload, isPlaced ? result : { ...result, metadata });
  };

/** The very same object where nothing differs. */
const same = (before: Injectable, after: Injectable): Injectable =>
  JSON.stringify(before) === JSON.stringify(after) ? before : after;
