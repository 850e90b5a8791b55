import { isJaegerError } from '../errors/index.ts';
import type { LogLine, LogLinesQuery, LogReader } from '../kubernetes/ports.ts';
import { entryOf, isForAll, type Extent, type Log, type LogSink } from './log.ts';
import { advanced, newSince, rangeFrom, type Position } from './position.ts';
import { isFinished, runState, type RunState } from './run-state.ts';
import type { WatchedPod } from './watched-pod.ts';

/** Time, in milliseconds, from whoever has a clock. */
export interface Clock {
  readonly now: () => number;
  /** Settles early when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface Following {
  readonly cluster: Pick<LogReader, 'logLines'>;
  readonly sink: LogSink;
  readonly clock: Clock;
  /** Aborts when nothing more is to come of the Pod. Whoever aborts it has changed the Pod as well. */
  readonly signal: AbortSignal;
}

interface Reading extends Following {
  readonly log: Log;
  readonly watched: WatchedPod;
  readonly startedAt: number;
  /** What is wanted of the present run. */
  extent: Extent;
  /** Which one that is; undefined before the first. */
  run: number | undefined;
  /** How far it has been read, and whether to its end. */
  position: Position | undefined;
  isComplete: boolean;
  /** The end of what has been read, in the middle of a line: it may come again as a whole one. */
  held: LogLine | undefined;
  /** How often in a row nothing new came. */
  vain: number;
  /** What has been told of its state. */
  told: string;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

/**
 * Writes out a container's log, run by run, until its Pod is gone or finished; `extent` is for what was there before. A stream that ends
 * says nothing of the container: it is asked for again from the last line on, until one that was opened after the container's end
 * has come to its own. Errors: those that hold for every log.
 */
export async function followLog(log: Log, watched: WatchedPod, extent: Extent, following: Following): Promise<void> {
  const reading: Reading = {
    ...following,
    log,
    watched,
    startedAt: following.clock.now(),
    extent: runState(watched.pod(), log.container).is === 'waiting' ? {} : extent,
    ...nothingRead,
    run: undefined,
    vain: 0,
    told: '',
  };
  for (let state = await nextRun(reading); state; state = await nextRun(reading)) {
    if (reading.run !== undefined && reading.run !== state.run) await beginAnew(reading, state);
    reading.run = state.run;
    const isLast = state.is === 'ended';
    const isRead = await readOn(reading, { follow: !isLast });
    reading.isComplete = isLast && isRead;
    if (reading.isComplete) await release(reading);
    else await pause(reading);
  }
  await release(reading);
}

const nothingRead = { position: undefined, isComplete: false, held: undefined };

/** Waits for a run of which not everything has been read; undefined when there will be none. */
async function nextRun(reading: Reading): Promise<RunState | undefined> {
  const { log, watched, signal } = reading;
  for (;;) {
    if (signal.aborted || watched.isGone()) return undefined;
    const changed = watched.changed();
    const state = runState(watched.pod(), log.container);
    const isRead = state.run === reading.run && reading.isComplete;
    if (state.is !== 'waiting' && !isRead) return state;
    if (isFinished(watched.pod())) return undefined;
    tellOf(state, reading);
    await changed;
  }
}

/** Once for each run; a container that has done its work needs no words. */
function tellOf({ run, is, reason, isGood }: RunState, reading: Reading): void {
  const state = `${run} ${is}`;
  if (is === 'running' || isGood || reading.told === state) return;
  reading.told = state;
  reading.sink.tell({ type: is, log: reading.log, reason });
}

/** The next run; before it what may still be missing of the last one. */
async function beginAnew(reading: Reading, { run }: RunState): Promise<void> {
  if (!reading.isComplete && run === (reading.run ?? 0) + 1) await readOn(reading, { previous: true });
  await release(reading);
  Object.assign(reading, nothingRead, { extent: {} });
  reading.sink.tell({ type: 'restarted', log: reading.log });
}

/** Whether it came to an end without a failure. */
async function readOn(reading: Reading, what: Pick<LogLinesQuery, 'follow' | 'previous'>): Promise<boolean> {
  const { cluster, sink, log, signal } = reading;
  const range = rangeFrom(reading.position, reading.extent, reading.clock.now() - reading.startedAt);
  const isNew = newSince(reading.position);
  reading.held = undefined;
  reading.vain++;
  try {
    const pod = { namespace: log.namespace, name: log.pod };
    for await (const line of cluster.logLines(pod, { container: log.container, ...range, ...what, signal })) {
      if (!isNew(line)) continue;
      reading.vain = 0;
      if (line.unfinished) reading.held = line;
      else await write(reading, line);
    }
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    if (!isJaegerError(error) || isForAll(error)) throw error;
    const { metadata } = reading.watched.pod();
    const isLeaving = reading.watched.isGone() || metadata.deletionTimestamp !== undefined;
    if (!isLeaving && error.code !== 'NOT_FOUND') sink.tell({ type: 'interrupted', error });
    return false;
  }
}

async function write(reading: Reading, line: LogLine): Promise<void> {
  reading.position = advanced(reading.position, line);
  await reading.sink.line(entryOf(reading.log, line));
}

/** Nothing more comes of what it is the end of. */
async function release(reading: Reading): Promise<void> {
  if (reading.held) await write(reading, reading.held);
  reading.held = undefined;
}

function pause({ vain, clock, watched, signal }: Reading): Promise<void> {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** vain, LONGEST_WAIT_MS);
  return Promise.race([clock.sleep(wait, signal), watched.changed()]);
}
