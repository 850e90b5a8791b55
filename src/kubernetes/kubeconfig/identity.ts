import { readFileSync } from 'node:fs';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { JaegerError } from '../../errors/index.ts';
import type { UserEntry } from './entries.ts';
import { impersonationHeaders, onTheWire, type Headers } from './impersonation.ts';
import { tokenOfProvider } from './auth-provider.ts';
import type { Credential } from './plugin-credential.ts';
import type { Settled } from './settle.ts';
import { systemReason } from './system-reason.ts';

/** Who asks: what every request carries, as it is when it is sent. */
export interface Identity {
  headers(): Promise<Headers>;
  /** The client certificate that a credential plugin gave, as PEM. */
  certificate(): Promise<Pick<Credential, 'cert' | 'key'> | undefined>;
}

type AskPlugin = () => Promise<Credential>;

/** A server without TLS is told whom to impersonate and nothing else: everybody in between could read a credential. */
export function plainIdentity({ user }: Settled): Identity {
  const headers = checked(impersonationHeaders(user));
  return { headers: () => Promise.resolve(headers), certificate: () => Promise.resolve(undefined) };
}

/**
 * The user's credentials in the order of client-go 0.36: a token file beats a token, and a plugin is asked only where
 * there is neither token nor certificate. Throws KUBECONFIG when there are none, or none that can be sent.
 */
export function identityOf({ user, userName }: Settled, askPlugin: AskPlugin | undefined, now: number): Identity {
  const own = ownAuthorization(user, now);
  const hasCertificate = user.certFile + user.certData !== '';
  const impersonation = checked(impersonationHeaders(user));
  checked(own());
  if (Object.keys(own()).length > 0 || hasCertificate || !askPlugin) {
    if (Object.keys(own()).length === 0 && !hasCertificate) throw nobody(userName);
    return {
      headers: () => Promise.resolve({ ...own(), ...impersonation }),
      certificate: () => Promise.resolve(undefined),
    };
  }
  return {
    headers: async () => {
      const { token } = await askPlugin();
      return { ...checked(bearer(token)), ...impersonation };
    },
    certificate: async () => {
      const { cert, key } = await askPlugin();
      return cert === '' ? undefined : { cert, key };
    },
  };
}

const bearer = (token: string): Headers => (token === '' ? {} : { Authorization: `Bearer ${onTheWire(token)}` });

/** A token file is read for every connection: who writes it renews it. */
function ownAuthorization(
  { token, tokenFile, username, password, authProvider }: UserEntry,
  now: number,
): () => Headers {
  if (tokenFile !== '') return () => bearer(tokenIn(tokenFile, token) || token);
  if (token !== '') return () => bearer(token);
  if (username !== '') {
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    return () => ({ Authorization: `Basic ${basic}` });
  }
  const provided = authProvider && bearer(tokenOfProvider(authProvider, now));
  return () => provided ?? {};
}

function tokenIn(file: string, instead: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    if (instead !== '') return instead;
    throw new JaegerError('KUBECONFIG', `unable to read tokenFile ${file}: ${systemReason(cause)}`, { cause });
  }
}

function checked(headers: Headers): Headers {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name);
      for (const one of [value].flat()) validateHeaderValue(name, one);
    } catch {
      throw new JaegerError('KUBECONFIG', `the value for the header ${name} has characters that no header may have`);
    }
  }
  return headers;
}

const nobody = (userName: string): JaegerError =>
  new JaegerError('KUBECONFIG', userName === '' ? 'no user is named' : `user "${userName}" has no credentials`, {
    hints: ['name a user of the kubeconfig with --user, or give --token or --client-certificate and --client-key'],
  });
