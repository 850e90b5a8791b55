import { isJaegerError, type JaegerError } from '../errors/index.ts';
import type { Component } from '../jaeger/index.ts';
import type { LogLine } from '../kubernetes/ports.ts';
import type { Pod } from '../kubernetes/types.ts';

/** The log of one container. */
export interface Log {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly component: Component;
}

/** One line of it. */
export interface LogEntry extends Log {
  /** RFC 3339 in UTC with nine digits of a second; absent where the node did not say. */
  readonly time?: string;
  readonly message: string;
}

/** What becomes of a log beside its lines. */
export type LogEvent =
  | { readonly type: 'unknown'; readonly error: JaegerError }
  | { readonly type: 'unread'; readonly log: Log; readonly error: JaegerError }
  | { readonly type: 'idle'; readonly instance: string }
  | { readonly type: 'joined'; readonly pod: string; readonly component: Component }
  | { readonly type: 'left'; readonly pod: string; readonly component: Component; readonly because: string }
  | { readonly type: 'waiting'; readonly log: Log; readonly reason: string }
  | { readonly type: 'ended'; readonly log: Log; readonly reason: string }
  | { readonly type: 'restarted'; readonly log: Log }
  | { readonly type: 'interrupted'; readonly error: JaegerError };

/** Where lines and events go. */
export interface LogSink {
  /** Settles when there is room for more: until then no more is read. */
  readonly line: (entry: LogEntry) => Promise<void>;
  readonly tell: (event: LogEvent) => void;
}

export interface Extent {
  /** Of each container, the last so many lines; undefined: all. */
  readonly tail?: number | undefined;
  /** Of the last so many milliseconds; undefined: of any age. */
  readonly sinceMs?: number | undefined;
}

/** As kubectl: whole seconds, the next larger. The server takes none below 1. */
export const sinceSeconds = (milliseconds: number | undefined): number | undefined =>
  milliseconds === undefined ? undefined : Math.max(1, Math.ceil(milliseconds / 1000));

/** -1 is all of them, as for kubectl. */
export const linesFrom = (tail: number | undefined): number | undefined => (tail === -1 ? undefined : tail);

export const entryOf = (log: Log, { time, text: message }: LogLine): LogEntry => ({
  ...(time === undefined ? {} : { time }),
  ...log,
  message,
});

/** Those of its containers, in the order in which they start; `only` is a name. */
export function logsOf({ metadata, spec }: Pod, component: Component, only?: string): Log[] {
  const names = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ name }) => name);
  return names
    .filter((name) => only === undefined || name === only)
    .map((container) => ({ namespace: metadata.namespace ?? '', pod: metadata.name, container, component }));
}

/** Whoever may not read one log may read none. */
export const isForAll = (error: unknown): boolean =>
  !isJaegerError(error) || error.code === 'FORBIDDEN' || error.code === 'UNAUTHORIZED';
