import type { JaegerError } from '../errors/index.ts';
import type { Watcher } from '../kubernetes/ports.ts';
import type { EvidenceSource } from './gather-evidence.ts';
import { lookForStatus, type Found, type StatusRequest } from './read-status.ts';
import type { StatusReport } from './report.ts';
import { watchNamespaces, type Changes } from './watch-namespaces.ts';

/**
 * `interrupted`: the API server could not be asked, and is asked again until it is `resumed`. `unwatched`: changes of something will be
 * seen ten seconds late.
 */
export type StatusEvent =
  | { readonly type: 'report'; readonly report: StatusReport; readonly missing: JaegerError | undefined }
  | { readonly type: 'interrupted'; readonly error: JaegerError }
  | { readonly type: 'resumed' }
  | { readonly type: 'unwatched'; readonly error: JaegerError };

/** Waits for so many milliseconds, or until the signal aborts. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  /** The time, anew at each look. */
  readonly now: () => Date;
  /** That there is no instance yet is no reason to end. */
  readonly mayBeMissing?: boolean;
}

/** At least so long between two looks, whatever happens. */
const SHORTEST_MS = 1000;
/** At most so long: what is not watched changes as well. */
const LONGEST_MS = 10_000;

/**
 * The report, and again each time when it has changed, until the signal aborts. The first look is brought to its end in any
 * case, and throws what `readStatus` throws; from then on the API server may be gone for as long as it wants.
 */
export async function* followStatus(
  cluster: EvidenceSource & Watcher,
  request: StatusRequest,
  { signal, sleep, now, mayBeMissing = false }: FollowOptions,
): AsyncGenerator<StatusEvent, void, undefined> {
  const left = new AbortController();
  const ended = AbortSignal.any([signal, left.signal]);
  const changes = watchNamespaces(cluster, ended);
  const told = teller(mayBeMissing);
  const look = (): Promise<Found> => lookForStatus(cluster, request, now());
  try {
    if (request.namespace !== undefined) changes.include([request.namespace]);
    let found: Found | undefined = await look();
    while (found !== undefined) {
      yield* told(found);
      changes.include(found.report.instances.map(({ namespace }) => namespace));
      const refusal = changes.refusal();
      if (refusal) yield { type: 'unwatched', error: refusal };
      await pauseBetween(changes, sleep, ended);
      if (ended.aborted) return;
      changes.forget();
      found = await Promise.race([look(), aborted(ended)]);
    }
  } finally {
    left.abort();
  }
}

async function pauseBetween(changes: Changes, sleep: Sleep, ended: AbortSignal): Promise<void> {
  await sleep(SHORTEST_MS, ended);
  const awake = new AbortController();
  await Promise.race([changes.next(), sleep(LONGEST_MS - SHORTEST_MS, AbortSignal.any([ended, awake.signal]))]);
  awake.abort();
}

function aborted(signal: AbortSignal): Promise<undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  if (signal.aborted) resolve(undefined);
  else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  return promise;
}

/** Tells what is new in what was found, and nothing twice. */
function teller(mayBeMissing: boolean): (found: Found) => Generator<StatusEvent> {
  let last: string | undefined;
  let isInterrupted = false;
  return function* told({ report, missing, unread }) {
    const isMissing = missing?.code === 'NOT_FOUND';
    if (last === undefined && missing && !(isMissing && mayBeMissing)) throw missing;
    const lost = missing && !isMissing ? missing : unread.find(({ code }) => code === 'UNREACHABLE');
    if (last !== undefined && lost) {
      if (!isInterrupted) yield { type: 'interrupted', error: lost };
      isInterrupted = true;
      return;
    }
    if (isInterrupted) yield { type: 'resumed' };
    isInterrupted = false;
    const now = JSON.stringify(report);
    if (now !== last) yield { type: 'report', report, missing };
    last = now;
  };
}
