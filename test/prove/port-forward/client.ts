import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** `node client.ts URL PID`: what a tunnel carries, as one line of JSON. PID is the process whose memory is told. */
const [url = '', pid = ''] = process.argv.slice(2);
const GIBIBYTE = 2 ** 30;
const PIECE = Buffer.alloc(1 << 20);
const keeping = new Agent({ keepAlive: true, maxSockets: 1 });

interface Asked {
  readonly agent?: Agent;
  /** To be sent. */
  readonly bytes?: number;
  readonly signal?: AbortSignal;
}

function* pieces(count: number): Generator<Buffer> {
  for (let left = count; left > 0; left -= PIECE.length) yield PIECE;
}

/** Settles with how many bytes came back. */
function ask(path: string, { agent, bytes = 0, signal }: Asked = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), {
      agent: agent ?? false,
      ...(signal && { signal }),
      ...(bytes > 0 ? { method: 'POST', headers: { 'content-length': bytes } } : {}),
    });
    sent.on('error', reject).on('response', (response) => {
      let taken = 0;
      response.on('data', (chunk: Buffer) => (taken += chunk.length));
      response.on('end', () => resolve(taken)).on('error', reject);
    });
    Readable.from(pieces(bytes), { objectMode: false }).pipe(sent);
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Median and the 99th of a hundred, in milliseconds. */
async function times(count: number, work: () => Promise<unknown>, between = 0): Promise<string> {
  const all: number[] = [];
  for (let run = 0; run < count; run++) {
    all.push(await timed(work));
    if (between > 0) await sleep(between);
  }
  all.sort((one, other) => one - other);
  return [0.5, 0.99].map((share) => (all[Math.floor(all.length * share)] ?? 0).toFixed(2)).join(' / ');
}

/** How long a request takes beside a download that nobody reads, in milliseconds. */
async function besideStalled(): Promise<string> {
  const stalled = request(new URL(`/down?bytes=${GIBIBYTE}`, url), { agent: false }).end();
  await once(stalled, 'response');
  await sleep(3000);
  const left = AbortSignal.timeout(5000);
  try {
    return (await timed(() => ask('/', { signal: left }))).toFixed(1);
  } catch {
    return 'no answer in 5 s';
  } finally {
    stalled.destroy();
  }
}

const peakMiB = (): number =>
  Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
const rate = (milliseconds: number): number => Math.round(GIBIBYTE / 2 ** 20 / (milliseconds / 1000));

await ask('/');
const found = {
  'memory at start, MiB': peakMiB(),
  'kept alive, ms': await times(10_000, () => ask('/', { agent: keeping })),
  'new connections, ms': await times(200, () => ask('/')),
  'with pauses, ms': await times(50, () => ask('/'), 100),
  '200 at once, ms': Math.round(await timed(() => Promise.all(Array.from({ length: 200 }, () => ask('/'))))),
  'down, MiB/s': rate(await timed(() => ask(`/down?bytes=${GIBIBYTE}`))),
  'up, MiB/s': rate(await timed(() => ask('/up', { bytes: GIBIBYTE }))),
  'beside a stalled download, ms': await besideStalled(),
  'peak, MiB': peakMiB(),
};
keeping.destroy();
process.stdout.write(`${JSON.stringify(found)}\n`);
