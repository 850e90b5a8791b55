import type { LogLine, LogLinesQuery } from '../kubernetes/ports.ts';
import { sinceSeconds, type Extent } from './log.ts';

/** How far a log has been read: the latest time of a line, and how many lines had just this one. */
export interface Position {
  readonly time: string;
  readonly lines: number;
}

export function advanced(position: Position | undefined, { time }: LogLine): Position | undefined {
  if (time === undefined || (position && time < position.time)) return position;
  return { time, lines: time === position?.time ? position.lines + 1 : 1 };
}

/**
 * Which lines of a log that is read again from a position on are new ones: the server begins with the second in which the position
 * lies. After the first new line every line is new: standard output and error are not written down in strict order.
 */
export function newSince(position: Position | undefined): (line: LogLine) => boolean {
  let isBehind = position !== undefined;
  let lines = 0;
  return ({ time }) => {
    if (!isBehind || !position || time === undefined) return true;
    if (time === position.time) lines++;
    isBehind = time < position.time || (time === position.time && lines <= position.lines);
    return !isBehind;
  };
}

type Range = Pick<LogLinesQuery, 'tailLines' | 'sinceSeconds' | 'sinceTime'>;

/** From where on to read; `extent` is for what has been written before somebody looked. */
export function rangeFrom(position: Position | undefined, { tail, sinceMs }: Extent, elapsedMs: number): Range {
  if (position) return { sinceTime: position.time };
  return {
    tailLines: tail,
    sinceSeconds: sinceSeconds(sinceMs === undefined ? undefined : sinceMs + elapsedMs),
  };
}
