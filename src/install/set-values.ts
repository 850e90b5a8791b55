import { isTree } from '../jaeger/index.ts';
import { refused } from './checks.ts';
import type { Assignment, Path } from './tree.ts';

const VALID = String.raw`it is PATH=VALUE, with dots in PATH; a dot of a key is written \. there`;

/** What stands directly below `spec` (CRD of jaeger-operator 1.65). */
const FIELDS = [
  'strategy',
  'allInOne',
  'query',
  'collector',
  'ingester',
  'agent',
  'ui',
  'sampling',
  'storage',
  'ingress',
  'volumes',
  'volumeMounts',
  'annotations',
  'labels',
  'resources',
  'affinity',
  'tolerations',
  'securityContext',
  'containerSecurityContext',
  'serviceAccount',
  'livenessProbe',
  'imagePullSecrets',
  'imagePullPolicy',
];

/** `--set PATH=VALUE`: a path below `spec`, which may also be written in front. Throws USAGE. */
export function setAssignment(text: string): Assignment {
  const [, name = '', value = ''] = /^((?:[^=\\]|\\.)+)=(.*)$/s.exec(text) ?? [];
  if (name === '') throw refused('--set', text, VALID);
  const path = pathOf(name);
  const below = path[0] === 'spec' ? path.slice(1) : path;
  if (below.length === 0 || below.includes('') || below.some((key) => key.includes('[')))
    throw refused('--set', text, VALID);
  if (!FIELDS.includes(below[0] ?? '')) throw refused('--set', text, `PATH begins with one of ${FIELDS.join(', ')}`);
  return { path: below, value: typed(value) };
}

/** Keys between dots that have no backslash before them. */
const pathOf = (name: string): Path => name.split(/(?<!\\)\./).map((key) => key.replaceAll(/\\(.)/g, '$1'));

/**
 * As helm types its `--set`: `true`, `false`, `null` and numbers are what they look like, `{a,b}` is a list, the rest is text (helm 3.19,
 * strvals); what is in double quotes, and JSON in brackets, is what JSON says.
 */
function typed(value: string): unknown {
  if (/^(true|false|null|-?(0|[1-9]\d{0,14})(\.\d{1,15})?)$/.test(value)) return JSON.parse(value);
  if (/^(".*"|\[.*\]|\{.*:.*\})$/s.test(value)) return parsed(value);
  const [, list] = /^\{(.*)\}$/s.exec(value) ?? [];
  return list === undefined ? value : list === '' ? [] : list.split(',').map((item) => typed(item.trim()));
}

function parsed(value: string): unknown {
  try {
    const json: unknown = JSON.parse(value);
    // What looks like a map is text: options such as rollover conditions hold JSON as text.
    return isTree(json) ? value : json;
  } catch {
    return value;
  }
}
