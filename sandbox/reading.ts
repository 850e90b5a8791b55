import { randomUUID } from 'node:crypto';
import type { Call, Page } from './call.ts';
import { selectorOf } from './selectors.ts';
import { expiredPage, notFound, resourceName, type Reply, type ResourceType } from './statuses.ts';
import { all, find, type StoredObject } from './store.ts';

/** Whether metadata alone are asked for. Tables are not made here, then kubectl makes its own. */
const wantsMetadata = (accept: string): boolean =>
  accept
    .split(',')
    .find((type) => !type.includes('as=Table'))
    ?.includes('as=PartialObjectMetadata') === true;

/** An object as the request wants it: whole, or its metadata alone. */
export const presented = (accept: string, object: StoredObject): StoredObject =>
  wantsMetadata(accept)
    ? { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata }
    : object;

const WARNING = '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"';
/** Of the kinds that anybody asks for, the one of which the server warns. */
export const warningsOf = ({ plural }: ResourceType): Record<string, string> =>
  plural === 'endpoints' ? { warning: WARNING } : {};

export function get({ state, type, namespace, name = '', accept }: Call): Reply {
  const object = find(state.store, resourceName(type), { namespace, name });
  if (!object) throw notFound(type, name);
  return { code: 200, body: presented(accept, object), headers: warningsOf(type) };
}

export const apiVersionOf = ({ group, version }: ResourceType): string =>
  group === '' ? version : `${group}/${version}`;

export function list(call: Call): Reply {
  const { type, query, accept, state } = call;
  const { version, items } = remaining(call);
  const limit = Number(query.get('limit')) || items.length;
  const left = items.slice(limit);
  const more = left.length > 0 ? randomUUID() : undefined;
  if (more !== undefined) state.pages.set(more, { version, items: left });
  const isSelecting = query.has('labelSelector') || query.has('fieldSelector');
  const remainingItemCount = isSelecting ? undefined : left.length || undefined;
  const kind = wantsMetadata(accept)
    ? { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' }
    : { kind: `${type.kind}List`, apiVersion: apiVersionOf(type) };
  const metadata = { resourceVersion: String(version), continue: more, remainingItemCount };
  return { code: 200, body: { ...kind, metadata, items: items.slice(0, limit) }, headers: warningsOf(type) };
}

/** What a list still has to give: all that matches, or what was left of it when its last page was given. Errors: 400, 410. */
function remaining({ type, namespace, query, accept, state }: Call): Page {
  const token = query.get('continue') ?? '';
  const page = state.pages.get(token);
  if (token !== '' && !page) throw expiredPage();
  if (page) return page;
  // The server leaves out what is the same for all of them, but for custom resources.
  const same = type.isCustom || wantsMetadata(accept) ? {} : { kind: undefined, apiVersion: undefined };
  const resource = resourceName(type);
  const matching = all(state.store, resource, namespace).filter(selectorOf(query, resource));
  return { version: state.store.version, items: matching.map((object) => ({ ...presented(accept, object), ...same })) };
}
