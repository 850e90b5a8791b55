import { renderErrors, renderColumns, type Cell, type Column, type ViewOptions } from '../terminal/index.ts';
import { ageColumn } from './columns-view.ts';
import { HEALTH_TONES } from './health-view.ts';
import type { InstanceList, InstanceSummary } from './report.ts';

/** A row for each instance. A version that has reached its end of life has another tone, and a column when there is room. */
export function renderList({ instances, errors }: InstanceList, options: ViewOptions): string {
  const columns = [...COLUMNS, ageColumn(options)];
  return [renderColumns(instances, columns, WIDE, options), renderErrors(errors)]
    .filter((part) => part !== '')
    .join('\n');
}

const versionCell = ({ version = '<unknown>', endOfLife }: InstanceSummary): Cell =>
  endOfLife ? { text: version, tone: 'warning' } : version;

const COLUMNS: readonly Column<InstanceSummary>[] = [
  ['NAMESPACE', ({ namespace }) => namespace],
  ['NAME', ({ name }) => name],
  ['FLAVOUR', ({ flavour }) => flavour],
  ['STRATEGY', ({ strategy }) => strategy],
  ['STORAGE', ({ storage }) => storage.type],
  ['VERSION', versionCell],
  ['STATUS', ({ health }) => ({ text: health, tone: HEALTH_TONES[health] })],
];

function readyText({ components }: InstanceSummary): string {
  const ready = components.reduce((sum, { readyReplicas }) => sum + readyReplicas, 0);
  const wanted = components.reduce((sum, { replicas }) => sum + replicas, 0);
  return `${ready}/${wanted}`;
}

const evidenceText = ({ evidence: [first] }: InstanceSummary): string =>
  first ? `${first.object}: ${first.because}` : '<none>';

const WIDE: readonly Column<InstanceSummary>[] = [
  ['EOL', ({ endOfLife }) => (endOfLife ? 'yes' : 'no')],
  ['READY', readyText],
  ['ADDRESS', ({ storage }) => storage.address ?? '<none>'],
  ['EVIDENCE', evidenceText],
];

/** What kubectl says instead of an empty table (1.36). */
export const nothingListed = (namespace: string | undefined): string =>
  namespace === undefined ? 'No resources found' : `No resources found in ${namespace} namespace.`;
