import { selectorText } from '../jaeger/index.ts';
import { renderColumns, type Cell, type ViewOptions } from '../terminal/index.ts';
import { ageColumn, nameColumn } from './columns-view.ts';
import type { InstanceStatus, ServiceRow } from './report.ts';

/** kubectl's columns, and whether anybody would answer. */
export const renderServices = (instance: InstanceStatus, options: ViewOptions): string =>
  renderColumns(
    instance.services,
    [
      nameColumn(instance),
      ['TYPE', ({ type }) => type],
      ['CLUSTER-IP', ({ clusterIP }) => clusterIP],
      ['EXTERNAL-IP', ({ externalIP }) => externalIP],
      ['PORT(S)', ({ ports }) => ports.join(',') || '<none>'],
      ageColumn(options),
      ['ENDPOINTS', endpoints],
    ],
    [['SELECTOR', ({ selector }) => selectorText(selector) || '<none>']],
    options,
  );

function endpoints({ readyEndpoints }: ServiceRow): Cell {
  if (readyEndpoints === undefined) return '<unknown>';
  return readyEndpoints === 0 ? { text: '<none>', tone: 'bad' } : String(readyEndpoints);
}
