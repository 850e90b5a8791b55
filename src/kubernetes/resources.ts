import { JaegerError } from '../errors/index.ts';
import type { AnyResource, ApiResource, Resource } from './types.ts';

const inNamespace = (group: string, version: string, kind: string): Omit<ApiResource, 'plural'> => ({
  group,
  version,
  kind,
  namespaced: true,
});

const KNOWN: Readonly<Record<Resource, Omit<ApiResource, 'plural'>>> = {
  pods: inNamespace('', 'v1', 'Pod'),
  services: inNamespace('', 'v1', 'Service'),
  persistentvolumeclaims: inNamespace('', 'v1', 'PersistentVolumeClaim'),
  configmaps: inNamespace('', 'v1', 'ConfigMap'),
  events: inNamespace('', 'v1', 'Event'),
  namespaces: { group: '', version: 'v1', kind: 'Namespace', namespaced: false },
  deployments: inNamespace('apps', 'v1', 'Deployment'),
  statefulsets: inNamespace('apps', 'v1', 'StatefulSet'),
  daemonsets: inNamespace('apps', 'v1', 'DaemonSet'),
  rollouts: inNamespace('argoproj.io', 'v1alpha1', 'Rollout'),
  jobs: inNamespace('batch', 'v1', 'Job'),
  cronjobs: inNamespace('batch', 'v1', 'CronJob'),
  leases: inNamespace('coordination.k8s.io', 'v1', 'Lease'),
  ingresses: inNamespace('networking.k8s.io', 'v1', 'Ingress'),
  networkpolicies: inNamespace('networking.k8s.io', 'v1', 'NetworkPolicy'),
  mutatingwebhookconfigurations: {
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    kind: 'MutatingWebhookConfiguration',
    namespaced: false,
  },
  routes: inNamespace('route.openshift.io', 'v1', 'Route'),
  httproutes: inNamespace('gateway.networking.k8s.io', 'v1', 'HTTPRoute'),
  jaegers: inNamespace('jaegertracing.io', 'v1', 'Jaeger'),
  opentelemetrycollectors: inNamespace('opentelemetry.io', 'v1beta1', 'OpenTelemetryCollector'),
};

export const resourceOf = (resource: AnyResource): ApiResource =>
  typeof resource === 'string' ? { ...KNOWN[resource], plural: resource } : resource;

export interface Location {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

export const groupPath = (group: string, version: string): string =>
  group === '' ? `/api/${segment(version)}` : `/apis/${segment(group)}/${segment(version)}`;

/** The path of a resource's collection, or of one object in it. */
export function pathOf({ group, version, plural, namespaced }: ApiResource, { namespace, name }: Location): string {
  const scope = namespaced && namespace !== undefined ? `/namespaces/${segment(namespace)}` : '';
  const object = name === undefined ? '' : `/${segment(name)}`;
  return `${groupPath(group, version)}${scope}/${segment(plural)}${object}`;
}

/**
 * Names come from the user and from the cluster. One that walks up the path would ask for something else than was meant
 * (apimachinery 0.36, api/validation/path refuses the same).
 */
export function segment(name: string): string {
  if (name === '' || name === '.' || name === '..' || /[/%]/.test(name)) {
    throw new JaegerError('BAD_NAME', `"${name}" cannot be the name of an object or a namespace`);
  }
  return encodeURIComponent(name);
}
