import { setTimeout as sleep } from 'node:timers/promises';
import { JaegerError, type ErrorCode } from '../errors/index.ts';
import type { ListedPage } from './list-pages.ts';
import type { WatchEvent } from './ports.ts';
import { anyObject, fields, text, type ShapeReader } from './shapes.ts';
import { readStatus, type ApiStatus } from './translate.ts';
import type { KubernetesObject } from './types.ts';

/** Where a watch gets its content from, request by request. */
export interface WatchSource<T> {
  readonly reader: ShapeReader<T>;
  readonly list: () => Promise<ListedPage<T>>;
  /** The lines of one watch request from a resource version on, until it ends in whatever way. */
  readonly lines: (resourceVersion: string) => AsyncIterable<string>;
  /** Whatever was thrown, in the words of the error table. */
  readonly failure: (cause: unknown) => JaegerError;
  /** An error that the server sent as an event. */
  readonly refusal: (status: ApiStatus) => JaegerError;
}

/** Asking again is of no use. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['UNAUTHORIZED', 'FORBIDDEN', 'NO_SUCH_KIND', 'BAD_NAME']);

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;
/** A request that lived this long was a healthy one. */
const HEALTHY_MS = 1000;

/** Lists, then follows; starts over with what it knows whenever the server cannot go on from there. See Watcher in ports.ts. */
export async function* follow<T extends KubernetesObject>(
  source: WatchSource<T>,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent<T>, void, undefined> {
  const told = new Told<T>();
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    try {
      yield* round(source, told);
    } catch (cause) {
      if (signal.aborted) return;
      yield* told.fail(source.failure(cause));
    }
    failures = performance.now() - began > HEALTHY_MS ? 0 : failures + 1;
    if (failures > 0) await pause(failures, signal);
  }
}

/** One list where it is needed, and one watch request. */
async function* round<T extends KubernetesObject>(
  source: WatchSource<T>,
  told: Told<T>,
): AsyncGenerator<WatchEvent<T>, void, undefined> {
  if (told.version === undefined) {
    yield* told.compare(await source.list());
    yield* told.synced();
  }
  for await (const line of source.lines(told.version ?? '')) {
    if (told.isInterrupted) yield* told.synced();
    yield* told.learn(line, source);
  }
}

async function pause(failures: number, signal: AbortSignal): Promise<void> {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
  // Many watchers of one server that restarts must not come back at the same moment.
  await sleep(wait * (0.8 + Math.random() * 0.4), undefined, { signal }).catch(() => undefined);
}

const watchLine = fields<{ readonly type: string; readonly object: Readonly<Record<string, unknown>> }>(
  { type: text, object: anyObject },
  'type',
  'object',
);
const versionOf = fields<{ readonly metadata?: { readonly resourceVersion?: string } }>({
  metadata: fields<{ readonly resourceVersion?: string }>({ resourceVersion: text }),
});

const keyOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

const isSame = ({ metadata: one }: KubernetesObject, { metadata: other }: KubernetesObject): boolean =>
  one.uid === other.uid && one.resourceVersion !== undefined && one.resourceVersion === other.resourceVersion;

/** What has been told so far, and from which resource version to go on. */
class Told<T extends KubernetesObject> {
  /** Undefined: everything has to be listed (anew). */
  version: string | undefined;
  isInterrupted = false;
  #isListed = false;
  readonly #objects = new Map<string, T>();

  /** A new list against what was told: the difference is what happened in between. */
  *compare({ items, resourceVersion }: ListedPage<T>): Generator<WatchEvent<T>> {
    if (resourceVersion === undefined)
      throw new JaegerError('BAD_ANSWER', 'the server gave a list without a resource version');
    const there = new Set(items.map(keyOf));
    for (const [key, object] of this.#objects) if (!there.has(key)) yield* this.#gone(key, object);
    for (const item of items) yield* this.#seen(item);
    this.version = resourceVersion;
    this.#isListed = true;
  }

  *synced(): Generator<WatchEvent<T>> {
    this.isInterrupted = false;
    yield { type: 'synced' };
  }

  /** Notes what ended a request; throws it when asking again is of no use. */
  *fail(error: JaegerError): Generator<WatchEvent<T>> {
    if (!this.#isListed || FINAL.has(error.code)) throw error;
    if (error.code === 'EXPIRED') this.version = undefined;
    else if (!this.isInterrupted) {
      this.isInterrupted = true;
      yield { type: 'interrupted', error };
    }
  }

  /** One line of a watch. */
  *learn(line: string, { reader, refusal }: WatchSource<T>): Generator<WatchEvent<T>> {
    const event = watchLine(parse(line));
    if (!event) throw new JaegerError('BAD_ANSWER', 'the server sent something else than watch events');
    if (event.type === 'ERROR') throw refusal(readStatus(event.object) ?? {});
    const object = event.type === 'BOOKMARK' ? undefined : reader(event.object);
    if (object && event.type === 'DELETED') yield* this.#gone(keyOf(object), object);
    else if (object) yield* this.#seen(object);
    this.version = versionOf(event.object)?.metadata?.resourceVersion ?? this.version;
  }

  *#seen(object: T): Generator<WatchEvent<T>> {
    const key = keyOf(object);
    const before = this.#objects.get(key);
    if (before && isSame(before, object)) return;
    if (before && before.metadata.uid !== object.metadata.uid) yield* this.#gone(key, before);
    const type = this.#objects.has(key) ? 'modified' : 'added';
    this.#objects.set(key, object);
    yield { type, object };
  }

  *#gone(key: string, object: T): Generator<WatchEvent<T>> {
    if (this.#objects.delete(key)) yield { type: 'deleted', object };
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // cut off where the connection was
  }
}
