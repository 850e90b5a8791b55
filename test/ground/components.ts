import { openSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from './paths.ts';

/** From the blocks reserved for documentation and benchmarks: no real network can have them. */
export const NODE_ADDRESS = '198.51.100.10';
const SERVICE_RANGE = '198.19.0.0/16';

export const componentNames = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'containerd',
  'kubelet',
  'kube-proxy',
  'coredns',
] as const;
export type Component = (typeof componentNames)[number];

interface Layout {
  readonly run: string;
  readonly certs: string;
  readonly kubeconfig: string;
  readonly socket: string;
}

export function layoutOf({ dir }: Instance): Layout {
  const run = join(dir, 'run');
  return {
    run,
    certs: join(run, 'certs'),
    kubeconfig: join(run, 'admin.kubeconfig'),
    // A socket's path has room for 104 characters: inside, /run is the instance's own.
    socket: '/run/containerd/containerd.sock',
  };
}

/** The command line of a component; the same for its first start and for every later one. */
export function commandOf(component: Component, instance: Instance): string[] {
  const { run, certs, kubeconfig } = layoutOf(instance);
  const keys = `${certs}/service-accounts.key`;
  const controller = [
    `--kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    // What it may ask of the API server by default makes 20 Pods a second.
    '--kube-api-qps=1000',
    '--kube-api-burst=2000',
  ];
  const client = 'http://127.0.0.1:2379';
  const commands: Record<Component, string[]> = {
    etcd: [
      `--data-dir=${run}/etcd`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      '--listen-peer-urls=http://127.0.0.1:2380',
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
    'kube-apiserver': [
      `--etcd-servers=${client}`,
      `--cert-dir=${certs}`,
      `--advertise-address=${NODE_ADDRESS}`,
      `--service-cluster-ip-range=${SERVICE_RANGE}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${keys}`,
      `--service-account-signing-key-file=${keys}`,
      '--authorization-mode=Node,RBAC',
      `--token-auth-file=${certs}/tokens.csv`,
      '--allow-privileged=true',
      '--kubelet-preferred-address-types=InternalIP',
    ],
    'kube-controller-manager': [
      ...controller,
      `--service-account-private-key-file=${keys}`,
      `--root-ca-file=${certs}/apiserver.crt`,
      '--enable-hostpath-provisioner',
      '--concurrent-deployment-syncs=20',
      '--concurrent-replicaset-syncs=20',
      '--concurrent-namespace-syncs=20',
    ],
    'kube-scheduler': controller,
    containerd: [`--config=${run}/containerd.toml`],
    kubelet: [
      `--config=${run}/kubelet.json`,
      `--kubeconfig=${kubeconfig}`,
      '--hostname-override=ground',
      `--node-ip=${NODE_ADDRESS}`,
      '--root-dir=/run/kubelet',
      `--cert-dir=${certs}/kubelet`,
    ],
    'kube-proxy': [`--config=${run}/kube-proxy.json`],
    coredns: [`-conf=${run}/Corefile`],
  };
  return [component, ...commands[component]];
}

export const logOf = (component: Component, instance: Instance): string =>
  join(layoutOf(instance).run, 'logs', `${component}.log`);

export const openLog = (component: Component, instance: Instance): number => openSync(logOf(component, instance), 'a');
