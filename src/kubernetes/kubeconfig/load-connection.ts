import type { KubeConfig } from '@kubernetes/client-node';
import { JaegerError } from '../../errors/index.ts';
import type { ClusterChoice } from '../ports.ts';
import { clientConfig } from './client-config.ts';
import { faultsOf } from './faults.ts';
import { identityOf, plainIdentity, type Identity } from './identity.ts';
import { inCluster, podNamespace } from './in-cluster.ts';
import { pluginCredentials } from './plugin.ts';
import { proxyFromEnvironment } from './proxy.ts';
import { kubeconfigFiles, readKubeconfigs } from './read-kubeconfigs.ts';
import { serverUrl } from './server.ts';
import { settle, type Settled } from './settle.ts';
import { readTlsData, type TlsData } from './tls-files.ts';

/** What the process brings along. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether stdin is a terminal, on which a credential plugin may ask. */
  readonly hasTerminal: boolean;
  /** Whether what a credential plugin says beside its credential is kept from the user; not when left out. */
  readonly isSilent?: boolean;
  /** Ends a credential plugin that is running. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Connection {
  readonly config: KubeConfig;
  /** How long one request may take. */
  readonly timeoutMs: number;
  /** Whether the server may compress its answers. */
  readonly canCompress: boolean;
}

/** Who does not answer for so long does not answer at all. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** Longer than any command runs, and the longest that a timer can wait: 24 days. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

/** Which cluster, as whom, and how: what kubectl would make of the same files, flags and environment. */
export function loadConnection(choice: ClusterChoice, surroundings: Surroundings): Connection {
  const { environment } = surroundings;
  const requested = choice.requestTimeoutMs && Math.min(Math.ceil(choice.requestTimeoutMs), NO_TIMEOUT_MS);
  const files = kubeconfigFiles(choice.kubeconfig ?? '', environment['KUBECONFIG'] ?? '');
  try {
    const settled = withServer(settle(readKubeconfigs(files, Boolean(choice.kubeconfig)), choice), environment);
    requireNoFaults(settled);
    return {
      config: configOf(settled, surroundings, requested ?? NO_TIMEOUT_MS),
      timeoutMs: requested ?? DEFAULT_TIMEOUT_MS,
      canCompress: !settled.cluster.disableCompression,
    };
  } catch (error) {
    throw error instanceof JaegerError ? withFiles(error, files) : error;
  }
}

/** The server of the cluster entry, else that of the Pod we run in, else KUBERNETES_MASTER. kubectl's last resort is refused. */
function withServer(settled: Settled, environment: Surroundings['environment']): Settled {
  const named = settled.cluster.server === '' ? (inCluster(settled, environment) ?? settled) : settled;
  const server = named.cluster.server || environment['KUBERNETES_MASTER'] || '';
  if (server === '') throw noServer(settled);
  return {
    ...named,
    namespace: named.namespace || podNamespace(environment),
    cluster: { ...named.cluster, server: serverUrl(server) },
  };
}

const noServer = ({ context, clusterName }: Settled): JaegerError =>
  context === ''
    ? new JaegerError('KUBECONFIG', 'no current context is set', {
        hints: ['choose one with --context or: kubectl config use-context NAME'],
      })
    : new JaegerError('KUBECONFIG', `context "${context}" names no server: cluster "${clusterName}" has none`);

function requireNoFaults(settled: Settled): void {
  const faults = faultsOf(settled);
  if (faults.length === 1) throw new JaegerError('KUBECONFIG', faults.join(''));
  if (faults.length > 1)
    throw new JaegerError('KUBECONFIG', ['', ...faults.map((fault) => `* ${fault}`)].join('\n'), {
      prefix: 'Error in configuration',
    });
}

function configOf(settled: Settled, surroundings: Surroundings, timeoutMs: number): KubeConfig {
  const { cluster } = settled;
  const server = new URL(cluster.server);
  const isEncrypted = server.protocol === 'https:';
  const tls = isEncrypted ? readTlsData(settled) : { ca: '', cert: '', key: '' };
  const proxy = cluster.proxyUrl || proxyFromEnvironment(server, surroundings.environment);
  const identity = isEncrypted ? withPlugin(settled, tls, surroundings, timeoutMs) : plainIdentity(settled);
  return clientConfig(settled, tls, proxy, identity);
}

function withPlugin(settled: Settled, tls: TlsData, surroundings: Surroundings, timeoutMs: number): Identity {
  const { user, cluster } = settled;
  const caData = cluster.caFile + cluster.caData === '' ? '' : tls.ca;
  const ask = user.exec && pluginCredentials(user.exec, { ...cluster, caData }, { ...surroundings, timeoutMs });
  return identityOf(settled, ask, surroundings.now());
}

/** Configuration trouble names the files that were read. */
const withFiles = (error: JaegerError, files: readonly string[]): JaegerError =>
  new JaegerError(error.code, error.message, {
    prefix: error.prefix,
    hints: [`kubeconfig read from: ${files.join(', ')}`, ...error.hints],
    cause: error.cause,
  });
