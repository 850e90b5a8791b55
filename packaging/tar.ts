import { constants, gzipSync } from 'node:zlib';
import type { ArchivedFile } from './archives.ts';

const BLOCK = 512;
const LONGEST_NAME = 100;
/** Of gzip's header (RFC 1952): which system has packed. */
const SYSTEM = { offset: 9, unknown: 255 } as const;

/** Files of root's in POSIX's ustar format, packed. `date` counts to the second. Throws for a name of more than 100 characters. */
export function tarGz(files: readonly ArchivedFile[], date: Date): Buffer {
  const seconds = Math.floor(date.getTime() / 1000);
  const blocks = files.flatMap((file) => [header(file, seconds), file.content, padding(file.content.length)]);
  const packed = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: constants.Z_BEST_COMPRESSION });
  packed[SYSTEM.offset] = SYSTEM.unknown;
  return packed;
}

function header({ name, content, mode }: ArchivedFile, seconds: number): Buffer {
  if (name.length > LONGEST_NAME) throw new Error(`too long a name: ${name}`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, offset: number, digits: number): void => {
    block.write(`${value.toString(8).padStart(digits, '0')}\0`, offset, 'latin1');
  };
  block.write(name, 0, 'latin1');
  octal(mode, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(content.length, 124, 11);
  octal(seconds, 136, 11);
  block.write('        0', 148, 'latin1'); // the sum is made with blanks in its place; an ordinary file
  block.write('ustar\u000000', 257, 'latin1');
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    6,
  );
  return block;
}

const padding = (length: number): Buffer => Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK);
