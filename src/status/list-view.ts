import { formatAge, renderTable, type Cell, type Tone, type ViewOptions } from '../terminal/index.ts';
import { renderErrors } from './errors-view.ts';
import type { Health, InstanceList, InstanceSummary } from './report.ts';

const TONES: Readonly<Record<Health, Tone>> = {
  Ready: 'good',
  Degraded: 'warning',
  NotReady: 'bad',
  ScaledDown: 'warning',
  Absent: 'bad',
  Unknown: 'warning',
};

const HEADER = ['NAMESPACE', 'NAME', 'FLAVOUR', 'STRATEGY', 'STORAGE', 'VERSION', 'STATUS', 'AGE'];
const WIDE = ['EOL', 'READY', 'ADDRESS', 'EVIDENCE'];

/** A row for each instance. A version that has reached its end of life has another tone, and a column when there is room. */
export function renderList({ instances, errors }: InstanceList, options: ViewOptions): string {
  const header = options.wide ? [...HEADER, ...WIDE] : HEADER;
  const rows = instances.map((instance) => [
    ...rowOf(instance, options.now),
    ...(options.wide ? wideCells(instance) : []),
  ]);
  return [renderTable(header, rows, options), renderErrors(errors)].filter((part) => part !== '').join('\n');
}

const rowOf = (instance: InstanceSummary, now: Date): Cell[] => [
  instance.namespace,
  instance.name,
  instance.flavour,
  instance.strategy,
  instance.storage.type,
  versionCell(instance),
  { text: instance.health, tone: TONES[instance.health] },
  formatAge(instance.createdAt, now),
];

const versionCell = ({ version = '<unknown>', endOfLife }: InstanceSummary): Cell =>
  endOfLife ? { text: version, tone: 'warning' } : version;

const wideCells = ({ endOfLife, components, storage, evidence }: InstanceSummary): Cell[] => {
  const ready = components.reduce((sum, { readyReplicas }) => sum + readyReplicas, 0);
  const wanted = components.reduce((sum, { replicas }) => sum + replicas, 0);
  const [first] = evidence;
  return [
    endOfLife ? 'yes' : 'no',
    `${ready}/${wanted}`,
    storage.address ?? '<none>',
    first ? `${first.object}: ${first.because}` : '<none>',
  ];
};

/** What kubectl says instead of an empty table (1.36). */
export const nothingListed = (namespace: string | undefined): string =>
  namespace === undefined ? 'No resources found' : `No resources found in ${namespace} namespace.`;
