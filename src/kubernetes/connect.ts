import { ApiCluster } from './api-cluster.ts';
import { loadConnection, type Surroundings } from './kubeconfig.ts';
import type { Cluster, ClusterChoice } from './ports.ts';
import type { ConnectionOptions } from './requests.ts';

export { logExchange } from './request-log.ts';
export { spareMemory } from './spare-memory.ts';

export type Listeners = Omit<ConnectionOptions, 'timeoutMs' | 'canCompress'>;

/** The cluster that flags, environment and kubeconfig name; no request is sent before something is asked of it. */
export function connectCluster(choice: ClusterChoice, listeners: Listeners, surroundings: Surroundings): Cluster {
  const { config, ...options } = loadConnection(choice, surroundings);
  return new ApiCluster(config, { ...listeners, ...options });
}
