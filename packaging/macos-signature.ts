import { createHash } from 'node:crypto';
import { readMachO } from './mach-o.ts';

/** Apple's cs_blobs.h: a SuperBlob with one CodeDirectory, which has a SHA-256 of every page before it. Its numbers are big-endian. */
const SUPER_BLOB = 0xfade_0cc0;
const CODE_DIRECTORY = 0xfade_0c02;
const CODE_DIRECTORY_BYTES = 88;
const SUPER_BLOB_BYTES = 20;
const VERSION = 0x2_0400;
const AD_HOC = 0x2;
const MAIN_BINARY = 1n;
const SHA256 = { type: 2, bytes: 32 } as const;
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;
/** Segments end on pages of the machine, of which the biggest count. */
const MACHINE_PAGE = 16_384n;

/**
 * The same program with an ad-hoc signature, which says who it is to nobody and that it is whole to macOS: without one nothing runs on Apple
 * silicon. An earlier signature is replaced; throws where there is none, since none of Bun's programs lacks one.
 */
export function signAdHoc(program: Buffer, identifier: string): Buffer {
  const { signatureCommand, linkEditCommand, text } = readMachO(program);
  if (signatureCommand === undefined) throw new Error('the program has no signature that could be replaced');
  const limit = program.readUInt32LE(signatureCommand + 8);
  const body = Buffer.from(program.subarray(0, limit));
  const length = SUPER_BLOB_BYTES + directoryLength(identifier, pagesOf(limit));
  const padded = Math.ceil(length / 16) * 16;
  body.writeUInt32LE(padded, signatureCommand + 12);
  const inFile = BigInt(limit + padded) - body.readBigUInt64LE(linkEditCommand + 40);
  body.writeBigUInt64LE(inFile, linkEditCommand + 48);
  body.writeBigUInt64LE(((inFile + MACHINE_PAGE - 1n) / MACHINE_PAGE) * MACHINE_PAGE, linkEditCommand + 32);
  const signature = Buffer.alloc(padded);
  [SUPER_BLOB, length, 1, 0, SUPER_BLOB_BYTES].forEach((word, index) => signature.writeUInt32BE(word, 4 * index));
  codeDirectory(body, identifier, text).copy(signature, SUPER_BLOB_BYTES);
  return Buffer.concat([body, signature]);
}

const pagesOf = (limit: number): number => Math.ceil(limit / PAGE);

const hashesAt = (identifier: string): number => CODE_DIRECTORY_BYTES + Buffer.byteLength(identifier) + 1;

const directoryLength = (identifier: string, pages: number): number => hashesAt(identifier) + SHA256.bytes * pages;

function codeDirectory(
  body: Buffer,
  identifier: string,
  text: { readonly offset: bigint; readonly size: bigint },
): Buffer {
  const pages = pagesOf(body.length);
  const hashes = hashesAt(identifier);
  const directory = Buffer.alloc(directoryLength(identifier, pages));
  const words = [
    CODE_DIRECTORY,
    directory.length,
    VERSION,
    AD_HOC,
    hashes,
    CODE_DIRECTORY_BYTES,
    0,
    pages,
    body.length,
  ];
  words.forEach((word, index) => directory.writeUInt32BE(word, 4 * index));
  directory.set([SHA256.bytes, SHA256.type, 0, PAGE_BITS], 36);
  [text.offset, text.size, MAIN_BINARY].forEach((word, index) => directory.writeBigUInt64BE(word, 64 + 8 * index));
  directory.write(identifier, CODE_DIRECTORY_BYTES);
  for (let page = 0; page < pages; page++) hashOfPage(body, page).copy(directory, hashes + SHA256.bytes * page);
  return directory;
}

const hashOfPage = (body: Buffer, page: number): Buffer =>
  createHash('sha256')
    .update(body.subarray(page * PAGE, (page + 1) * PAGE))
    .digest();

export interface Signature {
  readonly identifier: string;
  /** How many pages were hashed again. */
  readonly pages: number;
}

/** Reads an ad-hoc signature and hashes every page again. Throws with what is wrong with it. */
export function verifySignature(program: Buffer): Signature {
  const { signatureCommand, linkEditCommand } = readMachO(program);
  if (signatureCommand === undefined) throw new Error('no signature');
  const limit = program.readUInt32LE(signatureCommand + 8);
  const end = limit + program.readUInt32LE(signatureCommand + 12);
  const linkEdit = program.readBigUInt64LE(linkEditCommand + 40) + program.readBigUInt64LE(linkEditCommand + 48);
  require(end === program.length, 'the signature does not end the file');
  require(linkEdit === BigInt(end), 'the signature is not the end of __LINKEDIT');
  const blob = program.subarray(limit, end);
  require(blob.readUInt32BE(0) === SUPER_BLOB && blob.readUInt32BE(8) === 1, 'no signature with one part');
  const directory = blob.subarray(blob.readUInt32BE(16));
  require(directory.readUInt32BE(0) === CODE_DIRECTORY, 'no code directory');
  require(directory.readUInt32BE(12) === AD_HOC, 'the signature is not ad-hoc');
  require(directory.readUInt32BE(32) === limit, 'the signature does not cover the file up to itself');
  require(directory[37] === SHA256.type && directory[39] === PAGE_BITS, 'hashes of another kind');
  const pages = directory.readUInt32BE(28);
  require(pages === pagesOf(limit), 'a hash for each page is missing');
  const hashes = directory.readUInt32BE(16);
  const body = program.subarray(0, limit);
  for (let page = 0; page < pages; page++) {
    const at = hashes + SHA256.bytes * page;
    require(hashOfPage(body, page).equals(directory.subarray(at, at + SHA256.bytes)), `page ${page} has another hash`);
  }
  const identifier = directory.toString('utf8', directory.readUInt32BE(20), hashes - 1);
  return { identifier, pages };
}

function require(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise);
}
