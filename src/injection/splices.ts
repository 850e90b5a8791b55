/** A part of a text that becomes another; of no length: an insertion. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with all of its splices; of several at one place the first stands first. They do not overlap. */
export function splice(source: string, splices: readonly Splice[]): string {
  const ordered = splices.toSorted((one, other) => one.start - other.start || one.end - other.end);
  const ends = [0, ...ordered.map(({ end }) => end)];
  const parts = ordered.map(({ start, text }, index) => source.slice(ends[index], start) + text);
  return parts.join('') + source.slice(ends.at(-1));
}

/** Where the line of a place begins. */
const lineStart = (source: string, at: number): number => (at === 0 ? 0 : source.lastIndexOf('\n', at - 1) + 1);

/** Where the line of a place ends, before its line break. */
export function lineEnd(source: string, at: number): number {
  const feed = source.indexOf('\n', at);
  return feed === -1 ? source.length : beforeBreak(source, feed);
}

const beforeBreak = (source: string, feed: number): number => (source[feed - 1] === '\r' ? feed - 1 : feed);

/** The line break that lines at the end of this one get: its own, at the end of a file the one before. */
function breakAt(source: string, end: number): string {
  const feed = source.indexOf('\n', end);
  const known = feed === -1 ? source.lastIndexOf('\n') : feed;
  return known !== -1 && source[known - 1] === '\r' ? '\r\n' : '\n';
}

/** Whole lines below the line of a place. Each comes with the line break before it, so that a file without one at its end has none then, either. */
export function linesBelow(source: string, at: number, lines: readonly string[]): Splice {
  const end = lineEnd(source, at);
  const eol = breakAt(source, end);
  return { start: end, end, text: lines.map((line) => eol + line).join('') };
}

/** The lines from one place to another go, with the line break before them: what `linesBelow` has written. */
export function withoutLines(source: string, from: number, to: number): Splice {
  const start = lineStart(source, from);
  return { start: start === 0 ? 0 : beforeBreak(source, start - 1), end: lineEnd(source, to), text: '' };
}

export const column = (source: string, at: number): number => at - lineStart(source, at);

/** What a line begins with, up to its first character that is no blank. */
export const indentOf = (source: string, at: number): string =>
  /^[ \t]*/.exec(source.slice(lineStart(source, at), lineEnd(source, at)))?.[0] ?? '';
