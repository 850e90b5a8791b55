import { kubeconfigFiles, readKubeconfigs } from './kubeconfig/read-kubeconfigs.ts';
import type { ClusterChoice, KubeconfigNames } from './ports.ts';

/** What the kubeconfig of a command line has entries for; no cluster is asked, and no library loaded. Throws KUBECONFIG. */
export function kubeconfigNames(
  { kubeconfig = '' }: Pick<ClusterChoice, 'kubeconfig'>,
  environment: Readonly<Record<string, string | undefined>>,
): KubeconfigNames {
  const read = readKubeconfigs(kubeconfigFiles(kubeconfig, environment['KUBECONFIG'] ?? ''), kubeconfig !== '');
  const namespaces = [...read.contexts.values()].map(({ namespace }) => namespace);
  return {
    contexts: [...read.contexts.keys()],
    clusters: [...read.clusters.keys()],
    users: [...read.users.keys()],
    namespaces: [...new Set(namespaces)].filter((name) => name !== ''),
  };
}
