import { Duplex } from 'node:stream';
import { JaegerError } from '../../errors/index.ts';
import type { PodStream } from '../ports.ts';
import { closeFrame, dataFrame, frameReader, pingFrame, pongFrame, type Mask } from './frames.ts';

/** What the channels of a connection are for. */
export interface Channels {
  readonly toPod: number;
  readonly fromPod: number;
  /** What is said of failures. */
  readonly told: readonly number[];
  /** So much at the beginning of each channel says nothing that we do not know. */
  readonly preambleBytes: number;
  /** Why it failed, by what those channels said; undefined when it did not. */
  readonly failureIn: (told: ReadonlyMap<number, string>) => string | undefined;
}

const ERROR = 1;

/** Each channel begins with the number of the port. */
export const FORWARDING: Channels = {
  toPod: 0,
  fromPod: 0,
  told: [ERROR],
  preambleBytes: 2,
  failureIn: (told) => told.get(ERROR) || undefined,
};

const NORMAL_CLOSURE = 1000;
const LONGEST_REASON = 2000;
/** Messages of more than 32 MiB end the connection (apiserver 0.36); the memory for one is held on the way. */
const LONGEST_MESSAGE = 1024 * 1024;

/** A dead path is found after one to two of these, which is before any proxy's idle limit. */
const PING_MS = 10_000;
/** Whoever does not take the end of a connection is not waited for. */
const FAREWELL_MS = 500;

/** What the API server has given us a connection for, and how it is used. */
export interface PodConnection {
  /** Of the upgraded request. */
  readonly socket: Duplex;
  /** What came with the answer to the upgrade. */
  readonly head: Buffer;
  readonly mask: Mask;
  /** For messages: `pods/NAME port 80`. */
  readonly what: string;
  readonly channels: Channels;
}

/** How the two sides are doing. */
interface State {
  /** The Pod's side is faster than who reads from us. */
  isHeldBack: boolean;
  /** Something has come since the last ping. */
  isAnswering: boolean;
  /** All has been said; some of it may not have been read yet. */
  isOver: boolean;
}

/**
 * The bytes of one connection into a Pod, out of an upgraded request that speaks v4.channel.k8s.io for one port. Holds back
 * whichever side is too fast. The protocol knows no half-closed connections: `end()` says nothing to the Pod, and its answer still
 * comes. Errors: NOT_REACHED when there was no connection into the Pod, so nothing of what was sent has arrived; BROKEN.
 */
export function podStream({ socket, head, mask, what, channels }: PodConnection): PodStream {
  const state: State = { isHeldBack: false, isAnswering: true, isOver: false };
  const broken = (cause: string): JaegerError => new JaegerError('BROKEN', `${what}: ${cause}`);
  const stream = new Duplex({
    read: () => {
      if (state.isHeldBack) Object.assign(state, { isHeldBack: false, isAnswering: true });
      socket.resume();
    },
    write: (chunk: Buffer, _, done) => send(socket, chunk, { mask, channel: channels.toPod }, done),
    destroy: (error, done) => {
      clearInterval(beat);
      leave(socket, mask);
      done(error);
    },
  });
  const beat = setInterval(() => {
    // What waits behind a slow reader, on either side, is not dead.
    if (state.isHeldBack || socket.writableNeedDrain) return;
    if (!state.isAnswering) stream.destroy(broken('the API server or the node does not answer any more'));
    state.isAnswering = false;
    socket.write(pingFrame(mask));
  }, PING_MS);
  const asking = new Set<(isAlive: boolean) => void>();
  const settle = (isAlive: boolean): void => asking.forEach((answer) => answer(isAlive));
  const read = channelReader({ socket, stream, state, mask, what, channels, onPong: () => settle(true) });
  socket.on('data', (chunk: Buffer) => {
    state.isAnswering = true;
    read(chunk);
  });
  const lost = (): void => void (state.isOver || stream.destroy(broken('the connection was lost')));
  socket.on('error', lost).on('close', lost).on('end', lost);
  stream.once('close', () => settle(false));
  if (head.length > 0) read(head);
  return Object.assign(stream, { answers: () => answers(stream, asking, () => socket.write(pingFrame(mask))) });
}

