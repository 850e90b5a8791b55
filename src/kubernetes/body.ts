import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { JaegerError } from '../errors/index.ts';

/** More than any list page of a healthy cluster; beyond it the answer is refused, not the process killed. */
const LARGEST_BODY = 256 * 1024 * 1024;
/** etcd holds no object of more than 1.5 MiB, unless it is told to. */
const LARGEST_LINE = 32 * 1024 * 1024;

/** The content of an answer, unpacked as far as it is needed, chunk by chunk. */
export async function contentOf(response: IncomingMessage): Promise<Readable> {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const [{ createGunzip }, { pipeline }] = await Promise.all([import('node:zlib'), import('node:stream')]);
  // Whoever reads the unpacked side is told of a failure of either.
  return pipeline(response, createGunzip(), () => undefined);
}

/** All of it, as text; refuses to hold more than 256 MiB. */
export async function collect(content: Readable, limit = LARGEST_BODY): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString();
}

/** Line by line, as they come; the last one need not end. Refuses a line of more than 32 MiB. */
export async function* lines(content: Readable, limit = LARGEST_LINE): AsyncGenerator<string, void, undefined> {
  let begun: Buffer[] = [];
  let size = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]).toString();
      [begun, size, start] = [[], 0, end + 1];
    }
    begun.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > limit) throw tooLarge(limit);
  }
  if (size > 0) yield Buffer.concat(begun).toString();
}

const tooLarge = (limit: number): JaegerError =>
  new JaegerError('BAD_ANSWER', `the server's answer is larger than ${limit / 1024 / 1024} MiB`);
