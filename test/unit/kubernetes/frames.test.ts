import assert from 'node:assert/strict';
import { array, assert as holds, constantFrom, integer, nat, oneof, property, tuple } from 'fast-check';
import {
  dataFrame,
  frameReader,
  pingFrame,
  randomMask,
  zeroMask,
} from '../../../src/kubernetes/port-forward/frames.ts';

/** What a server sends: not masked, in lengths of all three sizes. */
function serverFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.of(0x80 | opcode, length), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head.writeUInt8(0x80 | opcode, 0);
  head.writeUInt8(length < 65_536 ? 126 : 127, 1);
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

type Told = readonly [string, number | string];

function reader(): {
  readonly read: (chunk: Buffer) => void;
  readonly told: Told[];
  readonly data: Map<number, Buffer[]>;
} {
  const told: Told[] = [];
  const data = new Map<number, Buffer[]>();
  const read = frameReader({
    onData: (channel, chunk) => data.set(channel, [...(data.get(channel) ?? []), chunk]),
    onPing: (payload) => told.push(['ping', payload.toString()]),
    onPong: () => told.push(['pong', '']),
    onClose: (code) => told.push(['close', code]),
  });
  return { read, told, data };
}

describe('WebSocket frames', () => {
  it('are read whatever the pieces are in which they come', () => {
    const messages = array(tuple(nat(1), oneof(nat(200), constantFrom(125, 126, 65_534, 65_535, 70_000))), {
      maxLength: 6,
    });
    holds(
      property(messages, array(integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 9 }), (sent, cuts) => {
        const payloads = sent.map(([channel, length], index) =>
          Buffer.from([channel, ...Buffer.alloc(length, index + 1)]),
        );
        const all = Buffer.concat([
          ...payloads.flatMap((payload) => [serverFrame(2, payload), serverFrame(9, Buffer.from('beat'))]),
          serverFrame(8, Buffer.of(0x03, 0xe8)),
        ]);
        const { read, told, data } = reader();
        for (let at = 0, turn = 0; at < all.length; turn++) {
          // Single bytes of a long message would be half a million reads.
          const least = at < 3000 ? 1 : Math.ceil(all.length / 3000);
          const size = Math.max(least, cuts[turn % cuts.length] ?? 1);
          read(all.subarray(at, at + size));
          at += size;
        }
        for (const channel of [0, 1]) {
          const expected = payloads.filter(([first]) => first === channel).map((payload) => payload.subarray(1));
          assert.ok(Buffer.concat(data.get(channel) ?? []).equals(Buffer.concat(expected)));
        }
        assert.deepEqual(told, [...sent.map(() => ['ping', 'beat']), ['close', 1000]]);
      }),
      { numRuns: 60 },
    );
  });

  for (const [name, mask] of [
    ['random', randomMask],
    ['zero', zeroMask],
  ] as const)
    it(`are sent whole, masked with a ${name} mask, with the channel before the data`, () => {
      for (const length of [1, 124, 125, 126, 65_534, 65_535, 65_536, 1_000_000]) {
        const sent = Buffer.alloc(length, 'jaeger');
        const frame = Buffer.concat(dataFrame(0, sent, mask));
        assert.deepEqual([frame[0], (frame[1] ?? 0) >> 7], [0x82, 1]);
        const short = (frame[1] ?? 0) & 0x7f;
        const at = short < 126 ? 2 : short === 126 ? 4 : 10;
        const key = frame.subarray(at, at + 4);
        const payload = frame.subarray(at + 4).map((byte, index) => byte ^ (key[index % 4] ?? 0));
        assert.ok(Buffer.from(payload).equals(Buffer.concat([Buffer.of(0), sent])), `${length} bytes`);
      }
      assert.equal(pingFrame(mask).length, 6);
    });
});
