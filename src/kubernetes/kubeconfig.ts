import type { KubeConfig } from '@kubernetes/client-node';
import type { Target } from './ports.ts';

export { loadConnection, type Surroundings } from './kubeconfig/load-connection.ts';

export function targetOf(config: KubeConfig): Target {
  const context = config.getCurrentContext();
  return {
    context,
    server: config.getCurrentCluster()?.server ?? '',
    namespace: config.getContextObject(context)?.namespace || 'default',
  };
}
