import { renderColumns, type ViewOptions } from '../terminal/index.ts';
import { nameColumn } from './columns-view.ts';
import type { InstanceStatus } from './report.ts';

export const renderAccess = (instance: InstanceStatus, options: ViewOptions): string =>
  renderColumns(
    instance.access,
    [
      ['KIND', ({ kind }) => kind],
      nameColumn(instance),
      ['HOST', ({ host }) => host],
      ['PATH', ({ path }) => path || '<none>'],
      ['SERVICE', ({ service }) => service],
      ['PORT', ({ port, protocol }) => (protocol === undefined ? port : `${port}/${protocol}`)],
      ['TERMINATION', ({ termination = '<unknown>' }) => termination || '<none>'],
    ],
    [],
    options,
  );
