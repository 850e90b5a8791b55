import assert from 'node:assert/strict';
import { signAdHoc, verifySignature } from '../../../packaging/macos-signature.ts';

const LIMIT = 3 * 4096 + 100;

/** A program as Bun leaves it, with a signature of somebody else's at its end. */
function program(): Buffer {
  const bytes = Buffer.alloc(LIMIT + 64, 7);
  bytes.fill(0, 0, 400);
  const words = [0xfeedfacf, 0x0100000c, 0, 2, 3, 160];
  words.forEach((word, index) => bytes.writeUInt32LE(word, 4 * index));
  const segment = (at: number, name: string, offset: number, size: number): void => {
    bytes.writeUInt32LE(0x19, at);
    bytes.writeUInt32LE(72, at + 4);
    bytes.write(name, at + 8);
    bytes.writeBigUInt64LE(BigInt(offset), at + 40);
    bytes.writeBigUInt64LE(BigInt(size), at + 48);
  };
  segment(32, '__TEXT', 0, 8192);
  segment(104, '__LINKEDIT', 8192, LIMIT + 64 - 8192);
  [0x1d, 16, LIMIT, 64].forEach((word, index) => bytes.writeUInt32LE(word, 176 + 4 * index));
  return bytes;
}

describe('the signature for macOS', () => {
  it('covers every page', () => {
    const signed = signAdHoc(program(), 'kubectl-jaeger');
    assert.deepEqual(verifySignature(signed), { identifier: 'kubectl-jaeger', pages: 4 });
    assert.deepEqual(signAdHoc(signed, 'kubectl-jaeger'), signed);
  });

  for (const at of [500, 4096, 8200, LIMIT - 1])
    it(`finds the byte ${at} changed`, () => {
      const changed = signAdHoc(program(), 'kubectl-jaeger');
      changed[at] = 8;
      assert.throws(() => verifySignature(changed), { message: `page ${Math.floor(at / 4096)} has another hash` });
    });

  it('is refused where it is somebody else’s, cut off, or for another kind of file', () => {
    assert.throws(() => verifySignature(program()), /no signature with one part/);
    const signed = signAdHoc(program(), 'kubectl-jaeger');
    assert.throws(() => verifySignature(Buffer.concat([signed, Buffer.alloc(1)])), /does not end the file/);
    assert.throws(() => verifySignature(Buffer.alloc(100)), /no thin 64-bit Mach-O file/);
  });
});
