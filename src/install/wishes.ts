import { ALIASES } from './assignments.ts';
import {
  duration,
  ingressSecurity,
  instanceName,
  namespaceName,
  redundancyPolicy,
  rolloverConditions,
  schedule,
  size,
  storageType,
  strategy,
  type Check,
} from './checks.ts';
import { imageAssignment, ingressHosts } from './images.ts';
import type { InstallOptions } from './options.ts';
import { API_VERSION, type JaegerManifest } from './read-manifest.ts';
import { setAssignment } from './set-values.ts';
import { SETTINGS, SWITCHES } from './settings.ts';
import { assign, leavesOf, spellingIn, valueAt, withoutValue, type Assignment, type Tree } from './tree.ts';

/** Fields that the operator would read as something else where they are wrong, whoever wrote them. */
const CHECKED: readonly (readonly [path: string, check: Check])[] = [
  ['strategy', strategy],
  ['ingress.security', ingressSecurity],
  ['storage.type', storageType],
  ['storage.elasticsearch.redundancyPolicy', redundancyPolicy],
  ['storage.elasticsearch.storage.size', size],
  ['storage.esIndexCleaner.schedule', schedule],
  ['storage.esRollover.schedule', schedule],
  ['storage.esRollover.readTTL', duration],
  ['storage.esRollover.conditions', rolloverConditions],
  ['storage.dependencies.schedule', schedule],
];

/**
 * The resource that options ask for: all that they name, and nothing that they do not. Null is what they want gone. Throws USAGE for
 * every value that makes no sense.
 */
export function wishesOf(options: InstallOptions): JaegerManifest {
  const { name, namespace, base } = options;
  instanceName(name, 'NAME');
  if (namespace !== undefined) namespaceName(namespace, '--namespace');
  const spec = assign(base?.spec ?? {}, assignmentsOf(options));
  for (const [path, check] of CHECKED) {
    const value = valueAt(spec, path.split('.'));
    if (value !== undefined && value !== null && value !== '') check(textOfValue(value), `spec.${path}`);
  }
  return {
    apiVersion: API_VERSION,
    kind: 'Jaeger',
    metadata: { ...base?.metadata, name, ...(namespace === undefined ? {} : { namespace }) },
    ...(base?.spec === undefined && Object.keys(spec).length === 0 ? {} : { spec }),
  };
}

/** Throws USAGE for every value that makes no sense: all that can be said before a cluster is asked. */
export const checkOptions = (options: InstallOptions): void => void wishesOf(options);

const textOfValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function assignmentsOf(options: InstallOptions): readonly Assignment[] {
  const ofSettings = named(SETTINGS, options.settings).flatMap(([name, { assign: make }, text]) =>
    make(text, `--${name}`),
  );
  const ofSwitches = named(SWITCHES, options.switches).map(([, { path }, value]) => ({ path, value }));
  return [
    ...ofSettings,
    ...ofSwitches,
    ...ingressHosts(options.ingressHosts),
    ...options.images.map(imageAssignment),
    ...options.set.map(setAssignment),
  ];
}

/** Of the choices in a table those that were made, in its order. */
export const named = <R, V>(
  table: Readonly<Record<string, R>>,
  choices: Readonly<Partial<Record<string, V | undefined>>>,
): readonly (readonly [name: string, rule: R, value: V])[] =>
  Object.entries(table).flatMap(([name, rule]) => {
    const value = choices[name];
    return value === undefined ? [] : [[name, rule, value] as const];
  });

/**
 * The resource as it is made anew: nothing is in it that is to be gone. So is the switch that a choice of rollover brought with it and
 * `--set` took back.
 */
export function creationOf(wishes: JaegerManifest, options: InstallOptions): JaegerManifest {
  const { spec } = wishes;
  if (spec === undefined) return wishes;
  const gone = leavesOf(spec).filter(({ value }) => value === null);
  const withoutNulls = gone.reduce((left, { path }) => withoutValue(left, path), spec);
  const isTakenBack = asksForRollover(options) && valueAt(spec, ALIASES) === false;
  const kept = isTakenBack ? withoutSpelled(withoutNulls) : withoutNulls;
  return { ...wishes, spec: kept };
}

const withoutSpelled = (spec: Tree): Tree => withoutValue(spec, spellingIn(spec, ALIASES));

export const asksForRollover = ({ settings }: InstallOptions): boolean =>
  named(SETTINGS, settings).some(([name]) => name.startsWith('rollover-'));
