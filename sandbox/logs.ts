import type { Call, State } from './call.ts';
import { badRequest, notFound, type Reply } from './statuses.ts';
import { find, type Change, type StoredObject } from './store.ts';

/** What a container has written; followed, it goes on until the Pod is gone. Errors: 400, 404. */
export function logs(call: Call): Reply | undefined {
  const { state, namespace, name = '', type, query, response } = call;
  const { events } = state.store;
  const pod = find(state.store, 'pods', { namespace, name });
  if (!pod) throw notFound(type, name);
  const key = logKey(query, pod);
  const recorded = state.logs.get(key);
  if (recorded === undefined) throw noLog(key);
  const text = selected(recorded, query);
  if (query.get('follow') !== 'true') return { code: 200, body: text };
  response.writeHead(200, { 'content-type': 'text/plain' }).write(text);
  let told = recorded.length;
  const onLog = (written: string): void => {
    const log = written === key ? (state.logs.get(key) ?? '') : '';
    response.write(shown(log.slice(told), query));
    told = Math.max(told, log.length);
  };
  const onChange = ({ type: happened, object: { metadata } }: Change): void => {
    if (happened === 'DELETED' && metadata.uid === pod.metadata.uid) {
      stop();
      response.end();
    }
  };
  const stop = (): unknown => events.off('log', onLog).off('change', onChange);
  events.on('log', onLog).on('change', onChange);
  response.once('close', stop);
  return undefined;
}

/** Adds to what a container has written: whole lines, each of them stamped with the present time. */
export function write({ logs: all, store }: State, key: string, text: string): void {
  const time = new Date().toISOString().replace('Z', '000000Z');
  all.set(key, (all.get(key) ?? '') + text.replace(/(?<!\n|^)$/, '\n').replaceAll(/^(?!$)/gm, `${time} `));
  store.events.emit('log', key);
}

function logKey(query: URLSearchParams, { metadata, spec }: StoredObject): string {
  const { namespace, name } = metadata;
  const names = (spec as { containers: readonly { name: string }[] }).containers.map((container) => container.name);
  const container = query.get('container') ?? (names.length === 1 ? (names[0] ?? '') : '');
  if (container === '')
    throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`);
  if (!names.includes(container)) throw badRequest(`container ${container} is not valid for pod ${name}`);
  return `${namespace}/${name}/${container}${query.get('previous') === 'true' ? '/previous' : ''}`;
}

function noLog(key: string): Error {
  const [, pod, container, previous] = key.split('/');
  const what = `container "${container}" in pod "${pod}"`;
  return badRequest(
    previous ? `previous terminated ${what} not found` : `${what} is waiting to start: ContainerCreating`,
  );
}

function selected(log: string, query: URLSearchParams): string {
  const seconds = query.get('sinceSeconds');
  const since = seconds === null ? query.get('sinceTime') : new Date(Date.now() - Number(seconds) * 1000).toISOString();
  // API servers cut fractions of a second off; times of one form compare as texts.
  const from = (since ?? '').slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  const lines = log.split(/(?<=\n)/).filter((line) => line >= from);
  const wanted = lines.slice(Math.max(0, lines.length - Number(query.get('tailLines') ?? lines.length)));
  return shown(wanted.join(''), query).slice(0, Number(query.get('limitBytes') ?? Infinity));
}

const shown = (lines: string, query: URLSearchParams): string =>
  query.get('timestamps') === 'true' ? lines : lines.replaceAll(/^\S+ /gm, '');
