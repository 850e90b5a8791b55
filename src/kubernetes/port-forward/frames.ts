import { randomFillSync } from 'node:crypto';

/** RFC 6455, section 5: the types of frames. */
const BINARY = 0x2;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

const FINAL = 0x80;
const MASKED = 0x80;
const LONGEST_CONTROL = 125;

/** What comes out of a stream of WebSocket frames; payloads of messages in the pieces in which they arrive. */
export interface FrameEvents {
  /** The first byte of each message is its channel; it is not in `chunk`. */
  readonly onData: (channel: number, chunk: Buffer) => void;
  readonly onPing: (payload: Buffer) => void;
  readonly onPong: () => void;
  /** The code of RFC 6455, section 7.4; 1005 when there is none. */
  readonly onClose: (code: number) => void;
}

interface Frame {
  readonly opcode: number;
  /** Bytes of it that have not come yet. */
  left: number;
}

/** Reads frames out of chunks that begin and end anywhere. Pieces of a message are passed on without a copy. */
export function frameReader(events: FrameEvents): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let frame: Frame | undefined;
  let channel: number | undefined;

  const message = (piece: Buffer): void => {
    let data = piece;
    if (channel === undefined) {
      channel = piece[0];
      data = piece.subarray(1);
    }
    if (channel !== undefined && data.length > 0) events.onData(channel, data);
  };

  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (frame === undefined) {
        const header = headerOf(rest);
        if (header === undefined) return;
        rest = rest.subarray(header.size);
        frame = { opcode: header.opcode, left: header.length };
        if (header.opcode === BINARY) channel = undefined;
      }
      if (frame.opcode > BINARY) {
        if (rest.length < frame.left) return;
        control(frame.opcode, rest.subarray(0, frame.left), events);
      } else {
        const piece = rest.subarray(0, frame.left);
        message(piece);
        if (piece.length < frame.left) {
          frame.left -= piece.length;
          rest = Buffer.alloc(0);
          return;
        }
      }
      rest = rest.subarray(frame.left);
      frame = undefined;
    }
  };
}

interface Header {
  readonly opcode: number;
  readonly length: number;
  readonly size: number;
}

/** The head of a frame; undefined until all of it is there. Servers do not mask. */
function headerOf(bytes: Buffer): Header | undefined {
  if (bytes.length < 2) return undefined;
  const opcode = bytes.readUInt8(0) & 0x0f;
  const short = bytes.readUInt8(1) & 0x7f;
  if (short < 126) return { opcode, length: short, size: 2 };
  if (short === 126) return bytes.length < 4 ? undefined : { opcode, length: bytes.readUInt16BE(2), size: 4 };
  return bytes.length < 10 ? undefined : { opcode, length: Number(bytes.readBigUInt64BE(2)), size: 10 };
}

function control(opcode: number, payload: Buffer, { onPing, onPong, onClose }: FrameEvents): void {
  if (opcode === PING) onPing(payload);
  else if (opcode === PONG) onPong();
  else if (opcode === CLOSE) onClose(payload.length < 2 ? 1005 : payload.readUInt16BE(0));
}

/** How the bytes that we send are masked: RFC 6455 wants it unpredictable, so that no proxy can be made to read them as HTTP. */
export type Mask = () => Buffer;

const ZERO = Buffer.alloc(4);

/** Inside TLS nobody in between reads anything: there the mask may be one that changes nothing, and costs nothing. */
export const zeroMask: Mask = () => ZERO;
export const randomMask: Mask = () => randomFillSync(Buffer.allocUnsafe(4));

/** One message on a channel, as the buffers to be written one after the other. It is one frame: kubelets lose the rest of others. */
export function dataFrame(channel: number, data: Buffer, mask: Mask): readonly Buffer[] {
  const key = mask();
  const head = Buffer.concat([frameHead(BINARY, data.length + 1, key), Buffer.of(channel ^ key.readUInt8(0))]);
  return [head, masked(data, key, 1)];
}

export const pingFrame = (mask: Mask): Buffer => controlFrame(PING, Buffer.alloc(0), mask);
export const pongFrame = (payload: Buffer, mask: Mask): Buffer => controlFrame(PONG, payload, mask);

/** 1000: what there was to say has been said. */
export const closeFrame = (mask: Mask): Buffer => controlFrame(CLOSE, Buffer.of(0x03, 0xe8), mask);

function controlFrame(opcode: number, payload: Buffer, mask: Mask): Buffer {
  const key = mask();
  const cut = payload.subarray(0, LONGEST_CONTROL);
  return Buffer.concat([frameHead(opcode, cut.length, key), masked(cut, key, 0)]);
}

function frameHead(opcode: number, length: number, key: Buffer): Buffer {
  const first = FINAL | opcode;
  if (length < 126) return Buffer.concat([Buffer.of(first, MASKED | length), key]);
  const extended = Buffer.alloc(length < 65_536 ? 4 : 10);
  extended.writeUInt8(first, 0);
  extended.writeUInt8(MASKED | (length < 65_536 ? 126 : 127), 1);
  if (length < 65_536) extended.writeUInt16BE(length, 2);
  else extended.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([extended, key]);
}

/** A copy, unless the mask changes nothing; `offset` bytes of the payload stand before `data`. */
function masked(data: Buffer, key: Buffer, offset: number): Buffer {
  if (key === ZERO) return data;
  return Buffer.from(data.map((byte, index) => byte ^ (key[(index + offset) % 4] ?? 0)));
}
