import { createServer } from 'node:http';
import { Readable } from 'node:stream';

/** `node server.ts`: something to be reached inside the cluster, which gives and takes as many bytes as it is asked to. */
const PIECE = Buffer.alloc(1 << 20);

function* bytes(count: number): Generator<Buffer> {
  for (let left = count; left > 0; left -= PIECE.length) yield left < PIECE.length ? PIECE.subarray(0, left) : PIECE;
}

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
  if (pathname === '/up') {
    request.resume().on('end', () => response.end('ok'));
    return;
  }
  const count = Number(searchParams.get('bytes') ?? 2);
  response.writeHead(200, { 'content-length': count });
  Readable.from(bytes(count), { objectMode: false }).pipe(response);
}).listen(16_686, '127.0.0.1');
