import Table from 'cli-table3';
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

/**
 * A table in kubectl's form: upper-case header, columns three blanks apart and at least six wide, no blanks at
 * the end of a line, nothing at all without rows (cli-runtime 0.36, printers). Cells are escaped here.
 */
export function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const table = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': PADDING, compact: true },
  });
  table.push(header.map(atLeastMinimum), ...rows.map((row) => row.map(escapeCell)));
  const lines = table.toString().split('\n');
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

const atLeastMinimum = (title: string): string => title.padEnd(MIN_COLUMN - PADDING);
