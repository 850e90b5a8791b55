import type { ResourceType } from './statuses.ts';
import { all, type Store } from './store.ts';
import type { World } from './world.ts';

interface Listed {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

interface ResourceList {
  readonly resources: readonly Listed[];
}

interface Group {
  readonly name: string;
  readonly versions: readonly { readonly groupVersion: string; readonly version: string }[];
}

interface Definition {
  readonly group: string;
  readonly names: { readonly kind: string; readonly plural: string; readonly singular?: string };
  readonly scope: string;
  readonly versions: readonly { readonly name: string; readonly served: boolean }[];
}

const VERBS = ['delete', 'get', 'list', 'patch', 'create', 'watch'];

/** What the API server says of itself: as recorded, and what the definitions of custom resources add. */
export interface Discovery {
  readonly recorded: World['discovery'];
  readonly store: Store;
}

/** What is served at a path, undefined when it is none of discovery. */
export function documentAt({ recorded, store }: Discovery, path: string): unknown {
  const definitions = definitionsIn(store);
  const groups = [...((recorded['/apis'] as { groups?: Group[] } | undefined)?.groups ?? []), ...groupsOf(definitions)];
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  if (path in recorded) return recorded[path];
  const [, apis, name, version, more] = path.split('/');
  if (apis !== 'apis' || name === undefined || more !== undefined) return undefined;
  if (version !== undefined) return customList(definitions, name, version);
  const group = groups.find((one) => one.name === name);
  return group && { kind: 'APIGroup', apiVersion: 'v1', ...group };
}

/** The type at one place of the API, or of an object by its kind. */
export function typeOf(
  discovery: Discovery,
  groupVersion: string,
  isIt: (listed: Listed) => boolean,
): ResourceType | undefined {
  const [version = '', group = ''] = groupVersion.split('/').toReversed();
  const path = group === '' ? `/api/${version}` : `/apis/${groupVersion}`;
  const found = (documentAt(discovery, path) as ResourceList | undefined)?.resources.find(
    (one) => !one.name.includes('/') && isIt(one),
  );
  if (!found) return undefined;
  const { name: plural, kind, namespaced } = found;
  return { group, version, plural, kind, namespaced, isCustom: !(path in discovery.recorded) };
}

const definitionsIn = (store: Store): readonly Definition[] =>
  all(store, 'customresourcedefinitions.apiextensions.k8s.io').map(({ spec }) => spec as Definition);

function groupsOf(definitions: readonly Definition[]): readonly Group[] {
  return [...Map.groupBy(definitions, ({ group }) => group)].map(([name, ofGroup]) => {
    const names = new Set(
      ofGroup.flatMap(({ versions }) => versions.filter(({ served }) => served)).map((v) => v.name),
    );
    const versions = [...names].map((version) => ({ groupVersion: `${name}/${version}`, version }));
    return { name, versions, preferredVersion: versions[0] };
  });
}

function customList(definitions: readonly Definition[], group: string, version: string): object | undefined {
  const served = definitions.filter(
    (one) => one.group === group && one.versions.some(({ name, served: isServed }) => name === version && isServed),
  );
  if (served.length === 0) return undefined;
  const resources = served.map(({ names, scope }) => ({
    name: names.plural,
    singularName: names.singular ?? '',
    namespaced: scope === 'Namespaced',
    kind: names.kind,
    verbs: VERBS,
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${group}/${version}`, resources };
}
