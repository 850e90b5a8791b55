import { isScalar, Scalar } from 'yaml';
import { rewritten } from './edit-block.ts';
import type { Matches } from './match-entries.ts';
import { entriesOf, entryEnd, startOf, type Collection, type Entry } from './source-ranges.ts';
import { indentOf, type Splice } from './splices.ts';
import { flowText, keyText, type FlowStyle } from './write-values.ts';

/** What is in braces or brackets, each on a line of its own. */
interface FlowLines {
  readonly indent: string;
  readonly step: string;
  readonly eol: string;
}

/** Without lines all is on one. */
export interface FlowLayout extends FlowStyle {
  readonly lines: FlowLines | undefined;
}

/** How what is in these braces is laid out, within others. */
export function flowLayout(collection: Collection, source: string, around: FlowLayout): FlowLayout {
  const [start, end] = collection.range ?? [0, 0];
  const [first] = entriesOf(collection);
  if (first === undefined) {
    const { lines } = around;
    const isBare = end - start === 2;
    return { ...around, lines: lines && isBare ? { ...lines, indent: lines.indent + lines.step } : undefined };
  }
  const feed = source.slice(start, first.start).indexOf('\n');
  if (feed === -1) return { ...around, lines: undefined };
  const [indent, outer] = [indentOf(source, first.start), indentOf(source, end - 1)];
  const step = indent.startsWith(outer) ? indent.slice(outer.length) : '  ';
  return { ...around, lines: { indent, step, eol: source[start + feed - 1] === '\r' ? '\r\n' : '\n' } };
}

/** What goes into braces or brackets, and what goes out of them. */
export function editFlow(
  collection: Collection,
  source: string,
  { entries, removed, added }: Matches,
  layout: FlowLayout,
): readonly Splice[] {
  const last = entries.at(-1);
  const inside = startOf(collection) + 1;
  const end = last === undefined ? inside : entryEnd(last, source);
  const texts = added.map(([key, value]) => entryText(key, value, layout));
  if (entries.some((entry) => !removed.has(entry))) {
    const separator = separatorOf(layout);
    const text = texts.map((one) => separator + one).join('');
    return [...withoutCommas(entries, source, removed), { start: end, end, text }];
  }
  // What comes back to nothing loses the lines that came with the first.
  const isClosed = layout.lines !== undefined && last !== undefined && texts.length === 0;
  const closing = isClosed ? (collection.range?.[1] ?? 0) - 1 : end;
  return [{ start: inside, end: closing, text: last === undefined ? opened(texts, layout) : joined(texts, layout) }];
}

const separatorOf = ({ lines, isCompact }: FlowLayout): string =>
  lines ? `,${lines.eol}${lines.indent}` : isCompact ? ',' : ', ';

const joined = (texts: readonly string[], layout: FlowLayout): string => texts.join(separatorOf(layout));

function opened(texts: readonly string[], layout: FlowLayout): string {
  const { lines } = layout;
  if (lines === undefined || texts.length === 0) return joined(texts, layout);
  const outer = lines.indent.slice(lines.step.length);
  return `${lines.eol}${lines.indent}${joined(texts, layout)}${lines.eol}${outer}`;
}

function entryText(key: string | undefined, value: unknown, layout: FlowLayout): string {
  const text = valueText(value, layout);
  return key === undefined ? text : `${keyText(key, layout)}:${layout.isCompact ? '' : ' '}${text}`;
}

const valueText = (value: unknown, layout: FlowLayout): string =>
  layout.lines
    ? JSON.stringify(value, undefined, layout.lines.step).replaceAll('\n', layout.lines.eol + layout.lines.indent)
    : flowText(value, layout);

/** Each goes with the comma before it, the first ones with the comma behind. */
function withoutCommas(entries: readonly Entry[], source: string, removed: ReadonlySet<Entry>): readonly Splice[] {
  const firstKept = entries.findIndex((entry) => !removed.has(entry));
  return entries.flatMap((entry, index): Splice[] => {
    if (!removed.has(entry)) return [];
    const [before, after] = [entries[index - 1], entries[index + 1]];
    if (after !== undefined && index < firstKept) return [{ start: entry.start, end: after.start, text: '' }];
    return before === undefined ? [] : [{ start: entryEnd(before, source), end: entryEnd(entry, source), text: '' }];
  });
}

/** A value in braces becomes one of another kind. */
export function replaceInFlow({ head, value }: Entry, wanted: unknown, layout: FlowLayout): Splice {
  const text =
    isScalar(value) && value.type !== Scalar.PLAIN && typeof wanted === 'string'
      ? rewritten(value, wanted)
      : valueText(wanted, layout);
  return value === undefined
    ? { start: head, end: head, text: ` ${text}` }
    : { start: startOf(value), end: value.range?.[1] ?? 0, text };
}
