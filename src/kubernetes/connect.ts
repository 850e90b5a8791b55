import { ApiCluster } from './api-cluster.ts';
import { loadKubeconfig, type KubeconfigChoice } from './kubeconfig.ts';
import type { Cluster } from './ports.ts';

/** The cluster that the kubeconfig names; no request is sent before something is asked of it. */
export function connectCluster(choice: KubeconfigChoice, userAgent: string): Cluster {
  return new ApiCluster(loadKubeconfig(choice), { userAgent, timeoutMs: 30_000 });
}
