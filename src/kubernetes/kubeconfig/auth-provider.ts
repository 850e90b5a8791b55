import { JaegerError } from '../../errors/index.ts';
import type { AuthProviderEntry } from './entries.ts';
import { at } from './fields.ts';

/** What took the place of the providers that kubectl has dropped (client-go 0.36, plugin/pkg/client/auth). */
const SUCCESSORS: Readonly<Record<string, string>> = { gcp: 'gke-gcloud-auth-plugin', azure: 'kubelogin' };

/**
 * The token of an `auth-provider` entry. Of `oidc` the one that kubectl has written there, while it is good: kubectl renews
 * it. Throws KUBECONFIG for every other, and for one that has expired.
 */
export function tokenOfProvider({ name, config }: AuthProviderEntry, now: number): string {
  if (name !== 'oidc') {
    const instead = SUCCESSORS[name] ?? 'a credential plugin';
    throw new JaegerError('KUBECONFIG', `auth-provider "${name}" is not supported, by kubectl neither`, {
      hints: [`let the user entry run ${instead}: exec takes the place of auth-provider`],
    });
  }
  const token = config.get('id-token') ?? '';
  if (expiryOf(token) > now) return token;
  throw new JaegerError('KUBECONFIG', 'the id-token of auth-provider "oidc" has expired', {
    hints: ['any kubectl command renews it, if there is a refresh token: kubectl auth whoami'],
  });
}

/** Milliseconds since 1970 until which a JSON Web Token is good; 0 for what is none. */
function expiryOf(token: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const exp = at({ value: claims, path: [] }, 'exp').value;
    return typeof exp === 'number' ? exp * 1000 : 0;
  } catch {
    return 0;
  }
}
