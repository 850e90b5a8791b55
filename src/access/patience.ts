import type { ErrorCode } from '../errors/index.ts';

/** A connection that waits looks again after 0.2 s at first, and after 5 s at last. */
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

export const waitBefore = (tries: number): number => Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);

/**
 * How often a connection is tried when nothing of it can have arrived. A Ready Pod that refuses a port does not listen on it: that
 * is told after three seconds. The API server and the node are given the time in which a node that is gone becomes NotReady.
 */
const MOST_TRIES: Readonly<Partial<Record<ErrorCode, number>>> = {
  NOT_REACHED: 5,
  NOT_FOUND: 12,
  SERVER: 12,
  UNREACHABLE: Infinity,
  BUSY: Infinity,
};

/** The Pod, or its node, is to blame, and another one may do. */
const OF_THE_POD: ReadonlySet<ErrorCode> = new Set(['NOT_REACHED', 'NOT_FOUND', 'SERVER']);
export const isOfPod = (code: ErrorCode): boolean => OF_THE_POD.has(code);

/** Whether it may be well with another Pod, or a moment later. */
export const isPassing = (code: ErrorCode, tries = 0): boolean => tries < (MOST_TRIES[code] ?? 0);
