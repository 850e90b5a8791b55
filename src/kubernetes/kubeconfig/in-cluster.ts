import { existsSync, readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import type { Settled } from './settle.ts';

/** Where Kubernetes puts a Pod's own credentials. */
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const TOKEN = join(SERVICE_ACCOUNT, 'token');

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The cluster of the Pod that we run in, where nothing names another (client-go 0.36, rest/config.go and
 * tools/clientcmd/merged_client_builder.go); undefined outside of one. Flags for the user count on top.
 */
export function inCluster(settled: Settled, environment: Environment): Settled | undefined {
  if (!isInCluster(environment)) return undefined;
  const { KUBERNETES_SERVICE_HOST: host = '', KUBERNETES_SERVICE_PORT: port = '' } = environment;
  const ca = join(SERVICE_ACCOUNT, 'ca.crt');
  const { cluster, user } = settled;
  return {
    ...settled,
    clusterName: 'in-cluster',
    cluster: {
      ...cluster,
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      caFile: cluster.caFile || (existsSync(ca) && !cluster.insecure ? ca : ''),
    },
    userName: 'in-cluster',
    user: { ...user, exec: undefined, authProvider: undefined, tokenFile: user.token === '' ? TOKEN : '' },
  };
}

/** The namespace of the Pod that we run in: it stands in for one that the context does not name, also beside a kubeconfig. */
export function podNamespace(environment: Environment): string {
  if (!isInCluster(environment)) return '';
  const file = join(SERVICE_ACCOUNT, 'namespace');
  return environment['POD_NAMESPACE'] || (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');
}

const isInCluster = ({ KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT }: Environment): boolean =>
  Boolean(KUBERNETES_SERVICE_HOST && KUBERNETES_SERVICE_PORT) && existsSync(TOKEN);
