import type { ResourceType } from './statuses.ts';
import { all, type Store } from './store.ts';
import type { World } from './world.ts';

interface Listed {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Of custom resources, the `spec` of a CustomResourceDefinition. */
interface Definition {
  readonly group: string;
  readonly names: { readonly kind: string; readonly plural: string; readonly singular?: string };
  readonly scope: string;
  readonly versions: readonly { readonly name: string; readonly served: boolean }[];
}

/** What the API server says of itself: as recorded, and what the definitions of custom resources add. */
export interface Discovery {
  readonly recorded: World['discovery'];
  readonly store: Store;
}

/** What is served at a path, undefined when it is none of discovery. */
export function documentAt({ recorded, store }: Discovery, path: string): unknown {
  const definitions = all(store, 'customresourcedefinitions.apiextensions.k8s.io').map(
    ({ spec }) => spec as Definition,
  );
  const { groups: own } = recorded['/apis'] as { readonly groups: readonly { readonly name: string }[] };
  const groups = [
    ...own,
    ...[...Map.groupBy(definitions, ({ group }) => group)].map(([name, of]) => groupOf(name, of)),
  ];
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  if (path in recorded) return recorded[path];
  const [, root, name, version, ...more] = path.split('/');
  if (root !== 'apis' || name === undefined || more.length > 0) return undefined;
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
  const list = documentAt(discovery, path) as { readonly resources: readonly Listed[] } | undefined;
  const found = list?.resources.find((one) => !one.name.includes('/') && isIt(one));
  if (!found) return undefined;
  const { name: plural, kind, namespaced } = found;
  return { group, version, plural, kind, namespaced, isCustom: !(path in discovery.recorded) };
}

function groupOf(name: string, definitions: readonly Definition[]): { readonly name: string } {
  const served = definitions.flatMap(({ versions }) => versions.filter((version) => version.served));
  const versions = [...new Set(served.map((version) => version.name))].map((version) => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return Object.assign({ name }, { versions, preferredVersion: versions[0] });
}

function customList(definitions: readonly Definition[], group: string, version: string): object | undefined {
  const resources = definitions
    .filter((one) => one.group === group && one.versions.some(({ name, served }) => name === version && served))
    .map(({ names: { kind, plural: name, singular: singularName = '' }, scope }) => {
      const verbs = ['delete', 'get', 'list', 'patch', 'create', 'watch'];
      return { name, singularName, namespaced: scope === 'Namespaced', kind, verbs };
    });
  if (resources.length === 0) return undefined;
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${group}/${version}`, resources };
}
