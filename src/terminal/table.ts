import Table from 'cli-table3';
import stringWidth from 'string-width';
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
  const titles = headers ? [header.map(atLeastMinimum)] : [];
  const lines = [...titles, ...rows.map((row) => row.map((cell) => cellText(cell, colour)))];
  const colWidths = header.map((_, column) => widest(lines, column) + PADDING);
  const parts: string[] = [];
  for (let from = 0; from < lines.length; from += AT_ONCE)
    parts.push(renderPart(lines.slice(from, from + AT_ONCE), colWidths));
  return parts.join('');
}

/** The library compares every row with every other one: ten thousand at once take it twenty seconds. */
const AT_ONCE = 100;

type Line = readonly string[];

/** Colours and wide characters need a library; text of one column for each character does not, and is a hundred times as quick without. */
const renderPart = (lines: readonly Line[], colWidths: readonly number[]): string =>
  lines.every((line) => line.every((text) => PLAIN.test(text)))
    ? lines.map((line) => ended(line.map((text, column) => text.padEnd(colWidths[column] ?? 0)).join(''))).join('')
    : renderCells(lines, colWidths);

function renderCells(lines: readonly Line[], colWidths: readonly number[]): string {
  const table = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': PADDING, compact: true },
    colWidths: [...colWidths],
  });
  table.push(...lines.map((line) => [...line]));
  return table.toString().split('\n').map(ended).join('');
}

const ended = (line: string): string => `${line.trimEnd()}\n`;

const cellText = (content: Cell, colour: boolean): string =>
  typeof content === 'string' ? escapeCell(content) : paint(escapeCell(content.text), content.tone, colour);

// oxlint-disable-next-line no-control-regex -- what takes one column for each character
const PLAIN = /^[\u0020-\u007e]*$/;

const widest = (lines: readonly Line[], column: number): number =>
  lines.reduce((most, { [column]: text = '' }) => {
    // Nothing is wider than two columns for each character.
    if (text.length * 2 <= most) return most;
    return Math.max(most, PLAIN.test(text) ? text.length : stringWidth(text));
  }, 0);

const atLeastMinimum = (title: string): string => title.padEnd(MIN_COLUMN - PADDING);
