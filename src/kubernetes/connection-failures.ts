import { JaegerError } from '../errors/index.ts';

/** Whom a request was sent to, and how long it was waited for. */
export interface Place {
  readonly server: string;
  /** The proxy of the kubeconfig, if there is one. */
  readonly proxy?: string | undefined;
  readonly timeoutMs: number;
}

const UNKNOWN_AUTHORITY = 'certificate signed by unknown authority';
const authorityHint = (server: string): string =>
  `compare the certificate-authority of the kubeconfig with what ${server} presents`;

interface Meaning {
  readonly why: string;
  readonly hint: (server: string) => string;
}

const unknownAuthority: Meaning = { why: UNKNOWN_AUTHORITY, hint: authorityHint };

/** Codes of Node.js and OpenSSL → the words of Go's x509, which kubectl prints (tried with 1.36). */
const CERTIFICATES: Readonly<Record<string, Meaning>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_SIGNATURE_FAILURE: unknownAuthority,
  CERT_HAS_EXPIRED: {
    why: 'certificate has expired or is not yet valid',
    hint: () => "the API server's certificate has to be renewed; also compare this machine's clock",
  },
  CERT_NOT_YET_VALID: {
    why: 'certificate has expired or is not yet valid',
    hint: () => "compare this machine's clock with the server's",
  },
};

const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '');

/** A proxy's address may carry a password. */
const withoutUser = (url: string): string => url.replace(/\/\/[^/@]*@/, '//');

/** The code that Node.js or OpenSSL gave a failure; empty when there is none. */
export const codeOf = (cause: unknown): string => {
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : '';
};

/** Turns a request that got no answer into the error table. Wording as kubectl 1.36 where it has one. */
export function fromFailure(cause: unknown, place: Place): JaegerError {
  const code = codeOf(cause);
  const host = withoutScheme(place.server);
  if (code.startsWith('Z_'))
    return new JaegerError('BAD_ANSWER', `the answer of ${host} cannot be unpacked`, { cause });
  if (code === 'ECONNREFUSED' && place.proxy === undefined) {
    const refused = `The connection to the server ${host} was refused - did you specify the right host or port?`;
    return new JaegerError('UNREACHABLE', refused, { prefix: '', cause });
  }
  return tlsFailure(cause, place) ?? networkFailure(cause, place);
}

function tlsFailure(cause: unknown, { server }: Place): JaegerError | undefined {
  const code = codeOf(cause);
  const certificate = Object.hasOwn(CERTIFICATES, code) ? CERTIFICATES[code] : undefined;
  if (certificate) {
    return unable('TLS', `tls: failed to verify certificate: x509: ${certificate.why}`, cause, [
      certificate.hint(server),
    ]);
  }
  const message = cause instanceof Error ? cause.message : '';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return unable('TLS', `tls: failed to verify certificate: x509: ${message}`, cause, [
      'the name in the server address is not one of the certificate; see tls-server-name in the kubeconfig',
    ]);
  }
  if (code === 'EPROTO' && /wrong version number|packet length too long/i.test(message)) {
    return unable('TLS', 'http: server gave HTTP response to HTTPS client', cause);
  }
  if (/^(ERR_SSL_|EPROTO$|ERR_TLS_|ERR_OSSL_)/.test(code)) return unable('TLS', `tls: ${firstLine(message)}`, cause);
  return undefined;
}

const NETWORK: Readonly<Record<string, (host: string) => string>> = {
  ENOTFOUND: (host) => `dial tcp: lookup ${hostname(host)}: no such host`,
  EAI_AGAIN: (host) => `dial tcp: lookup ${hostname(host)}: the name server does not answer`,
  ECONNREFUSED: (host) => `dial tcp ${host}: connection refused`,
  ECONNRESET: (host) => `the connection to ${host} was closed before the answer was complete`,
  EPIPE: (host) => `the connection to ${host} was closed before the request was sent`,
  ETIMEDOUT: (host) => `dial tcp ${host}: i/o timeout`,
  EHOSTUNREACH: (host) => `dial tcp ${host}: no route to host`,
  ENETUNREACH: (host) => `dial tcp ${host}: network is unreachable`,
};

const hostname = (host: string): string => host.replace(/[:/].*$/, '');

function networkFailure(cause: unknown, { server, proxy, timeoutMs }: Place): JaegerError {
  const code = codeOf(cause);
  const host = withoutScheme(proxy ?? server);
  const hints = proxy === undefined ? [] : [`asked through the proxy ${withoutUser(proxy)}`];
  if (cause instanceof DOMException && cause.name === 'TimeoutError') {
    return unable('UNREACHABLE', `no answer from ${withoutScheme(server)} within ${timeoutMs / 1000} s`, cause, hints);
  }
  const message = cause instanceof Error ? firstLine(cause.message) : String(cause);
  const known = Object.hasOwn(NETWORK, code) ? NETWORK[code] : undefined;
  return unable('UNREACHABLE', known?.(withoutUser(`//${host}`).slice(2)) ?? message, cause, hints);
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

const unable = (
  code: 'TLS' | 'UNREACHABLE',
  message: string,
  cause: unknown,
  hints: readonly string[] = [],
): JaegerError => new JaegerError(code, message, { prefix: 'Unable to connect to the server', hints, cause });
