import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, getCACertificates } from 'node:tls';
import { JaegerError } from '../../errors/index.ts';
import type { Settled } from './settle.ts';
import { systemReason } from './system-reason.ts';

/** What TLS needs, in base64; empty where there is none. */
export interface TlsData {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Reads what the entries name. Throws KUBECONFIG for a file that cannot be read, and for what is no certificate. */
export function readTlsData({ clusterName, cluster, userName, user }: Settled): TlsData {
  const ofCluster = `for cluster "${clusterName}"`;
  const ofUser = `for user "${userName}"`;
  const ca = cluster.caData || readBase64('certificate-authority', cluster.caFile, ofCluster);
  const hasCertificate = user.certFile + user.certData !== '';
  const cert = user.certData || readBase64('client-certificate', user.certFile, ofUser);
  const key = hasCertificate ? user.keyData || readBase64('client-key', user.keyFile, ofUser) : '';
  if (ca !== '' && !isCertificate(ca))
    throw new JaegerError('KUBECONFIG', `the certificate authority ${ofCluster} is no certificate in PEM`);
  if (hasCertificate) requirePair(cert, key, ofUser);
  return { ca: ca || (cluster.insecure ? '' : trustedBySystem()), cert, key };
}

function readBase64(what: string, file: string, forWhom: string): string {
  if (file === '') return '';
  try {
    return readFileSync(file).toString('base64');
  } catch (cause) {
    const message = `unable to read ${what} ${file} ${forWhom}: ${systemReason(cause)}`;
    throw new JaegerError('KUBECONFIG', message, { cause });
  }
}

const decoded = (base64: string): Buffer => Buffer.from(base64, 'base64');

function isCertificate(base64: string): boolean {
  try {
    return new X509Certificate(decoded(base64)).subject !== undefined && decoded(base64).includes('-----BEGIN');
  } catch {
    return false;
  }
}

function requirePair(cert: string, key: string, forWhom: string): void {
  try {
    createSecureContext({ cert: decoded(cert), key: decoded(key) });
  } catch (cause) {
    const message = `client certificate and key ${forWhom} are no PEM, or do not belong together`;
    throw new JaegerError('KUBECONFIG', message, { cause });
  }
}

/** As kubectl: not the authorities that Node.js brings along, but those of the machine. */
function trustedBySystem(): string {
  const trusted = [...getCACertificates('system'), ...getCACertificates('extra')];
  return Buffer.from(trusted.join('\n')).toString('base64');
}
