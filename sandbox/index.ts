import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';
import type { Requested, State } from './call.ts';
import { typeOf } from './discovery.ts';
import type { Fault } from './faults.ts';
import { write } from './logs.ts';
import type { User } from './rights.ts';
import { answer, responseOn } from './server.ts';
import { resourceName } from './statuses.ts';
import { all, born, find, mergePatch, newStore, put, remove } from './store.ts';
import type { Change, ObjectName, StoredObject } from './store.ts';
import type { World } from './world.ts';

export { FAULTS, type Fault } from './faults.ts';
export { emptyWorld, loadWorld } from './world.ts';

export interface SandboxOptions {
  readonly world: World;
  /** Name → who has the token of that name, beside `admin`, who may everything. */
  readonly users?: Readonly<Record<string, User>>;
  readonly faults?: readonly Fault[];
  /** Of the loopback interface; 0, a free one, when left out. */
  readonly port?: number;
}

/** A small Kubernetes API in memory; see README.md. What is called here happens behind the API's back: no right or fault holds it. */
export interface Sandbox {
  readonly url: string;
  /** PEM. */
  readonly ca: string;
  /** In JSON, for one of the users; `admin` when left out. */
  kubeconfig(user?: string, namespace?: string): string;
  readonly requests: readonly Requested[];
  /** May be changed at any time. */
  readonly users: Map<string, User>;
  /** `deployments.apps`. */
  get(resource: string, name: ObjectName): StoredObject | undefined;
  list(resource: string, namespace?: string): readonly StoredObject[];
  /** Makes it, or puts it in the place of the one of that name. */
  put(object: StoredObject): StoredObject;
  /** A merge patch. */
  patch(resource: string, name: ObjectName, changes: object): StoredObject;
  delete(resource: string, name: ObjectName): void;
  /** Told of every change, whoever made it; returns what ends that. */
  onChange(listener: (change: Change) => void): () => void;
  /** A container (`NAMESPACE/POD/CONTAINER`) writes whole lines. */
  write(container: string, lines: string): void;
  /** Switches a fault on; returns what switches it off. */
  fault(fault: Fault): () => void;
  dropWatches(): void;
  /** Ends every connection; new ones can be made. */
  dropConnections(): void;
  /** No watch can go on from before now, and no list. */
  forgetHistory(): void;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const state = stateOf(options);
  // It vouches for itself, for the loopback interface alone.
  const name = [{ name: 'commonName', value: 'localhost' }];
  const { private: key, cert } = await generate(name, { keyType: 'ec', algorithm: 'sha256' });
  const connections = new Set<Socket>();
  const server = createServer({ key, cert }, (request, response) => void answer(state, { request, response }));
  server.on('upgrade', (request, _, head) => void answer(state, { request, response: responseOn(request), head }));
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dropConnections = (): void => connections.forEach((socket) => socket.destroy());
  return {
    url,
    ca: cert,
    kubeconfig: (user = 'admin', namespace = 'default') => kubeconfigOf(url, cert, { user, namespace }),
    ...behind(state),
    dropConnections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        dropConnections();
      }),
  };
}

function stateOf({ world, users = {}, faults = [] }: SandboxOptions): State {
  const state: State = {
    recorded: world.discovery,
    store: newStore(),
    users: new Map(Object.entries({ admin: {}, ...users })),
    logs: new Map(Object.entries(world.logs)),
    ports: world.ports,
    pages: new Map(),
    watches: new Set(),
    faults: new Set(faults),
    requests: [],
  };
  // Definitions say what the others are.
  const [first = [], others = []] = [true, false].map((isFirst) =>
    world.objects.filter(({ kind }) => (kind === 'CustomResourceDefinition') === isFirst),
  );
  for (const object of [...first, ...others]) place(state, object);
  return state;
}

function place(state: State, object: StoredObject): StoredObject {
  const type = typeOf(state, object.apiVersion, ({ kind }) => kind === object.kind);
  if (!type) throw new Error(`this cluster has no ${object.kind} of ${object.apiVersion}`);
  const resource = resourceName(type);
  const before = find(state.store, resource, object.metadata)?.metadata;
  const known = before && { uid: before.uid, creationTimestamp: before['creationTimestamp'] };
  return put(state.store, resource, born({ ...object, metadata: { ...object.metadata, ...known } }));
}

/** What tests and those who play a controller do, for which no right is needed. */
function behind(state: State): Omit<Sandbox, 'url' | 'ca' | 'kubeconfig' | 'dropConnections' | 'close'> {
  const { store, requests, users } = state;
  return {
    requests,
    users,
    get: (resource, name) => find(store, resource, name),
    list: (resource, namespace) => all(store, resource, namespace),
    put: (object) => place(state, object),
    patch: (resource, name, changes) => {
      const before = find(store, resource, name);
      if (!before) throw new Error(`there is no ${resource} "${name.name}"`);
      return put(store, resource, mergePatch(before, changes) as StoredObject);
    },
    delete: (resource, name) => remove(store, resource, name),
    onChange: (listener) => {
      store.events.on('change', listener);
      return () => void store.events.off('change', listener);
    },
    write: (container, lines) => write(state, container, lines),
    fault: (fault) => {
      state.faults.add(fault);
      return () => void state.faults.delete(fault);
    },
    dropWatches: () => state.watches.forEach((response) => response.destroy()),
    forgetHistory: () => {
      store.history.length = 0;
      store.forgotten = store.version;
      state.pages.clear();
    },
  };
}

function kubeconfigOf(server: string, ca: string, { user, namespace }: { user: string; namespace: string }): string {
  const cluster = { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'sandbox', cluster }],
    users: [{ name: user, user: { token: `token-of-${user}` } }],
    contexts: [{ name: 'sandbox', context: { cluster: 'sandbox', user, namespace } }],
    'current-context': 'sandbox',
  });
}
