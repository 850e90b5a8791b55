import type { User } from '@kubernetes/client-node';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { RequestOptions } from 'node:https';
import { checkServerIdentity, type ConnectionOptions, type PeerCertificate } from 'node:tls';
import type { Identity } from './identity.ts';
import { withRemoteLookup } from './proxy.ts';
import type { Settled } from './settle.ts';
import type { TlsData } from './tls-files.ts';

/**
 * One cluster, one user and one context for the client library. Of the user entry it sees no more than the certificate: it
 * knows neither token files nor groups, and runs plugins in a way of its own.
 */
export function clientConfig(
  settled: Settled,
  tls: TlsData,
  proxy: string | undefined,
  identity: Identity,
): KubeConfig {
  const { context, namespace, clusterName, cluster, userName } = settled;
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [
      {
        name: clusterName,
        server: cluster.server,
        caData: tls.ca,
        // The library wants it said that a server without TLS has no certificate to verify.
        skipTLSVerify: cluster.insecure || cluster.server.startsWith('http:'),
        tlsServerName: cluster.tlsServerName || undefined,
        proxyUrl: proxy && withRemoteLookup(proxy),
      },
    ],
    users: [{ name: userName, certData: tls.cert, keyData: tls.key }],
    contexts: [{ name: context, cluster: clusterName, user: userName, namespace }],
    currentContext: context,
  });
  config.addAuthenticator({
    isAuthProvider: () => true,
    applyAuthentication: (_user: User, options: RequestOptions & ConnectionOptions) =>
      applyIdentity(options, identity, cluster.insecure),
  });
  return config;
}

async function applyIdentity(
  options: RequestOptions & ConnectionOptions,
  identity: Identity,
  isInsecure: boolean,
): Promise<void> {
  Object.assign((options.headers ??= {}), await identity.headers());
  Object.assign(options, await identity.certificate());
  // Said, and not left out: a variable of the environment must not turn the verification off.
  options.rejectUnauthorized = !isInsecure;
  options.allowPartialTrustChain = true;
  options.checkServerIdentity = requireSubjectAltName;
}

/** Like kubectl, which no longer takes a certificate's common name for a server's name. */
const requireSubjectAltName = (host: string, certificate: PeerCertificate): Error | undefined =>
  certificate.subjectaltname
    ? checkServerIdentity(host, certificate)
    : new Error('the server’s certificate has no subject alternative name');
