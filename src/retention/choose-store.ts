import type { StoreIdentity, StoreLocation } from '../elasticsearch/ports.ts';
import { isJaegerError, JaegerError } from '../errors/index.ts';
import { serviceOf, type InstanceRoot, type Member } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { CronJob, Service } from '../kubernetes/types.ts';
import { findStoreUsers } from './find-store.ts';
import { holderReader, originReader, type ReadHolder, type ReadOrigin } from './read-origin.ts';
import { parseAddress, type StoreAddress } from './store-address.ts';
import { identityAmong, identityInSecret, isShowing, withSource } from './store-identity.ts';
import type { StoreUser } from './store-settings.ts';

/** An instance, and what works at its store beside it. */
export interface StoreOwner {
  readonly root: InstanceRoot;
  readonly cronJobs: readonly Member<CronJob>[];
}

/** What the user says about the way to the store, instead of what the instance says. */
export interface StoreChoice {
  readonly url?: string | undefined;
  readonly secret?: { readonly namespace: string; readonly name: string } | undefined;
  /** In PEM. */
  readonly authority?: string | undefined;
  readonly allowPlainHttp?: boolean | undefined;
  /** A Pod that reaches it, where this machine does not. */
  readonly pod?: { readonly namespace: string; readonly name: string } | undefined;
}

export interface ChosenStore {
  readonly location: StoreLocation;
  /** Where the host means one that leads to Pods. */
  readonly service: Service | undefined;
  readonly identity: StoreIdentity;
}

interface Reading {
  readonly origin: ReadOrigin;
  readonly holder: ReadHolder;
}

/** Where the store is and as whom it is asked. Errors: those of `openStore`. */
export async function chooseStore(
  cluster: Reader,
  { root, cronJobs }: StoreOwner,
  choice: StoreChoice,
  signal: AbortSignal,
): Promise<ChosenStore> {
  const holder = holderReader(cluster, signal);
  const read: Reading = { holder, origin: originReader(holder) };
  const users = findStoreUsers(root, cronJobs);
  const address = await addressOf(root, users, choice, read.origin);
  const service = await serviceAt(cluster, address.location, root.namespace, signal);
  const identity = await chooseIdentity({ users, address, service }, choice, read);
  return { location: address.location, service, identity };
}

const NOWHERE = 'say where it is: --es-url https://HOST:9200 --es-secret [NAMESPACE/]NAME';

/** What reads says where the spans are; a job for retention with another address works elsewhere. */
async function addressOf(
  root: InstanceRoot,
  users: readonly StoreUser[],
  { url }: StoreChoice,
  read: ReadOrigin,
): Promise<StoreAddress> {
  if (url !== undefined) {
    const address = parseAddress(url);
    if (address === undefined) throw new JaegerError('USAGE', '--es-url is no http or https URL');
    return address;
  }
  for (const user of [...users.filter((one) => !isJob(one)), ...users.filter(isJob)]) {
    const found = await addressOfUser(user, read);
    if (found !== undefined) return found;
  }
  throw new JaegerError('NOT_FOUND', `nothing says where instance "${root.name}" has its span store`, {
    hints: [NOWHERE],
  });
}

const isJob = ({ object }: StoreUser): boolean => object.startsWith('cronjobs/');

async function addressOfUser({ address }: StoreUser, read: ReadOrigin): Promise<StoreAddress | undefined> {
  const found = address && (await read(address));
  return found && parseAddress(found.text.split(',')[0]?.trim() ?? '');
}

async function serviceAt(
  cluster: Reader,
  { scheme, host }: StoreLocation,
  namespace: string,
  signal: AbortSignal,
): Promise<Service | undefined> {
  const name = serviceOf(`${scheme}://${host}`, namespace);
  if (name === undefined) return undefined;
  try {
    const service = await cluster.get('services', name, { signal });
    return Object.keys(service.spec?.selector ?? {}).length === 0 ? undefined : service;
  } catch (error) {
    if (isJaegerError(error) && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

interface Surroundings {
  readonly users: readonly StoreUser[];
  readonly address: StoreAddress;
  readonly service: Service | undefined;
}

/** A Secret that is named counts; then what the address itself says, if it was named; then the instance. */
async function chooseIdentity(surroundings: Surroundings, choice: StoreChoice, read: Reading): Promise<StoreIdentity> {
  const { address, users, service } = surroundings;
  const { user } = address;
  const { url, secret, authority } = choice;
  const isNamed = url !== undefined && user !== undefined;
  const among = async (): Promise<StoreIdentity> =>
    identityAmong(await usersOf(address.location, users, url, read.origin), service, read);
  const shown = secret
    ? await identityInSecret({ resource: 'secrets', ...secret }, read.holder)
    : await (isNamed ? {} : among());
  const whole = user !== undefined && !isShowing(shown) ? withSource({ ...shown, user }, [], 'its address') : shown;
  return authority === undefined ? whole : { ...whole, authority };
}

/** Nobody's password is shown to another host than theirs, unless the user says which host it is. */
async function usersOf(
  { host, port }: StoreLocation,
  users: readonly StoreUser[],
  url: string | undefined,
  read: ReadOrigin,
): Promise<readonly StoreUser[]> {
  if (url !== undefined) return users;
  const addresses = await Promise.all(users.map((user) => addressOfUser(user, read)));
  return users.filter((_, index) => {
    const location = addresses[index]?.location;
    return location?.host === host && location.port === port;
  });
}
