import { isAbsolute, join, sep } from 'node:path';
import type { AuthProviderEntry, ClusterEntry, ContextEntry, ExecEntry, Kubeconfig, UserEntry } from './entries.ts';
import { at, dataOf, entriesOf, FieldError, flagOf, listOf, optional, textOf, type Field } from './fields.ts';

/** The extension of a cluster entry that is meant for credential plugins (client-go 0.36, tools/clientcmd/client_config.go). */
const PLUGIN_EXTENSION = 'client.authentication.k8s.io/exec';

/**
 * A parsed document as a kubeconfig. Paths in it are relative to `directory`, that of its file. Throws FieldError for
 * what kubectl refuses as well: another kind, a wrong type, one name twice.
 */
export function decodeKubeconfig(document: unknown, directory: string): Kubeconfig {
  const root: Field = { value: document, path: [] };
  requireKind(root);
  return {
    clusters: named(at(root, 'clusters'), (entry) => clusterOf(at(entry, 'cluster'), directory)),
    users: named(at(root, 'users'), (entry) => userOf(at(entry, 'user'), directory)),
    contexts: named(at(root, 'contexts'), (entry) => contextOf(at(entry, 'context'))),
    currentContext: textOf(at(root, 'current-context')),
  };
}

function requireKind(root: Field): void {
  const kind = at(root, 'kind');
  const version = at(root, 'apiVersion');
  if (!['', 'Config'].includes(textOf(kind))) throw new FieldError(kind, 'is not Config: this is no kubeconfig');
  if (!['', 'v1'].includes(textOf(version))) throw new FieldError(version, 'is not v1: this is no kubeconfig');
}

function named<T>(list: Field, decode: (entry: Field) => T): Map<string, T> {
  const entries = new Map<string, T>();
  for (const entry of listOf(list)) {
    const name = textOf(at(entry, 'name'));
    if (entries.has(name)) throw new FieldError(at(entry, 'name'), `is there twice: "${name.slice(0, 60)}"`);
    entries.set(name, decode(entry));
  }
  return entries;
}

function pathOf(field: Field, directory: string): string {
  const path = textOf(field);
  return path === '' || isAbsolute(path) ? path : join(directory, path);
}

function clusterOf(field: Field, directory: string): ClusterEntry {
  const extensions = listOf(at(field, 'extensions'));
  const forPlugins = extensions.find((extension) => textOf(at(extension, 'name')) === PLUGIN_EXTENSION);
  return {
    server: textOf(at(field, 'server')),
    tlsServerName: textOf(at(field, 'tls-server-name')),
    insecure: flagOf(at(field, 'insecure-skip-tls-verify')),
    caFile: pathOf(at(field, 'certificate-authority'), directory),
    caData: dataOf(at(field, 'certificate-authority-data')),
    proxyUrl: textOf(at(field, 'proxy-url')),
    disableCompression: flagOf(at(field, 'disable-compression')),
    pluginConfig: forPlugins && at(forPlugins, 'extension').value,
  };
}

function userOf(field: Field, directory: string): UserEntry {
  return {
    certFile: pathOf(at(field, 'client-certificate'), directory),
    certData: dataOf(at(field, 'client-certificate-data')),
    keyFile: pathOf(at(field, 'client-key'), directory),
    keyData: dataOf(at(field, 'client-key-data')),
    token: textOf(at(field, 'token')),
    tokenFile: pathOf(at(field, 'tokenFile'), directory),
    as: textOf(at(field, 'as')),
    asUid: textOf(at(field, 'as-uid')),
    asGroups: listOf(at(field, 'as-groups')).map(textOf),
    asExtra: new Map(entriesOf(at(field, 'as-user-extra')).map(([key, values]) => [key, listOf(values).map(textOf)])),
    username: textOf(at(field, 'username')),
    password: textOf(at(field, 'password')),
    authProvider: optional(at(field, 'auth-provider'), authProviderOf),
    exec: optional(at(field, 'exec'), (exec) => execOf(exec, directory)),
  };
}

const authProviderOf = (field: Field): AuthProviderEntry => ({
  name: textOf(at(field, 'name')),
  config: new Map(entriesOf(at(field, 'config')).map(([key, value]) => [key, textOf(value)])),
});

function execOf(field: Field, directory: string): ExecEntry {
  const command = at(field, 'command');
  const apiVersion = textOf(at(field, 'apiVersion'));
  return {
    command: textOf(command).includes(sep) ? pathOf(command, directory) : textOf(command),
    args: listOf(at(field, 'args')).map(textOf),
    env: listOf(at(field, 'env')).map((entry) => ({
      name: textOf(at(entry, 'name')),
      value: textOf(at(entry, 'value')),
    })),
    apiVersion,
    installHint: textOf(at(field, 'installHint')),
    provideClusterInfo: flagOf(at(field, 'provideClusterInfo')),
    interactiveMode: textOf(at(field, 'interactiveMode')) || defaultInteractiveMode(apiVersion),
  };
}

/** v1 of the protocol wants it said. */
const defaultInteractiveMode = (apiVersion: string): string =>
  /^client\.authentication\.k8s\.io\/v1(alpha|beta)1$/.test(apiVersion) ? 'IfAvailable' : '';

const contextOf = (field: Field): ContextEntry => ({
  cluster: textOf(at(field, 'cluster')),
  user: textOf(at(field, 'user')),
  namespace: textOf(at(field, 'namespace')),
});
