import { shellWord } from '../errors/index.ts';
import type { ApiResource } from './types.ts';

/** What a request is for, in the API's own words: what an error says was refused. */
export interface Doing {
  readonly verb: 'list' | 'get' | 'create' | 'patch' | 'delete' | 'watch';
  /** Undefined for requests about no resource: discovery. */
  readonly resource?: Pick<ApiResource, 'group' | 'plural' | 'namespaced'>;
  /** Of one object, asked for by `namespace` and `name`. */
  readonly subresource?: 'portforward' | 'exec' | 'log';
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

/** Over WebSocket port-forward is a GET, and is asked for as a create as well (apiserver 0.36). */
const verbsOf = ({ verb, subresource }: Doing): readonly string[] =>
  subresource === 'portforward' || subresource === 'exec' ? ['get', 'create'] : [verb];

/** The kubectl lines that answer whether this user may do it; none when it is about no resource. */
export function canI(doing: Doing): readonly string[] {
  const { resource, subresource, namespace, name } = doing;
  if (resource === undefined) return [];
  const { group, plural, namespaced } = resource;
  const kind = (group === '' ? plural : `${plural}.${group}`) + (name === undefined ? '' : `/${name}`);
  const part = subresource === undefined ? '' : ` --subresource=${subresource}`;
  const inNamespace = namespace === undefined ? ' -A' : ` -n ${shellWord(namespace)}`;
  return verbsOf(doing).map(
    (verb) => `kubectl auth can-i ${verb} ${shellWord(kind)}${part}${namespaced ? inNamespace : ''}`,
  );
}
