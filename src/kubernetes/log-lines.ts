import type { Readable } from 'node:stream';
import type { LogLine } from './ports.ts';

/** A container can write without ever ending a line: so much of one is held, in bytes. */
const LONGEST_PIECE = 256 * 1024;

const LINE_BREAK = 10;

/** A line, or what is left of it after the pieces before. */
interface Piece {
  readonly bytes: Buffer;
  /** `cut`: more of the line follows; `content`: nothing follows, and the line has no end. */
  readonly end: 'line' | 'cut' | 'content';
}

/**
 * The lines of a log that was asked for with time stamps (kubelet 1.36: RFC 3339 with nine digits, in the node's time zone, and a
 * blank before each line). When the content breaks, what was not yet a whole line is lost: whoever asks again gets all of it.
 */
export async function* logLines(content: Readable, longest = LONGEST_PIECE): AsyncGenerator<LogLine, void, undefined> {
  let time: string | undefined;
  let isContinued = false;
  for await (const { bytes, end } of pieces(content, longest)) {
    let text = bytes.toString();
    if (!isContinued) [time, text] = splitTime(text);
    isContinued = end === 'cut';
    yield { time, text, ...(end === 'content' ? { unfinished: true } : {}) };
  }
}

async function* pieces(content: Readable, longest: number): AsyncGenerator<Piece, void, undefined> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of content as AsyncIterable<Buffer>) {
    let rest = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      const end = rest.indexOf(LINE_BREAK);
      const isLine = end !== -1 && end <= longest;
      if (!isLine && rest.length <= longest) break;
      const at = isLine ? end : cutBefore(rest, longest);
      yield { bytes: rest.subarray(0, at), end: isLine ? 'line' : 'cut' };
      rest = rest.subarray(isLine ? at + 1 : at);
    }
    held = rest;
  }
  if (held.length > 0) yield { bytes: held, end: 'content' };
}

/** Not within a character of UTF-8, whose bytes but the first are 10xxxxxx. */
function cutBefore(bytes: Buffer, limit: number): number {
  let at = limit;
  while (at > limit - 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}

const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) ?/;

/** The time in UTC with nine digits, so that times compare as texts do; and the line without it. What kubelet says itself has no time. */
function splitTime(line: string): [time: string | undefined, text: string] {
  const [stamp = '', seconds = '', fraction = '', zone = ''] = STAMP.exec(line) ?? [];
  const instant = Date.parse(seconds + zone);
  if (Number.isNaN(instant)) return [undefined, line];
  const inUtc = new Date(instant).toISOString().slice(0, seconds.length);
  return [`${inUtc}.${fraction.padEnd(9, '0')}Z`, line.slice(stamp.length)];
}
