import { isJaegerError } from '../errors/index.ts';
import { readObject } from './read-answer.ts';
import type { Requests } from './requests.ts';
import { groupPath, segment } from './resources.ts';
import { boolean, fields, list, text, type ShapeReader } from './shapes.ts';
import type { ApiResource } from './types.ts';

interface GroupVersion {
  readonly version: string;
}

const groupVersion = fields<GroupVersion>({ version: text }, 'version');
const apiGroup = fields<{ readonly versions: readonly GroupVersion[]; readonly preferredVersion?: GroupVersion }>(
  { versions: list(groupVersion), preferredVersion: groupVersion },
  'versions',
);
const apiGroups = fields<{ readonly groups: readonly ListedGroup[] }>(
  { groups: list(fields<ListedGroup>({ name: text, versions: list(groupVersion) }, 'name', 'versions')) },
  'groups',
);

interface ListedGroup {
  readonly name: string;
  readonly versions: readonly GroupVersion[];
}

const coreVersions = fields<{ readonly versions: readonly string[] }>({ versions: list(text) }, 'versions');

export async function discoverVersions(
  requests: Requests,
  group: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (group === '') return (await discover(requests, '/api', coreVersions, signal))?.versions ?? [];
  const { versions = [], preferredVersion } =
    (await discover(requests, `/apis/${segment(group)}`, apiGroup, signal)) ?? {};
  const names = versions.map(({ version }) => version);
  return [...new Set(preferredVersion === undefined ? names : [preferredVersion.version, ...names])];
}

/** Every group but the core one, with its versions. */
export async function discoverGroups(
  requests: Requests,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { groups = [] } = (await discover(requests, '/apis', apiGroups, signal)) ?? {};
  return new Map(groups.map(({ name, versions }) => [name, versions.map(({ version }) => version)]));
}

interface ListedResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const resourceList = fields<{ readonly resources: readonly ListedResource[] }>(
  {
    resources: list(
      fields<ListedResource>({ name: text, kind: text, namespaced: boolean }, 'name', 'kind', 'namespaced'),
    ),
  },
  'resources',
);

export async function discoverResources(
  requests: Requests,
  { group, version }: Pick<ApiResource, 'group' | 'version'>,
  signal: AbortSignal | undefined,
): Promise<readonly ApiResource[]> {
  const { resources = [] } = (await discover(requests, groupPath(group, version), resourceList, signal)) ?? {};
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, kind, namespaced }) => ({ group, version, kind, plural: name, namespaced }));
}

const versionInfo = fields<{ readonly gitVersion: string }>({ gitVersion: text }, 'gitVersion');

export async function discoverServerVersion(requests: Requests, signal: AbortSignal | undefined): Promise<string> {
  const path = '/version';
  const answer = await requests.send({ method: 'GET', path, isRead: true, doing: { verb: 'get' }, signal });
  return readObject(answer, versionInfo, `GET ${path}`).gitVersion;
}

/** A group or version that nobody serves is no failure: it is the answer. */
async function discover<T>(
  requests: Requests,
  path: string,
  reader: ShapeReader<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  try {
    const answer = await requests.send({ method: 'GET', path, isRead: true, doing: { verb: 'get' }, signal });
    return readObject(answer, reader, `GET ${path}`);
  } catch (error) {
    if (isJaegerError(error) && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
