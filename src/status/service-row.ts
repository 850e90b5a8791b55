import { isAlive, isRead, isReady, placeOf, selectsPod, type Facts, type Member } from '../jaeger/index.ts';
import type { Service, ServicePort } from '../kubernetes/types.ts';
import type { ServiceRow } from './report.ts';

/** The columns of `kubectl get services` (kubernetes 1.36, pkg/printers/internalversion printService). */
export function serviceRow({ object, component, because }: Member<Service>, facts: Facts): ServiceRow {
  const { metadata, spec, status } = object;
  const type = spec?.type ?? 'ClusterIP';
  return {
    ...placeOf(metadata),
    component,
    type,
    clusterIP: spec?.clusterIP || '<none>',
    externalIP: externalIP(type, spec, status),
    ports: (spec?.ports ?? []).map(portText),
    selector: spec?.selector ?? {},
    readyEndpoints: readyEndpoints(object, facts),
    createdAt: metadata.creationTimestamp,
    because,
  };
}

const portText = ({ port, nodePort, protocol = 'TCP' }: ServicePort): string =>
  nodePort === undefined || nodePort === 0 ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`;

function externalIP(type: string, spec: Service['spec'] = {}, status: Service['status'] = {}): string {
  if (type === 'ExternalName') return spec.externalName ?? '<none>';
  const given = spec.externalIPs ?? [];
  const balanced = (status.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  if (type === 'LoadBalancer') return [...balanced, ...given].join(',') || '<pending>';
  return given.join(',') || '<none>';
}

/** As the endpoint controller counts them (kubernetes 1.36): Pods that are ready and not going, or all for a Service that says so. */
export function readyEndpoints(service: Service, facts: Facts): number | undefined {
  if (!isRead(facts, 'pods', service.metadata.namespace ?? '')) return undefined;
  if (Object.keys(service.spec?.selector ?? {}).length === 0) return undefined;
  const takesAll = service.spec?.publishNotReadyAddresses === true;
  return facts.pods.filter((pod) => selectsPod(service, pod) && (isReady(pod) || (takesAll && isAlive(pod)))).length;
}
