import type { Manifest } from '../kubernetes/ports.ts';
import type { AgentTarget } from './agent-target.ts';
import type { Named } from './workload.ts';

/** What the v1 operator mounts on OpenShift, from ConfigMaps of these names beside the workload (jaeger-operator 1.65, config/ca). */
interface Certificates {
  readonly end: string;
  readonly mountPath: string;
  readonly key: string;
  readonly file: string;
  /** By which OpenShift knows what to write into the ConfigMap. */
  readonly marks: object;
}

const CERTIFICATES: readonly Certificates[] = [
  {
    end: '-trusted-ca',
    mountPath: '/etc/pki/ca-trust/extracted/pem',
    key: 'ca-bundle.crt',
    file: 'tls-ca-bundle.pem',
    marks: { labels: { 'config.openshift.io/inject-trusted-cabundle': 'true' } },
  },
  {
    end: '-service-ca',
    mountPath: '/etc/pki/ca-trust/source/service-ca',
    key: 'service-ca.crt',
    file: 'service-ca.crt',
    marks: { annotations: { 'service.beta.openshift.io/inject-cabundle': 'true' } },
  },
];

const wantedBy = ({ mountPaths }: AgentTarget): readonly Certificates[] =>
  CERTIFICATES.filter(({ mountPath }) => !mountPaths.some((path) => path.startsWith(mountPath)));

export const certificateMounts = (target: AgentTarget): readonly Named[] =>
  wantedBy(target).map(({ end, mountPath }) => ({ name: target.name + end, mountPath, readOnly: true }));

export const certificateVolumes = (target: AgentTarget): readonly Named[] =>
  wantedBy(target).map(({ end, key, file }) => ({
    name: target.name + end,
    configMap: { name: target.name + end, items: [{ key, path: file }] },
  }));

/** The names that such volumes have, whatever the instance mounts itself. */
export const certificateNames = (instance: string): readonly string[] => CERTIFICATES.map(({ end }) => instance + end);

/** What the operator would put beside a workload in another namespace, for OpenShift to fill in. */
export const certificateMaps = (target: AgentTarget, namespace: string): readonly Manifest[] =>
  wantedBy(target).map(({ end, marks }) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: Object.assign({ name: target.name + end, namespace }, marks),
  }));
