import { isJaegerError, JaegerError } from '../errors/index.ts';
import type { StoreIdentity } from '../elasticsearch/ports.ts';
import type { Service } from '../kubernetes/types.ts';
import type { Holder, IdentityOrigins, Origin } from './origins.ts';
import { OTHERWISE, type Found, type ReadHolder, type ReadOrigin } from './read-origin.ts';
import type { StoreUser } from './store-settings.ts';

export const isShowing = ({ user, token, apiKey, certificate }: StoreIdentity): boolean =>
  [user, token, apiKey, certificate].some((shown) => shown !== undefined);

/** As whom a program of the instance asks. Errors: FORBIDDEN and NOT_FOUND for what it is read from. */
async function identityOf({ object, identity: origins }: StoreUser, read: ReadOrigin): Promise<StoreIdentity> {
  const wanted = async (origin: Origin | undefined): Promise<Found | undefined> => origin && read(origin);
  const { name, password, token, apiKey, certificate, key, authorization } = origins;
  const shown = await Promise.all([name, password, token, apiKey, certificate, key, authorization].map(wanted));
  const authority = await authorityOf(origins, read);
  const serverName = await wanted(origins.serverName);
  const holders = shown.flatMap((found) => found?.holders ?? []);
  const [foundName, foundPassword, foundToken, foundApiKey, foundCertificate, foundKey, header = ''] = shown.map(
    (one) => one?.text,
  );
  const identity = {
    ...inHeader(header),
    ...both(foundName, foundPassword, (user, secret) => ({ user: { name: user, password: secret } })),
    ...(foundToken === undefined ? {} : { token: foundToken.trim() }),
    ...(foundApiKey === undefined ? {} : { apiKey: foundApiKey.trim() }),
    ...both(foundCertificate, foundKey, (pem, secret) => ({ certificate: { certificate: pem, key: secret } })),
    ...(authority === undefined ? {} : { authority: authority.text }),
    ...(serverName === undefined ? {} : { serverName: serverName.text }),
    skipsVerification: origins.skipsVerification,
  };
  return withSource(identity, holders, `the settings of ${object}`);
}

const both = <T extends object>(
  one: string | undefined,
  other: string | undefined,
  make: (one: string, other: string) => T,
): T | object => (one === undefined || other === undefined ? {} : make(one, other));

/** What stands in a header `Authorization`; nothing in one of another scheme. */
function inHeader(header: string): StoreIdentity {
  const [, scheme = '', shown = ''] = /^(basic|bearer|apikey) +(\S+)\s*$/i.exec(header) ?? [];
  if (scheme === '') return {};
  if (/bearer/i.test(scheme)) return { token: shown };
  if (/apikey/i.test(scheme)) return { apiKey: shown };
  const [, name = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(shown, 'base64').toString()) ?? [];
  return { user: { name, password } };
}

/** A file that no volume holds is one of the image: authorities that everybody knows. */
async function authorityOf({ authority }: IdentityOrigins, read: ReadOrigin): Promise<Found | undefined> {
  return authority === undefined || authority.type === 'hidden' ? undefined : read(authority);
}

/** The same with words for where it comes from. */
export function withSource(identity: StoreIdentity, holders: readonly Holder[], otherwise: string): StoreIdentity {
  const shown = [
    ...(identity.user === undefined ? [] : ['user and password']),
    ...(identity.token === undefined ? [] : ['token']),
    ...(identity.apiKey === undefined ? [] : ['API key']),
    ...(identity.certificate === undefined ? [] : ['client certificate']),
  ];
  const places = holders.length === 0 ? otherwise : [...new Set(holders.map(wordsFor))].join(' and ');
  return shown.length === 0 ? identity : { ...identity, source: `${shown.join(' and ')} of ${places}` };
}

const wordsFor = ({ resource, namespace, name }: Holder): string => `${resource}/${name} in ${namespace}`;

/** Under which keys people keep what, the first that is there: our own names, those of variables, of ECK, of OpenShift's operators. */
const KEYS = {
  name: ['username', 'ES_USERNAME', 'user'],
  password: ['password', 'ES_PASSWORD'],
  token: ['token', 'ES_TOKEN'],
  apiKey: ['api-key', 'apiKey', 'api_key', 'ES_API_KEY'],
  certificate: ['tls.crt', 'cert'],
  key: ['tls.key', 'key'],
  authority: ['ca.crt', 'ca', 'ca-bundle.crt', 'service-ca.crt'],
} as const;

