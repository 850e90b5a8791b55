import { renderTable, type Cell, type ViewOptions } from './table.ts';

/** A column's title, and what stands in it for a row. */
export type Column<T> = readonly [title: string, cell: (row: T) => Cell];

/** A table by its columns; `wideColumns` follow them with `-o wide`. */
export function renderColumns<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  wideColumns: readonly Column<T>[],
  options: ViewOptions,
): string {
  const shown = options.wide ? [...columns, ...wideColumns] : columns;
  return renderTable(
    shown.map(([title]) => title),
    rows.map((row) => shown.map(([, cell]) => cell(row))),
    options,
  );
}
