import { ApiCluster } from './api-cluster.ts';
import { loadKubeconfig, type KubeconfigChoice } from './kubeconfig.ts';
import type { Cluster } from './ports.ts';
import type { ConnectionOptions } from './requests.ts';

export type Connection = Omit<ConnectionOptions, 'timeoutMs'>;

/** The cluster that the kubeconfig names; no request is sent before something is asked of it. */
export function connectCluster(choice: KubeconfigChoice, connection: Connection): Cluster {
  return new ApiCluster(loadKubeconfig(choice), { ...connection, timeoutMs: 30_000 });
}
