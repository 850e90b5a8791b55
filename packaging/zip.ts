import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { ArchivedFile } from './archives.ts';

/** PKWARE's APPNOTE 6.3, section 4.3. */
const LOCAL_FILE = { signature: 0x0403_4b50, bytes: 30 } as const;
const CENTRAL_FILE = { signature: 0x0201_4b50, bytes: 46 } as const;
const END = { signature: 0x0605_4b50, bytes: 22 } as const;
const VERSION = 20;
const UNIX = 3;
const DEFLATED = 8;
const ORDINARY_FILE = 0o100_000;

/** `date` counts to two seconds, from 1980 on; the format has no zone, and this is UTC. */
export function zip(files: readonly ArchivedFile[], date: Date): Buffer {
  const contents = [];
  const directory = [];
  let offset = 0;
  for (const file of files) {
    const packed = deflateRawSync(file.content, { level: constants.Z_BEST_COMPRESSION });
    const facts = factsOf(file, packed, date);
    const local = [localHeader(facts), Buffer.from(file.name, 'latin1'), packed];
    directory.push(centralHeader(facts, file, offset), Buffer.from(file.name, 'latin1'));
    contents.push(...local);
    offset += bytesOf(local);
  }
  return Buffer.concat([...contents, ...directory, end(files.length, bytesOf(directory), offset)]);
}

/** What both headers of a file say in the same words. */
function factsOf(file: ArchivedFile, packed: Buffer, date: Date): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(VERSION, 0);
  facts.writeUInt16LE(DEFLATED, 4);
  facts.writeUInt16LE((date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1), 6);
  facts.writeUInt16LE(
    (Math.max(date.getUTCFullYear() - 1980, 0) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate(),
    8,
  );
  facts.writeUInt32LE(crc32(file.content), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(file.content.length, 18);
  facts.writeUInt16LE(file.name.length, 22);
  return facts;
}

function localHeader(facts: Buffer): Buffer {
  const header = Buffer.alloc(LOCAL_FILE.bytes);
  header.writeUInt32LE(LOCAL_FILE.signature, 0);
  facts.copy(header, 4);
  return header;
}

function centralHeader(facts: Buffer, { mode }: ArchivedFile, offset: number): Buffer {
  const header = Buffer.alloc(CENTRAL_FILE.bytes);
  header.writeUInt32LE(CENTRAL_FILE.signature, 0);
  header.writeUInt16LE((UNIX << 8) | VERSION, 4);
  facts.copy(header, 6);
  header.writeUInt16LE(ORDINARY_FILE | mode, 40);
  header.writeUInt32LE(offset, 42);
  return header;
}

function end(files: number, directoryBytes: number, directoryOffset: number): Buffer {
  const record = Buffer.alloc(END.bytes);
  record.writeUInt32LE(END.signature, 0);
  record.writeUInt16LE(files, 8);
  record.writeUInt16LE(files, 10);
  record.writeUInt32LE(directoryBytes, 12);
  record.writeUInt32LE(directoryOffset, 16);
  return record;
}

const bytesOf = (parts: readonly Buffer[]): number => parts.reduce((sum, part) => sum + part.length, 0);
