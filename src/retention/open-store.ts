import { reach, reachThroughPod, serviceEndpoint, type TunnelEvent } from '../access/index.ts';
import type { ConnectElasticsearch, ElasticsearchApi, StoreIdentity, StoreLocation } from '../elasticsearch/ports.ts';
import { JaegerError } from '../errors/index.ts';
import type { Executor, Forwarder, Reader, Watcher } from '../kubernetes/ports.ts';
import { chooseStore, type ChosenStore, type StoreChoice, type StoreOwner } from './choose-store.ts';
import { throughTunnel } from './through-tunnel.ts';

/** How the store is reached, in facts that may all be shown. */
export type StoreVia = {
  /** Without a user and a password. */
  readonly url: string;
  /** What is shown, and where it is from: `user and password of secrets/NAME in NAMESPACE`; undefined when nothing is. */
  readonly identity: string | undefined;
  /** As the instance itself does. */
  readonly skipsVerification: boolean;
} & ({ readonly way: 'direct' } | { readonly way: 'tunnel' | 'pod'; readonly namespace: string; readonly pod: string });

export interface OpenStore {
  readonly api: ElasticsearchApi;
  readonly via: StoreVia;
  readonly close: () => void;
}

export interface OpenOptions {
  readonly connectElasticsearch: ConnectElasticsearch;
  readonly signal: AbortSignal;
}

/** So long may no Pod of the store be Ready. */
const PATIENCE_MS = 20_000;
const LOOPBACK = '127.0.0.1';

/**
 * The span store of an instance: where the instance finds it, as whom the instance asks it, unless the choice says otherwise. Nothing is
 * asked of the store yet. Errors: NOT_FOUND when nobody says where it is, or what its users show is nowhere; FORBIDDEN for a Secret;
 * USAGE for credentials over plain HTTP; TIMED_OUT when no Pod of it is Ready; those of `reach`.
 */
export async function openStore(
  cluster: Reader & Watcher & Forwarder & Executor,
  owner: StoreOwner,
  choice: StoreChoice,
  options: OpenOptions,
): Promise<OpenStore> {
  const store = await chooseStore(cluster, owner, choice, options.signal);
  if (choice.pod !== undefined) {
    if (!choice.allowPlainHttp) refusePlain(store);
    return openThroughPod(cluster, store, choice.pod, options);
  }
  if (store.service !== undefined) return openTunnel(cluster, { ...store, service: store.service }, options);
  if (!choice.allowPlainHttp) refusePlain(store);
  const { location, identity } = store;
  const api = options.connectElasticsearch(location, identity);
  return { api, via: { ...viaOf(location, identity), way: 'direct' }, close: () => api.close() };
}

function refusePlain({ location, identity }: ChosenStore): void {
  const { user, token, apiKey } = identity;
  if (location.scheme === 'https' || [user, token, apiKey].every((shown) => shown === undefined)) return;
  throw new JaegerError('USAGE', `the ${identity.source} would go to ${urlOf(location)} unencrypted`, {
    hints: ['use https, or say that everybody on the way may read it: --allow-plain-http'],
  });
}

const urlOf = ({ scheme, host, port, basePath }: StoreLocation): string =>
  `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}${basePath.slice(0, -1)}`;

const viaOf = (
  location: StoreLocation,
  { source, skipsVerification = false }: StoreIdentity,
): Pick<StoreVia, 'url' | 'identity' | 'skipsVerification'> => ({
  url: urlOf(location),
  identity: source,
  skipsVerification,
});

async function openTunnel(
  cluster: Reader & Watcher & Forwarder,
  { location, service, identity }: ChosenStore & { readonly service: NonNullable<ChosenStore['service']> },
  { connectElasticsearch, signal }: OpenOptions,
): Promise<OpenStore> {
  const endpoint = await serviceEndpoint(cluster, service, location.port);
  const [remote = 0] = endpoint.ports;
  let reason: JaegerError | undefined;
  const onEvent = (event: TunnelEvent): void => {
    if ('error' in event) reason = event.error;
  };
  const ports = [{ local: undefined, remote, mayMove: false }];
  const options = { ports, address: LOOPBACK, reconnectTimeoutMs: PATIENCE_MS, signal, onEvent };
  const reached = await reach(cluster, endpoint, options);
  const through = { host: LOOPBACK, port: reached.listeners[0]?.local ?? 0 };
  const api = connectElasticsearch({ ...location, through }, identity);
  return {
    api: throughTunnel(api, { failed: reached.failed, reason: () => reason }),
    via: { ...viaOf(location, identity), way: 'tunnel', namespace: endpoint.namespace, pod: reached.pod },
    close: () => {
      api.close();
      reached.close();
    },
  };
}

/** What the Pod sends on goes over the cluster's network as it is: credentials want https. */
async function openThroughPod(
  cluster: Executor,
  { location, identity }: ChosenStore,
  pod: NonNullable<StoreChoice['pod']>,
  { connectElasticsearch, signal }: OpenOptions,
): Promise<OpenStore> {
  const { host, port } = location;
  const reached = await reachThroughPod(cluster, { pod, host, port }, signal);
  const api = connectElasticsearch({ ...location, through: { host: LOOPBACK, port: reached.port } }, identity);
  return {
    api: throughTunnel(api, { failed: new Promise<never>(() => undefined), reason: reached.reason }),
    via: { ...viaOf(location, identity), way: 'pod', namespace: pod.namespace, pod: pod.name },
    close: () => {
      api.close();
      reached.close();
    },
  };
}