/** A node that is asked by a ping answers within milliseconds. */
const ANSWER_MS = 1000;

function answers(stream: Duplex, asking: Set<(isAlive: boolean) => void>, ping: () => void): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isAlive: boolean): void => {
      clearTimeout(late);
      asking.delete(settle);
      resolve(isAlive);
    };
    const late = setTimeout(() => settle(false), ANSWER_MS);
    asking.add(settle);
    if (stream.destroyed) settle(false);
    else ping();
  });
}

function send(
  socket: Duplex,
  chunk: Buffer,
  { mask, channel }: { readonly mask: Mask; readonly channel: number },
  done: () => void,
): void {
  socket.cork();
  for (let at = 0; at < chunk.length; at += LONGEST_MESSAGE)
    for (const part of dataFrame(channel, chunk.subarray(at, at + LONGEST_MESSAGE), mask)) socket.write(part);
  socket.uncork();
  if (socket.writableNeedDrain) socket.once('drain', done);
  else done();
}

interface Incoming extends Pick<PodConnection, 'socket' | 'mask' | 'what' | 'channels'> {
  readonly stream: Duplex;
  readonly state: State;
  readonly onPong: () => void;
}

/** Takes what the API server sends: data for the stream, or why there is none. */
function channelReader({ socket, stream, state, mask, what, channels, onPong }: Incoming): (chunk: Buffer) => void {
  const { fromPod, preambleBytes, failureIn } = channels;
  const unread = new Map([fromPod, ...channels.told].map((channel) => [channel, preambleBytes]));
  const told = new Map<number, string>();
  let hasAnswered = false;
  return frameReader({
    onData: (channel, chunk) => {
      const data = chunk.subarray(skip(unread, channel, chunk.length));
      if (channels.told.includes(channel))
        told.set(channel, ((told.get(channel) ?? '') + data.toString()).slice(0, LONGEST_REASON));
      if (channel !== fromPod || data.length === 0) return;
      hasAnswered = true;
      if (stream.push(data)) return;
      state.isHeldBack = true;
      socket.pause();
    },
    onPong,
    onPing: (payload) => socket.write(pongFrame(payload, mask)),
    onClose: (code) => {
      state.isOver = true;
      const reason = failureIn(told);
      if (reason !== undefined) stream.destroy(podFailure(what, reason, hasAnswered));
      else if (code === NORMAL_CLOSURE) stream.push(null);
      else stream.destroy(new JaegerError('BROKEN', `${what}: the connection was closed with code ${code}`));
    },
  });
}

/** How much of a chunk belongs to the channel's preamble. */
function skip(unread: Map<number, number>, channel: number, length: number): number {
  const skipped = Math.min(unread.get(channel) ?? 0, length);
  unread.set(channel, (unread.get(channel) ?? 0) - skipped);
  return skipped;
}

function leave(socket: Duplex, mask: Mask): void {
  if (socket.destroyed) return;
  socket.resume();
  socket.end(closeFrame(mask));
  const farewell = setTimeout(() => socket.destroy(), FAREWELL_MS);
  socket.once('close', () => clearTimeout(farewell));
}

/** Before the Pod was connected to; of the addresses that are tried, the first is the one that counts (containerd 2.2). */
const UNREACHED = /failed to connect|\bconnect: |is closed|not found|failed to find sandbox|failed to exec/;
const REASON = /\b(?:connect|read|write): (?<why>[a-z ]+?)(?= IPv6|$)/;

/** What the kubelet wrote into the error channel. */
function podFailure(what: string, text: string, hasAnswered: boolean): JaegerError {
  const why =
    REASON.exec(text.trim())?.groups?.['why'] ?? (text.includes('is closed') ? 'the Pod is gone' : text.trim());
  return new JaegerError(!hasAnswered && UNREACHED.test(text) ? 'NOT_REACHED' : 'BROKEN', `${what}: ${why}`);
}
