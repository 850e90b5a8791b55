import { DEPLOYMENTS, ROLLOUTS } from '../jaeger/index.ts';
import { renderColumns, renderErrors, type Cell, type Column, type ViewOptions } from '../terminal/index.ts';
import { placeOf } from './operator-answer.ts';
import type { LeftOut, Traced, WorkloadList, WorkloadRow } from './workload-list.ts';

type Row = WorkloadRow | LeftOut;

/** A row for each workload, and how many of them are traced; what is Jaeger's own only where there is room. */
export function renderWorkloads(list: WorkloadList, options: ViewOptions): string {
  const rows: readonly Row[] = options.wide ? [...list.workloads, ...list.leftOut] : list.workloads;
  const isMixed = new Set(rows.map(({ kind }) => kind)).size > 1;
  const columns: readonly Column<Row>[] = [
    ['NAMESPACE', ({ namespace }) => namespace],
    ['NAME', (row) => (isMixed ? nameOf(row) : row.name)],
    ['TRACED', tracedCell],
    ['HOW', (row) => ('how' in row ? row.how : undefined) ?? NONE],
    ['INSTANCE', (row) => ('instance' in row && row.instance !== undefined ? placeOf(row.instance) : NONE)],
    ['REASON', ({ reason }) => reason],
  ];
  const coverage = options.headers && list.workloads.length > 0 ? `${inWords(list.coverage)}\n` : '';
  return [renderColumns(rows, columns, [], options), coverage, renderErrors(list.errors)]
    .filter((part) => part !== '')
    .join('\n');
}

const NONE = '<none>';

const TONES = { yes: 'good', partly: 'warning', no: 'bad', unknown: 'warning' } as const satisfies Record<
  Traced,
  string
>;

const tracedCell = (row: Row): Cell => ('traced' in row ? { text: row.traced, tone: TONES[row.traced] } : NONE);

function inWords({ yes, partly, unknown, total }: WorkloadList['coverage']): string {
  const more = [...(partly > 0 ? [`${partly} in part`] : []), ...(unknown > 0 ? [`of ${unknown} it is unknown`] : [])];
  return [`${yes} of ${total} ${total === 1 ? 'workload is' : 'workloads are'} traced`, ...more].join(', ');
}

/** As kubectl names what is of several kinds. */
const nameOf = ({ kind, name }: Row): string =>
  `${kind.toLowerCase()}.${kind === 'Rollout' ? ROLLOUTS.group : DEPLOYMENTS.group}/${name}`;

/** For another kubectl to read. */
export const workloadNames = ({ workloads }: WorkloadList): readonly string[] => workloads.map(nameOf);
