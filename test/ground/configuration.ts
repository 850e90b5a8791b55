import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { layoutOf, NODE_ADDRESS } from './components.ts';
import type { Instance } from './paths.ts';
import { tokenFile } from './roles.ts';

const POD_RANGE = '198.18.0.0/16';

/** Writes what the components read at their start. */
export async function writeConfiguration(instance: Instance): Promise<void> {
  const { run, certs } = layoutOf(instance);
  for (const sub of ['certs', 'logs', 'cni', 'containerd', 'kubelet', 'etcd'])
    await mkdir(join(run, sub), { recursive: true });
  await mkdir(join(instance.dir, 'volumes'), { recursive: true });
  await writeFile(join(certs, 'tokens.csv'), tokenFile(), { mode: 0o600 });
  const files: Record<string, string> = {
    'containerd.toml': containerdConfig(instance),
    'kubelet.json': JSON.stringify(kubeletConfig(instance)),
    'kube-proxy.json': JSON.stringify(proxyConfig(instance)),
    'cni/10-ground.conflist': JSON.stringify(networkConfig(run)),
    Corefile: corefile(instance),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(run, name), text);
}

/** A kubeconfig that carries the API server's certificate with it. The address exists inside the namespaces only. */
export function kubeconfigFor(user: string, token: string, certificate: Buffer): string {
  const cluster = {
    server: `https://${NODE_ADDRESS}:6443`,
    'certificate-authority-data': certificate.toString('base64'),
  };
  return `${JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'ground', cluster }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'ground', context: { cluster: 'ground', user } }],
    'current-context': 'ground',
  })}\n`;
}

/** Without AppArmor and without CAP_SYS_RESOURCE: the machine may itself be a container or a small VM. */
const containerdConfig = (instance: Instance): string => `version = 3
root = "${layoutOf(instance).run}/containerd/root"
state = "/run/containerd/state"
[grpc]
  address = "${layoutOf(instance).socket}"
[plugins."io.containerd.cri.v1.images"]
  snapshotter = "overlayfs"
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = "ground.local/pause:1"
[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = true
  disable_apparmor = true
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ["/usr/lib/cni"]
    conf_dir = "${layoutOf(instance).run}/cni"
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;

const kubeletConfig = (instance: Instance): object => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
  authorization: { mode: 'AlwaysAllow' },
  cgroupDriver: 'cgroupfs',
  cgroupRoot: `/${instance.cgroup}`,
  failCgroupV1: false,
  failSwapOn: false,
  clusterDNS: [NODE_ADDRESS],
  clusterDomain: 'cluster.local',
  containerRuntimeEndpoint: `unix://${layoutOf(instance).socket}`,
  evictionHard: { 'memory.available': '1Mi' },
  imageGCHighThresholdPercent: 100,
  localStorageCapacityIsolation: false,
  oomScoreAdj: 0,
  resolvConf: '',
  staticPodPath: '',
  serializeImagePulls: false,
});

const proxyConfig = (instance: Instance): object => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  clientConnection: { kubeconfig: layoutOf(instance).kubeconfig },
  mode: 'iptables',
  hostnameOverride: 'ground',
  clusterCIDR: POD_RANGE,
  oomScoreAdj: 0,
  conntrack: { maxPerCore: 0, min: 0 },
});

const networkConfig = (run: string): object => ({
  cniVersion: '1.0.0',
  name: 'ground',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      ipMasq: true,
      hairpinMode: true,
      ipam: {
        type: 'host-local',
        ranges: [[{ subnet: POD_RANGE }]],
        routes: [{ dst: '0.0.0.0/0' }],
        dataDir: join(run, 'cni-data'),
      },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
});

const corefile = (instance: Instance): string => `.:53 {
  errors
  ready 127.0.0.1:8181
  kubernetes cluster.local in-addr.arpa {
    kubeconfig ${layoutOf(instance).kubeconfig}
  }
}
`;
