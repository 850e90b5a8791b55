import type { Call } from './call.ts';
import { apiVersionOf, presented, warningsOf } from './reading.ts';
import { selectorOf } from './selectors.ts';
import { resourceName, statusOf } from './statuses.ts';
import { all, type Change, type StoredObject } from './store.ts';

const LONGEST_S = 1800;
const BOOKMARK_MS = 60_000;

/** Writes a line for each change, from the wanted version on, until the time is over or the client leaves. */
export function watch(call: Call): undefined {
  const tell = teller(call);
  call.response.writeHead(200, { 'content-type': 'application/json', ...warningsOf(call.type) }).flushHeaders();
  if (begin(call, tell)) goOn(call, tell);
  else call.response.end();
}

function goOn(call: Call, tell: (change: Change) => void): void {
  const { query, state, response } = call;
  const stop = (): void => {
    state.store.events.off('change', tell);
    state.watches.delete(response);
    clearInterval(beat);
    clearTimeout(end);
  };
  const beat = setInterval(() => bookmark(call), BOOKMARK_MS);
  const seconds = Number(query.get('timeoutSeconds')) || LONGEST_S;
  const end = setTimeout(() => {
    stop();
    bookmark(call);
    response.end();
  }, seconds * 1000);
  state.watches.add(response);
  state.store.events.on('change', tell);
  response.once('close', stop);
}

/** What there is, or what has happened since a version; false when that is not known any more. */
function begin(call: Call, tell: (change: Change) => void): boolean {
  const { type, query, state } = call;
  const { forgotten, history } = state.store;
  const asked = query.get('resourceVersion') ?? '';
  const resource = resourceName(type);
  if (['', '0'].includes(asked) || query.get('sendInitialEvents') === 'true') {
    for (const object of all(state.store, resource)) tell({ type: 'ADDED', resource, object, before: undefined });
    bookmark(call, { 'k8s.io/initial-events-end': 'true' });
    return true;
  }
  if (Number(asked) < forgotten) {
    const status = statusOf(410, 'Expired', `too old resource version: ${asked} (${forgotten})`);
    send(call, { type: 'ERROR', object: status });
    return false;
  }
  const since = history.filter(({ object }) => Number(object.metadata.resourceVersion) > Number(asked));
  for (const change of since) tell(change);
  return true;
}

const send = ({ response }: Call, event: object): unknown => response.write(`${JSON.stringify(event)}\n`);

/** Tells changes as this watch sees them: who comes to match has been added, who does not match any more has been deleted. */
function teller(call: Call): (change: Change) => void {
  const { type, namespace, query, accept } = call;
  const wanted = resourceName(type);
  const selects = selectorOf(query, wanted);
  const matches = (object: StoredObject | undefined): boolean =>
    object !== undefined && [undefined, object.metadata.namespace].includes(namespace) && selects(object);
  return ({ type: happened, resource, object, before }) => {
    if (resource !== wanted) return;
    const did = matches(before);
    const does = happened !== 'DELETED' && matches(object);
    if (!did && !does) return;
    // Whoever does not match any more is shown as it was, with the version of the change.
    const { resourceVersion = '' } = object.metadata;
    const shown = does || !before ? object : { ...before, metadata: { ...before.metadata, resourceVersion } };
    send(call, { type: does ? (did ? 'MODIFIED' : 'ADDED') : 'DELETED', object: presented(accept, shown) });
  };
}

function bookmark(call: Call, annotations?: object): void {
  const { type, query, accept, state } = call;
  if (query.get('allowWatchBookmarks') !== 'true') return;
  const metadata = { resourceVersion: String(state.store.version), annotations };
  const { kind, apiVersion } = presented(accept, {
    kind: type.kind,
    apiVersion: apiVersionOf(type),
    metadata: { name: '' },
  });
  send(call, { type: 'BOOKMARK', object: { kind, apiVersion, metadata } });
}
