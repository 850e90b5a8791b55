import { isCollection, isScalar, isSeq, Scalar, type Node } from 'yaml';
import { remember } from './remembered-source.ts';
import { endOf, entriesOf, entryEnd, isFlow, startOf, type Collection, type Entry } from './source-ranges.ts';
import { column, lineEnd, linesBelow, withoutLines, type Splice } from './splices.ts';
import { blockLines, indented, isFilled, scalarText, type Indentation } from './write-values.ts';

/** How what is in a map or a list stands in, learned from itself; of what it has nothing, as around it. */
export function indentationOf(collection: Collection, source: string, around: Indentation): Indentation {
  const found: { -readonly [K in keyof Indentation]?: Indentation[K] } = {};
  for (const { key, start, value } of entriesOf(collection)) {
    const inner = isCollection(value) && !isFlow(value) ? entriesOf(value)[0] : undefined;
    if (inner === undefined) continue;
    const by = column(source, inner.start) - column(source, start);
    found[key === undefined ? 'gap' : isSeq(value) ? 'dash' : 'step'] ??= by;
  }
  return { ...around, ...found };
}

/** Entries at the end of a map or a list. */
export function addLines(collection: Collection, source: string, lines: readonly string[]): readonly Splice[] {
  const last = entriesOf(collection).at(-1);
  if (last === undefined || lines.length === 0) return [];
  return [linesBelow(source, entryEnd(last, source), indented(lines, column(source, last.start)))];
}

export const removeLines = (entry: Entry, source: string): Splice =>
  withoutLines(source, entry.start, entryEnd(entry, source));

/** A value in a block becomes one of another kind. Nothing where there is no way to write it and to come back. */
export function replaceInBlock(entry: Entry, source: string, wanted: unknown, layout: Indentation): readonly Splice[] {
  const { head, key, start, value } = entry;
  if (!isFilled(wanted)) return value === undefined ? [] : [...emptied(entry, source, value, wanted)];
  const by = key === undefined ? layout.gap : Array.isArray(wanted) ? layout.dash : layout.step;
  const lines = indented(blockLines(wanted, layout), column(source, start) + by);
  if (value === undefined) return [linesBelow(source, head, lines)];
  return startOf(value) < lineEnd(source, head) && endOf(value, source) <= lineEnd(source, head)
    ? remember(source, value, lines)
    : [];
}

function emptied({ head }: Entry, source: string, value: Node, wanted: unknown): readonly Splice[] {
  const end = endOf(value, source);
  if (!isCollection(value) || isFlow(value))
    return [{ start: startOf(value), end, text: isScalar(value) ? rewritten(value, wanted) : scalarText(wanted) }];
  // A key without a value is null.
  const text = wanted === null ? '' : ` ${scalarText(wanted)}`;
  return [
    { start: head, end: head, text },
    { start: lineEnd(source, head), end: lineEnd(source, end), text: '' },
  ];
}

/** Another text in the quotes that this one has. */
export function rewritten({ type }: Scalar, wanted: unknown): string {
  if (typeof wanted !== 'string' || /[\r\n]/.test(wanted)) return scalarText(wanted);
  if (type === Scalar.QUOTE_DOUBLE) return JSON.stringify(wanted);
  return type === Scalar.QUOTE_SINGLE ? `'${wanted.replaceAll("'", "''")}'` : scalarText(wanted);
}
