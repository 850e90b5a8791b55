import Table from 'cli-table3';
import { paint, type Tone } from './colour.ts';
import { escapeCell } from './escape.ts';

/** kubectl's tables have no lines at all. */
const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid']
    .flatMap((edge) => [edge, `${edge}-mid`, `${edge}-left`, `${edge}-right`])
    .concat('left-mid', 'mid-mid', 'middle')
    .map((edge) => [edge, '']),
);

const MIN_COLUMN = 6;
const PADDING = 3;

export interface TableStyle {
  /** kubectl's `--no-headers` leaves them out. */
  readonly headers: boolean;
  readonly colour: boolean;
}

/** What a view needs to know beside its report. */
export interface ViewOptions extends TableStyle {
  readonly now: Date;
  /** With the columns that `kubectl get -o wide` has more. */
  readonly wide: boolean;
  /** How wide the terminal is; left out where there is none. */
  readonly columns?: number | undefined;
}

/** A tone colours what the text says already; it never says it alone. */
export type Cell = string | { readonly text: string; readonly tone: Tone };

/**
 * A table in kubectl's form: upper-case header, columns three blanks apart and at least six wide, no blanks at
 * the end of a line, nothing at all without rows (cli-runtime 0.36, printers). Cells are escaped here.
 */
export function renderTable(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  { headers, colour }: TableStyle,
): string {
  if (rows.length === 0) return '';
  const table = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': PADDING, compact: true },
  });
  const cell = (content: Cell): string =>
    typeof content === 'string' ? escapeCell(content) : paint(escapeCell(content.text), content.tone, colour);
  const titles = headers ? [header.map(atLeastMinimum)] : [];
  table.push(...titles, ...rows.map((row) => row.map(cell)));
  const lines = table.toString().split('\n');
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

const atLeastMinimum = (title: string): string => title.padEnd(MIN_COLUMN - PADDING);
