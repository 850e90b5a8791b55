import type { Member } from '../jaeger/index.ts';
import type { Service, ServicePort } from '../kubernetes/types.ts';
import type { ServiceRow } from './report.ts';

/** The columns of `kubectl get services` (kubernetes 1.36, pkg/printers/internalversion printService). */
export function serviceRow({ object: { metadata, spec, status }, component, because }: Member<Service>): ServiceRow {
  const type = spec?.type ?? 'ClusterIP';
  return {
    name: metadata.name,
    component,
    type,
    clusterIP: spec?.clusterIP || '<none>',
    externalIP: externalIP(type, spec, status),
    ports: (spec?.ports ?? []).map(portText),
    selector: spec?.selector ?? {},
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
