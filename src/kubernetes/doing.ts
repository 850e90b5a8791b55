import type { ApiResource } from './types.ts';

/** What a request is for, in the API's own words: what an error says was refused. */
export interface Doing {
  readonly verb: 'list' | 'get' | 'create' | 'patch' | 'delete' | 'watch';
  /** Undefined for requests about no resource: discovery. */
  readonly resource?: Pick<ApiResource, 'group' | 'plural' | 'namespaced'>;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

/** A word for the shell: quoted unless it is plain. */
const word = (text: string): string =>
  /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The kubectl line that answers whether this user may do it; undefined when it is about no resource. */
export function canI({ verb, resource, namespace, name }: Doing): string | undefined {
  if (resource === undefined) return undefined;
  const { group, plural, namespaced } = resource;
  const kind = (group === '' ? plural : `${plural}.${group}`) + (name === undefined ? '' : `/${name}`);
  const inNamespace = namespace === undefined ? '-A' : `-n ${word(namespace)}`;
  return `kubectl auth can-i ${verb} ${word(kind)}${namespaced ? ` ${inNamespace}` : ''}`;
}
