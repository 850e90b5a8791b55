import { isCollection, type Node } from 'yaml';
import { endOf, entriesOf, isFlow, startOf, type Entry } from './source-ranges.ts';
import { lineEnd, linesBelow, withoutLines, type Splice } from './splices.ts';

/**
 * What a value cannot tell afterwards, that it was an alias, or how nothing was spelled, stays on its line as a comment behind these words; the lines
 * below say what it has become.
 */
const WAS = '# kubectl jaeger, before: ';

/** A map that is merged into this one had the value. */
const MERGED = `${WAS}<<`;

/** A value of one line becomes other lines, and can come back. */
export const remember = (source: string, value: Node, lines: readonly string[]): readonly Splice[] => [
  { start: startOf(value), end: startOf(value), text: WAS },
  linesBelow(source, startOf(value), lines),
];

/** The first line of a pair that stands before one that is merged. */
export const insteadOfMerged = (line: string): string => `${line} ${MERGED}`;

/** Whether there is anything to be taken back. */
export const remembers = (source: string): boolean => source.includes(WAS);

/** Takes back what these two have written, all over a document. */
export function restored(node: unknown, source: string): readonly Splice[] {
  if (!isCollection(node) || isFlow(node)) return [];
  return entriesOf(node).flatMap((entry) => {
    const own = restoredAt(entry, source);
    return own.length > 0 ? own : restored(entry.value, source);
  });
}

function restoredAt({ head, value, start }: Entry, source: string): readonly Splice[] {
  const end = lineEnd(source, head);
  const text = source.slice(head, end).trimStart();
  if (value === undefined || startOf(value) < end || !text.startsWith(WAS)) return [];
  const below = endOf(value, source);
  if (text === MERGED) return [withoutLines(source, start, below)];
  const comment = end - text.length;
  return [
    { start: comment, end: comment + WAS.length, text: '' },
    { start: end, end: lineEnd(source, below), text: '' },
  ];
}
