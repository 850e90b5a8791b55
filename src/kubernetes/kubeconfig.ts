import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Cluster } from '@kubernetes/client-node';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { JaegerError } from '../errors/index.ts';
import type { Target } from './ports.ts';

export interface KubeconfigChoice {
  /** `--kubeconfig`: this file alone, and it must exist. */
  readonly kubeconfig?: string | undefined;
  /** `--context`; left out: the current one. */
  readonly context?: string | undefined;
  /** The value of the KUBECONFIG variable. */
  readonly environment?: string | undefined;
}

/**
 * The kubeconfig as kubectl sees it: of two entries with one name the first counts whole, the first current-context
 * that is not empty counts, files in a KUBECONFIG list may be missing (client-go 0.36, tools/clientcmd/loader.go).
 * The client library's own loader takes the last of everything: another cluster than kubectl's.
 */
export function loadKubeconfig(choice: KubeconfigChoice): KubeConfig {
  const files = filesToRead(choice);
  const configs = files.filter((file) => existsSync(file) || file === choice.kubeconfig).map(readFile);
  const merged = new KubeConfig();
  merged.loadFromOptions({
    clusters: firstOfEachName(configs.flatMap(({ clusters }) => clusters)).map(allowPlainHttp),
    users: firstOfEachName(configs.flatMap(({ users }) => users)),
    contexts: firstOfEachName(configs.flatMap(({ contexts }) => contexts)),
    currentContext: choice.context ?? configs.map(({ currentContext }) => currentContext).find(Boolean) ?? '',
  });
  requireCluster(merged, files);
  return merged;
}

function filesToRead({ kubeconfig, environment }: KubeconfigChoice): string[] {
  if (kubeconfig !== undefined) return [kubeconfig];
  const listed = (environment ?? '').split(delimiter).filter((file) => file !== '');
  return listed.length > 0 ? [...new Set(listed)] : [join(homedir(), '.kube', 'config')];
}

function readFile(file: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (cause) {
    throw new JaegerError('KUBECONFIG', `error loading config file "${file}": ${reasonOf(cause)}`, { cause });
  }
  return config;
}

/** The parser's message goes on to quote the file, credentials included: only its first line is shown. */
const reasonOf = (cause: unknown): string => (cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '');

function firstOfEachName<T extends { readonly name: string }>(entries: readonly T[]): T[] {
  const first = new Map<string, T>();
  for (const entry of entries) if (!first.has(entry.name)) first.set(entry.name, entry);
  return [...first.values()];
}

/** `kubectl proxy` and the like speak HTTP: there is no certificate to verify, and the library wants that said. */
const allowPlainHttp = (cluster: Cluster): Cluster =>
  cluster.server.startsWith('http:') ? { ...cluster, skipTLSVerify: true } : cluster;

function requireCluster(config: KubeConfig, files: readonly string[]): void {
  const name = config.getCurrentContext();
  const tried = `kubeconfig read from: ${files.join(', ')}`;
  if (name === '') {
    throw new JaegerError('KUBECONFIG', 'no current context is set', {
      hints: [tried, 'choose one with --context or: kubectl config use-context NAME'],
    });
  }
  if (!config.getContextObject(name)) {
    throw new JaegerError('KUBECONFIG', `context was not found for specified context: ${name}`, {
      prefix: 'Error in configuration',
      hints: [tried, 'list the contexts with: kubectl config get-contexts'],
    });
  }
  const cluster = config.getCurrentCluster();
  if (!cluster)
    throw new JaegerError('KUBECONFIG', `context "${name}" names a cluster that is not in the kubeconfig`, {
      hints: [tried],
    });
}

export function targetOf(config: KubeConfig): Target {
  const context = config.getCurrentContext();
  return {
    context,
    server: config.getCurrentCluster()?.server ?? '',
    namespace: config.getContextObject(context)?.namespace || 'default',
  };
}
