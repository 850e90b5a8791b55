import { storageOf, flattenOptions } from '../../jaeger/index.ts';
import { readable } from '../combinations.ts';
import { valueAt, type Tree } from '../tree.ts';
import { componentsOf, strategyIn } from './wanted.ts';

/** A name that the operator makes of an instance's: what it is for, what it would be, what it is. */
export interface MadeName {
  readonly resource: 'deployments' | 'services' | 'cronjobs';
  readonly whole: string;
  readonly name: string;
}

const SERVICE = 63;
const CRON_JOB = 52;

/** The instance's part is shortened until the whole fits (jaeger-operator 1.65, pkg/util Truncate). */
const cut = (name: string, suffix: string, longest: number): string =>
  `${name.slice(0, longest - suffix.length)}${suffix}`.replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');

/** As the operator makes a DNS label of a name (pkg/util DNSName). */
const dnsName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '-');

const made = (resource: MadeName['resource'], name: string, suffix: string): MadeName => {
  const whole = `${name}${suffix}`;
  if (resource === 'deployments') return { resource, whole, name: whole };
  if (resource === 'cronjobs') return { resource, whole, name: cut(name, suffix, CRON_JOB) };
  return { resource, whole, name: dnsName(cut(name, suffix, SERVICE)) };
};

/** The names of what the operator makes for such an instance, of the kinds that others could have as well or that are cut. */
export function namesOf(name: string, spec: Tree): readonly MadeName[] {
  const isOne = strategyIn(spec) === 'allinone';
  return [
    ...componentsOf(spec).map((component) => made('deployments', name, isOne ? '' : `-${component}`)),
    ...['-collector', '-collector-headless', '-query', ...(isOne ? ['-agent'] : [])].map((suffix) =>
      made('services', name, suffix),
    ),
    ...jobSuffixes(spec).map((suffix) => made('cronjobs', name, suffix)),
  ];
}

function jobSuffixes(spec: Tree): readonly string[] {
  if (storageOf(readable(spec)) !== 'elasticsearch') return [];
  const hasAliases = flattenOptions(valueAt(spec, ['storage', 'options'])).get('es.use-aliases') === 'true';
  const hasCleaner = valueAt(spec, ['storage', 'esIndexCleaner', 'enabled']) !== false;
  return [...(hasCleaner ? ['-es-index-cleaner'] : []), ...(hasAliases ? ['-es-rollover', '-es-lookback'] : [])];
}
