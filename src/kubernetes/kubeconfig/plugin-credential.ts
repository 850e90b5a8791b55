import { createSecureContext } from 'node:tls';
import type { ClusterEntry, ExecEntry } from './entries.ts';
import { at, FieldError, textOf, type Field } from './fields.ts';
import { parseYaml, YamlSyntaxError } from './parse-yaml.ts';
import { noCredentials } from './run-plugin.ts';

/** What a credential plugin gives: a token, a client certificate with its key, or all of them. */
export interface Credential {
  readonly token: string;
  /** PEM. */
  readonly cert: string;
  readonly key: string;
  /** Milliseconds since 1970; without it the credential is good for as long as we run. */
  readonly expires: number | undefined;
}

/** KUBERNETES_EXEC_INFO (client-go 0.36, pkg/apis/clientauthentication/v1). */
export function pluginInfo(exec: ExecEntry, cluster: ClusterEntry, isInteractive: boolean): string {
  const known = {
    server: cluster.server,
    'tls-server-name': cluster.tlsServerName || undefined,
    'insecure-skip-tls-verify': cluster.insecure || undefined,
    'certificate-authority-data': cluster.caData || undefined,
    'proxy-url': cluster.proxyUrl || undefined,
    'disable-compression': cluster.disableCompression || undefined,
    config: cluster.pluginConfig ?? null,
  };
  const info = {
    kind: 'ExecCredential',
    apiVersion: exec.apiVersion,
    spec: { ...(exec.provideClusterInfo ? { cluster: known } : {}), interactive: isInteractive },
  };
  return `${JSON.stringify(info)}\n`;
}

/** Reads what a plugin printed. Throws CREDENTIALS, which quotes nothing of it: it may hold secrets. */
export function credentialOf(printed: string, { command, apiVersion }: ExecEntry): Credential {
  try {
    const root: Field = { value: parseYaml(printed).value, path: [] };
    const said = textOf(at(root, 'apiVersion'));
    if (textOf(at(root, 'kind')) !== 'ExecCredential') throw new FieldError(at(root, 'kind'), 'is not ExecCredential');
    if (said !== apiVersion)
      throw new FieldError(at(root, 'apiVersion'), `is not ${apiVersion}, as the kubeconfig says`);
    const status = at(root, 'status');
    const expires = textOf(at(status, 'expirationTimestamp'));
    const credential = {
      token: textOf(at(status, 'token')),
      cert: textOf(at(status, 'clientCertificateData')),
      key: textOf(at(status, 'clientKeyData')),
      expires: expires === '' ? undefined : timeOf(at(status, 'expirationTimestamp'), expires),
    };
    requireCredential(status, credential);
    return credential;
  } catch (error) {
    if (!(error instanceof FieldError || error instanceof YamlSyntaxError)) throw error;
    throw noCredentials(`exec: what ${command} printed is no credential: ${error.message}`);
  }
}

function timeOf(field: Field, text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new FieldError(field, 'is no time');
  return time;
}

function requireCredential(status: Field, { token, cert, key }: Credential): void {
  if (token + cert + key === '') throw new FieldError(status, 'has neither a token nor a certificate with its key');
  if ((cert === '') !== (key === '')) throw new FieldError(status, 'has a certificate or a key, and not both');
  try {
    if (cert !== '') createSecureContext({ cert, key });
  } catch {
    throw new FieldError(status, 'has a certificate and a key that do not belong together, or are no PEM');
  }
}
