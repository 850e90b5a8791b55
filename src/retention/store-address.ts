import { portOf } from '../jaeger/index.ts';
import type { StoreIdentity, StoreLocation } from '../elasticsearch/ports.ts';

export interface StoreAddress {
  readonly location: StoreLocation;
  /** What stands before the host. */
  readonly user: StoreIdentity['user'];
}

/** A server's URL, without a scheme HTTP; undefined for what is none. */
export function parseAddress(text: string): StoreAddress | undefined {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  const { protocol, hostname, pathname, username, password } = url;
  const scheme = (['http', 'https'] as const).find((known) => protocol === `${known}:`);
  if (scheme === undefined || hostname === '') return undefined;
  return {
    location: {
      scheme,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: portOf(url),
      basePath: `/${pathname.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/'),
    },
    user: username === '' || password === '' ? undefined : { name: decoded(username), password: decoded(password) },
  };
}

/** A percent sign need not be part of an escape. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
