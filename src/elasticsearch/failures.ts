import { JaegerError } from '../errors/index.ts';
import type { StoreIdentity, StoreLocation } from './ports.ts';
import { roleHints } from './roles.ts';
import { complaintIn, placeOf, told } from './told.ts';
import { textAt } from './tree.ts';

/** Whom something was asked, and as whom. */
export interface Asked {
  readonly location: StoreLocation;
  readonly identity: StoreIdentity;
}

interface Refusal {
  readonly status: number;
  readonly body: string;
  /** Where a redirect leads. */
  readonly to?: string | undefined;
}

/** An answer that is no success, in the words of the error table. */
export function fromAnswer({ status, body, to }: Refusal, { location, identity }: Asked): JaegerError {
  const store = `the span store at ${placeOf(location)}`;
  const said = told(complaintIn(body), identity);
  const says = said === '' ? '' : `: ${said}`;
  if (status >= 300 && status < 400)
    return new JaegerError('STORE_ANSWER', `${store} sends elsewhere (${status})${whither(to, identity)}`, {
      hints: ['redirects are not followed; name the address that answers: --es-url URL'],
    });
  if (status === 401) return unauthorized(store, says, identity);
  if (status === 403 && !isBlock(body)) return forbidden(store, body, says, identity);
  return new JaegerError('STORE_ANSWER', `${store} answers ${status}${says}`);
}

const whither = (to: string | undefined, identity: StoreIdentity): string =>
  to === undefined ? '' : `: ${told(to.replace(/\/\/[^/@]*@/, '//').replace(/[?#].*$/, ''), identity)}`;

/** A cluster that is blocked answers 403 as well. */
const isBlock = (body: string): boolean => /"type"\s*:\s*"cluster_block_exception"/.test(body);

const OTHERS = 'name a Secret with others: --es-secret [NAMESPACE/]NAME';

function unauthorized(store: string, says: string, identity: StoreIdentity): JaegerError {
  const { user, token, apiKey, certificate, source } = identity;
  const hasShown = [user, token, apiKey, certificate].some((shown) => shown !== undefined);
  const what = hasShown ? 'does not accept these credentials' : 'asks for credentials, and was shown none';
  return new JaegerError('STORE_UNAUTHORIZED', `${store} ${what} (401)${says}`, {
    hints: [...(source === undefined ? [] : [`asked with the ${source}`]), OTHERS],
  });
}

function forbidden(store: string, body: string, says: string, { source }: StoreIdentity): JaegerError {
  const missing = /\[((?:cluster|indices):[^\]]{1,120})\]/.exec(body)?.[1];
  const what = missing === undefined ? says : `: ${missing} is missing`;
  return new JaegerError('STORE_FORBIDDEN', `${store} does not allow it (403)${what}`, {
    hints: [...(source === undefined ? [] : [`asked with the ${source}`]), ...roleHints(body), OTHERS],
  });
}

const UNKNOWN_AUTHORITY = 'its certificate is of an authority that is not known';

/** Codes of Node.js and OpenSSL. */
const CERTIFICATES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  CERT_SIGNATURE_FAILURE: UNKNOWN_AUTHORITY,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is made out to other names',
};

const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was closed before the answer was complete',
  EPIPE: 'the connection was closed before the request was sent',
  ETIMEDOUT: 'nobody answers',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
};

const found = (table: Readonly<Record<string, string>>, code: string): string | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined;

const CA_HINT = 'give its authority, in PEM: --es-ca FILE';

/** A request that got no answer, in the words of the error table. */
export function fromFailure(cause: unknown, { location, identity }: Asked): JaegerError {
  const code = textAt(cause, 'code') ?? '';
  const message = cause instanceof Error ? told(cause.message, identity) : '';
  const store = `the span store at ${placeOf(location)}`;
  const tls = (why: string, hints: readonly string[]): JaegerError =>
    new JaegerError('STORE_TLS', `${store} cannot be trusted: ${why}`, { hints, cause });
  const certificate = found(CERTIFICATES, code);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return tls(`${certificate}: ${namesIn(cause, identity)}`, [
      `it is asked for as ${identity.serverName ?? location.host}; name the address that it is made out to: --es-url URL`,
    ]);
  if (certificate !== undefined) return tls(certificate, certificate === UNKNOWN_AUTHORITY ? [CA_HINT] : []);
  if (/certificate_required|handshake_failure|bad_certificate/i.test(code))
    return tls('it wants a client certificate that it knows', [
      'name a Secret with one, as tls.crt and tls.key: --es-secret [NAMESPACE/]NAME',
    ]);
  if (code.startsWith('ERR_OSSL_'))
    return tls('a certificate or key that is to be used is no PEM that fits', [CA_HINT]);
  if (/^(ERR_SSL_|EPROTO$|ERR_TLS_)/.test(code)) return tls(`no TLS comes about, ${message}`, []);
  if (code.startsWith('Z_'))
    return new JaegerError('STORE_ANSWER', `the answer of ${store} cannot be unpacked`, { cause });
  const why = found(NETWORK, code) ?? (message === '' ? 'the connection broke' : message);
  return new JaegerError('STORE_UNREACHABLE', `${store} cannot be reached: ${why}`, { cause });
}

/** The names that a certificate has, as the server says them. */
const namesIn = (cause: unknown, identity: StoreIdentity): string =>
  told(textAt(cause, 'cert.subjectaltname') ?? 'none', identity);
