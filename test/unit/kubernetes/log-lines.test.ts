import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { logLines } from '../../../src/kubernetes/log-lines.ts';
import type { LogLine } from '../../../src/kubernetes/ports.ts';
import { withApi } from '../../support/api-server.ts';

const T = '2026-11-23T12:00:00.000000001Z';

async function read(chunks: readonly (Buffer | string)[], longest?: number): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of logLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), longest))
    lines.push(line);
  return lines;
}

describe('lines of a log', () => {
  it('have a time in UTC with nine digits, whatever the time zone of the node', async () => {
    for (const [stamp, time] of [
      ['2026-11-23T12:00:00.123456789Z', '2026-11-23T12:00:00.123456789Z'],
      ['2026-11-23T12:00:00Z', '2026-11-23T12:00:00.000000000Z'],
      ['2026-11-23T01:30:00.5+02:00', '2026-11-22T23:30:00.500000000Z'],
    ] as const)
      assert.deepEqual(await read([`${stamp} a  b\n`]), [{ time, text: 'a  b' }]);
  });

  it('have none where the node says something itself', async () => {
    for (const text of ['unable to retrieve container logs', '2026-13-77T99:00:00Z x', ''])
      assert.deepEqual(await read([`${text}\n`]), [{ time: undefined, text }]);
  });

  it('may be empty, and the last one may have no end', async () => {
    assert.deepEqual(await read([`${T} \n${T} a`]), [
      { time: T, text: '' },
      { time: T, text: 'a', unfinished: true },
    ]);
    assert.deepEqual(await read([]), []);
  });

  it('are the same however they are cut into chunks, characters of several bytes too', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ''))),
        fc.array(fc.nat(40)),
        async (texts, sizes) => {
          const bytes = Buffer.from(texts.map((text) => `${T} ${text}\n`).join(''));
          const chunks: Buffer[] = [];
          let at = 0;
          for (const size of sizes) chunks.push(bytes.subarray(at, (at += size)));
          const lines = await read([...chunks.filter(({ length }) => length > 0), bytes.subarray(at)]);
          assert.deepEqual(
            lines,
            texts.map((text) => ({ time: T, text: Buffer.from(text).toString() })),
          );
        },
      ),
      { numRuns: 40 },
    ));

  it('that are too long come in pieces, cut at the same places every time and never within a character', async () => {
    const whole = Buffer.from(`${T} ${'€'.repeat(40)}\n${T} next\n`);
    for (const size of [1, 7, 64, whole.length]) {
      const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
        whole.subarray(index * size, (index + 1) * size),
      );
      const lines = await read(chunks, 50);
      assert.deepEqual(
        lines,
        [6, 16, 16, 2].map((length) => ({ time: T, text: '€'.repeat(length) })).concat({ time: T, text: 'next' }),
      );
    }
  });

  it('are given as far as they are whole when the connection breaks', async () => {
    const lines: LogLine[] = [];
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from(`${T} a\n${T} hal`);
      throw new Error('ECONNRESET');
    };
    await assert.rejects(async () => {
      for await (const line of logLines(Readable.from(broken()))) lines.push(line);
    }, /ECONNRESET/);
    assert.deepEqual(lines, [{ time: T, text: 'a' }]);
  });
});

describe('a log that is read slowly', () => {
  it('is not read ahead', async () => {
    const line = `${T} ${'x'.repeat(1000)}\n`;
    let written = 0;
    await withApi(
      (response) => {
        const write = (): void => {
          for (let isReady = true; isReady && !response.destroyed; written += line.length)
            isReady = response.write(line);
          response.once('drain', write);
        };
        write();
      },
      async (cluster) => {
        const query = { container: 'c', signal: new AbortController().signal };
        let lines = 0;
        for await (const { text } of cluster.logLines({ namespace: 'ns', name: 'pod' }, query)) {
          assert.equal(text.length, 1000);
          if (++lines === 10) await sleep(300);
          if (lines === 20) break;
        }
        assert.equal(lines, 20);
      },
    );
    assert.ok(written < 16 * 1024 * 1024, `${written} bytes`); // what sockets hold; it would be hundreds of megabytes
  });
});
