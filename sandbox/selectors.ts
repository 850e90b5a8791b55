import { badRequest } from './statuses.ts';
import { isRecord, type StoredObject } from './store.ts';

export type Matches = (object: StoredObject) => boolean;

/** The query's label and field selectors together. Errors: 400. */
export function selectorOf(query: URLSearchParams, resource: string): Matches {
  const requirements = [
    ...partsOf(query.get('labelSelector')).map(labelRequirement),
    ...partsOf(query.get('fieldSelector')).map((part) => fieldRequirement(part, resource)),
  ];
  return (object) => requirements.every((matches) => matches(object));
}

/** Commas within brackets do not separate. */
const partsOf = (selector: string | null): readonly string[] =>
  (selector ?? '')
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const LABEL =
  /^(?<not>!?)(?<key>[\w./-]+)(?:\s*(?<operator>==|=|!=)\s*(?<value>[\w.-]*)|\s+(?<set>in|notin)\s*\((?<values>[^)]*)\))?$/;

function labelRequirement(part: string): Matches {
  const { not, key = '', operator, value = '', set, values = '' } = LABEL.exec(part)?.groups ?? {};
  if (key === '') throw badRequest(`unable to parse requirement: ${part}`);
  const labelOf = ({ metadata }: StoredObject): string | undefined => metadata.labels?.[key];
  if (operator === undefined && set === undefined) return (object) => (labelOf(object) === undefined) === (not === '!');
  const wanted = set === undefined ? [value] : values.split(',').map((one) => one.trim());
  // Whoever has no such label has none of the values either.
  const isNegative = operator === '!=' || set === 'notin';
  return (object) => wanted.includes(labelOf(object) ?? '\0') !== isNegative;
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  pods: ['spec.nodeName', 'status.phase'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'reason',
    'type',
  ],
};

function fieldRequirement(part: string, resource: string): Matches {
  const { path = '', operator, value } = /^(?<path>[\w.]+)(?<operator>==|=|!=)(?<value>.*)$/.exec(part)?.groups ?? {};
  const known = ['metadata.name', 'metadata.namespace', ...(FIELDS[resource] ?? [])];
  if (!known.includes(path))
    throw badRequest(`"${path}" is not a known field selector: only ${known.map((field) => `"${field}"`).join(', ')}`);
  return (object) => (valueAt(object, path.split('.')) === value) !== (operator === '!=');
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, field) => (isRecord(at) ? at[field] : undefined), value) ?? '';