/** ECK keeps the password of its first user under that user's name. */
const ELASTIC = 'elastic';

/** What a Secret that somebody names has to show. Errors: FORBIDDEN, NOT_FOUND, and USAGE when nothing in it can be shown. */
export async function identityInSecret(holder: Holder, read: ReadHolder): Promise<StoreIdentity> {
  const data = await read(holder);
  const value = (names: readonly string[]): string | undefined => names.flatMap((name) => data.get(name) || [])[0];
  const elastic = value([ELASTIC]);
  const [token, apiKey, authority] = [value(KEYS.token), value(KEYS.apiKey), value(KEYS.authority)];
  const identity: StoreIdentity = {
    ...(elastic === undefined ? {} : { user: { name: ELASTIC, password: elastic } }),
    ...both(value(KEYS.name), value(KEYS.password), (name, password) => ({ user: { name, password } })),
    ...(token === undefined ? {} : { token: token.trim() }),
    ...(apiKey === undefined ? {} : { apiKey: apiKey.trim() }),
    ...both(value(KEYS.certificate), value(KEYS.key), (certificate, key) => ({ certificate: { certificate, key } })),
    ...(authority === undefined ? {} : { authority }),
  };
  const shown = withSource(identity, [holder], '');
  if (isShowing(shown) || authority !== undefined) return shown;
  const known = 'username and password, token, api-key, or tls.crt and tls.key';
  throw new JaegerError('USAGE', `${wordsFor(holder)} has nothing that a span store can be shown`, {
    hints: [`its keys are ${[...data.keys()].slice(0, 10).join(', ') || 'none'}; known are ${known}`],
  });
}

const CLUSTER_NAME = 'elasticsearch.k8s.elastic.co/cluster-name';

/** What ECK has made for the cluster behind its Service: the user that may do all, and its authority; undefined for every other Service. */
async function identityByEck({ metadata }: Service, read: ReadHolder): Promise<StoreIdentity | undefined> {
  const name = metadata.labels?.[CLUSTER_NAME];
  if (name === undefined) return undefined;
  const { namespace = '' } = metadata;
  const secret = (end: string): Holder => ({ resource: 'secrets', namespace, name: `${name}-es-${end}` });
  const [user, certificates] = [secret('elastic-user'), secret('http-certs-public')];
  const shown = await identityInSecret(user, read);
  const authority = (await read(certificates).catch(absent))?.get('ca.crt');
  return authority === undefined ? shown : { ...shown, authority };
}

/** Without TLS there are no certificates. */
function absent(error: unknown): undefined {
  if (!isJaegerError(error) || error.code !== 'NOT_FOUND') throw error;
}

/** As whom a store is asked: the first of its users that shows something; ECK's own user where none can be read, or none is there. */
export async function identityAmong(
  users: readonly StoreUser[],
  service: Service | undefined,
  read: { readonly origin: ReadOrigin; readonly holder: ReadHolder },
): Promise<StoreIdentity> {
  const refusals: JaegerError[] = [];
  const silent: StoreIdentity[] = [];
  for (const user of users) {
    const shown = await identityOf(user, read.origin).catch((error: unknown) => refused(error, refusals));
    if (shown !== undefined && isShowing(shown)) return shown;
    if (shown !== undefined) silent.push(shown);
  }
  const byEck =
    service && (await identityByEck(service, read.holder).catch((error: unknown) => refused(error, refusals)));
  const [refusal] = refusals;
  if (byEck !== undefined) return byEck;
  // Whoever shows something to the store is let in with that alone.
  if (refusal !== undefined) throw refusal;
  return silent.find(({ authority }) => authority !== undefined) ?? silent[0] ?? {};
}

function refused(error: unknown, refusals: JaegerError[]): undefined {
  if (!isJaegerError(error) || !['FORBIDDEN', 'NOT_FOUND'].includes(error.code)) throw error;
  refusals.push(
    new JaegerError(error.code, error.message, {
      prefix: error.prefix,
      hints: [...error.hints.filter((hint) => hint !== OTHERWISE), OTHERWISE],
      cause: error,
    }),
  );
}
