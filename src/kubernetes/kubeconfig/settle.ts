import { resolve } from 'node:path';
import { JaegerError } from '../../errors/index.ts';
import type { ClusterChoice } from '../ports.ts';
import type { ClusterEntry, ContextEntry, Kubeconfig, UserEntry } from './entries.ts';

/** What a kubeconfig and a command line come to: one cluster, one user. */
export interface Settled {
  /** Empty where nothing names one. */
  readonly context: string;
  readonly namespace: string;
  readonly clusterName: string;
  readonly cluster: ClusterEntry;
  readonly userName: string;
  readonly user: UserEntry;
}

const NO_CONTEXT: ContextEntry = { cluster: '', user: '', namespace: '' };

const NO_CLUSTER: ClusterEntry = {
  server: '',
  tlsServerName: '',
  insecure: false,
  caFile: '',
  caData: '',
  proxyUrl: '',
  disableCompression: false,
  pluginConfig: undefined,
};

const NOBODY: UserEntry = {
  certFile: '',
  certData: '',
  keyFile: '',
  keyData: '',
  token: '',
  tokenFile: '',
  as: '',
  asUid: '',
  asGroups: [],
  asExtra: new Map(),
  username: '',
  password: '',
  authProvider: undefined,
  exec: undefined,
};

/**
 * The entries that the context names, with what the flags put in their place (client-go 0.36, getContext, getCluster and
 * getAuthInfo of tools/clientcmd/client_config.go). Throws KUBECONFIG for a name that is not there.
 */
export function settle(kubeconfig: Kubeconfig, choice: ClusterChoice): Settled {
  const context = choice.context || kubeconfig.currentContext;
  const found = kubeconfig.contexts.get(context);
  if (context !== '' && !found) {
    throw new JaegerError('KUBECONFIG', `context was not found for specified context: ${context}`, {
      prefix: 'Error in configuration',
      hints: ['list the contexts with: kubectl config get-contexts'],
    });
  }
  const { cluster, user, namespace } = found ?? NO_CONTEXT;
  const clusterName = choice.cluster || cluster;
  const userName = choice.user || user;
  if (choice.cluster && !kubeconfig.clusters.has(clusterName))
    throw new JaegerError('KUBECONFIG', `no server found for cluster "${clusterName}"`);
  if (choice.user && !kubeconfig.users.has(userName))
    throw new JaegerError('KUBECONFIG', `auth info "${userName}" does not exist`);
  return {
    context,
    namespace,
    clusterName,
    cluster: clusterWith(kubeconfig.clusters.get(clusterName) ?? NO_CLUSTER, choice),
    userName,
    user: userWith(kubeconfig.users.get(userName) ?? NOBODY, choice),
  };
}

const absolute = (path: string | undefined): string => (path ? resolve(path) : '');

/** What is said of verification replaces all of it; another server is not known by the name of the first. */
function clusterWith(entry: ClusterEntry, choice: ClusterChoice): ClusterEntry {
  const { server, tlsServerName, insecure = false, caFile } = choice;
  return {
    ...entry,
    server: server || entry.server,
    ...(server || tlsServerName ? { tlsServerName: tlsServerName ?? '' } : {}),
    ...(insecure || caFile ? { insecure, caFile: absolute(caFile), caData: '' } : {}),
    disableCompression: choice.disableCompression || entry.disableCompression,
  };
}

function userWith(entry: UserEntry, choice: ClusterChoice): UserEntry {
  const { certFile, keyFile, asGroups = [], asExtra = [] } = choice;
  return {
    ...entry,
    ...(certFile ? { certFile: absolute(certFile), certData: '' } : {}),
    ...(keyFile ? { keyFile: absolute(keyFile), keyData: '' } : {}),
    token: choice.token || entry.token,
    username: choice.username || entry.username,
    password: choice.password || entry.password,
    as: choice.as || entry.as,
    asUid: choice.asUid || entry.asUid,
    asGroups: asGroups.length > 0 ? asGroups : entry.asGroups,
    asExtra: new Map([...entry.asExtra, ...extraOf(asExtra)]),
  };
}

/** `KEY=VALUE` each, a key as often as it has values; what has no `=` is passed over, as kubectl does. */
function extraOf(pairs: readonly string[]): Map<string, string[]> {
  const extra = new Map<string, string[]>();
  for (const pair of pairs) {
    const [, key, value] = /^(.*?)=(.*)$/s.exec(pair) ?? [];
    if (key !== undefined && value !== undefined) extra.set(key, [...(extra.get(key) ?? []), value]);
  }
  return extra;
}
