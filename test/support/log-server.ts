import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log, LogEntry, LogEvent, LogSink } from '../../src/logs/log.ts';
import type { ContainerStatus, Pod } from '../../src/kubernetes/types.ts';
import { json, status, type Respond } from './api-server.ts';
import { container, podOf, workload } from './objects.ts';

/** The one instance that there is: an all-in-one, with a sidecar. */
const jaeger = workload('jaeger', { containers: [container('jaegertracing/all-in-one:1.65.0')] });

interface PodShape {
  readonly suffix?: string;
  readonly containers?: readonly ContainerStatus[];
  readonly phase?: string;
}

export const running = (name = 'jaeger', restartCount = 0): ContainerStatus => ({
  name,
  restartCount,
  state: { running: {} },
});
export const ended = (name = 'jaeger', restartCount = 0): ContainerStatus => ({
  name,
  restartCount,
  state: { terminated: { exitCode: 1, reason: 'Error' } },
});
export const waiting = (name = 'jaeger'): ContainerStatus => ({
  name,
  state: { waiting: { reason: 'ContainerCreating' } },
});

/** `jaeger-SUFFIX-x`. */
export function jaegerPod({ suffix = 'a', containers = [running()], phase = 'Running' }: PodShape = {}): Pod {
  const { metadata, ...pod } = podOf(jaeger, suffix);
  const spec = { containers: containers.map(({ name }) => ({ name })) };
  return {
    ...pod,
    metadata: { ...metadata, uid: `uid-${suffix}` },
    spec,
    status: { phase, containerStatuses: containers },
  };
}

/** A line as it was written in a second of this hour, with a fraction of nanoseconds. */
export const at = (second: number, text: string, nanoseconds = 0): string =>
  `2026-11-23T12:00:${String(second).padStart(2, '0')}.${String(nanoseconds).padStart(9, '0')}Z ${text}`;

interface StoredLog {
  readonly lines: string[];
  readonly open: Set<ServerResponse>;
}

/** An API server with an instance, Pods that come and go, and logs that grow and whose streams break. */
export interface LogServer {
  readonly respond: Respond;
  /** Of the logs that were asked for, the queries: `POD/CONTAINER a=1 b=2`, in alphabetical order. */
  readonly asked: string[];
  readonly set: (pod: Pod) => void;
  readonly remove: (pod: Pod) => void;
  /** Writes lines, of which the last one may have no end yet. */
  readonly write: (log: string, ...lines: string[]) => void;
  /** Instead of lines: what the next one who asks gets. */
  readonly refuse: (log: string, code: number, message: string) => void;
  /** Ends the open streams of a log: as a node does, or as a lost connection. */
  readonly cut: (log: string, how?: 'end' | 'drop') => void;
  /** Settles when somebody reads it. */
  readonly isOpen: (log: string) => Promise<void>;
}

export function logServer(...first: readonly Pod[]): LogServer {
  const pods = new Map(first.map((pod) => [pod.metadata.name, pod]));
  const watches = new Set<ServerResponse>();
  const logs = new Map<string, StoredLog>();
  const refusals = new Map<string, object>();
  const asked: string[] = [];
  let version = 1;

  const stored = (log: string): StoredLog => {
    const known = logs.get(log) ?? { lines: [], open: new Set() };
    logs.set(log, known);
    return known;
  };
  const versioned = (pod: Pod): Pod => ({ ...pod, metadata: { ...pod.metadata, resourceVersion: `${++version}` } });
  const announce = (type: string, pod: Pod): void => {
    for (const watch of watches) watch.write(`${JSON.stringify({ type, object: versioned(pod) })}\n`);
  };

  const answerLog = (response: ServerResponse, log: string, query: URLSearchParams): void => {
    asked.push([log, ...[...query].filter(([name]) => !COMMON.has(name)).map((pair) => pair.join('='))].join(' '));
    const refusal = refusals.get(log);
    refusals.delete(log);
    if (refusal) return json(response, 400, refusal);
    const { lines, open } = stored(log);
    const tail = Number(query.get('tailLines') ?? lines.length);
    const since = query.get('sinceTime')?.slice(0, 19) ?? '';
    const wanted = lines.slice(Math.max(0, lines.length - tail)).filter((line) => line >= since);
    if (query.get('follow') !== 'true') return void response.end(wanted.map((line) => `${line}\n`).join(''));
    // As a node: no headers before the first line.
    for (const line of wanted) response.write(`${line}\n`);
    open.add(response);
    return undefined;
  };

  const respond: Respond = (response, { url }) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    const [, pod] = /\/pods\/([^/]+)\/log$/.exec(pathname) ?? [];
    if (pod !== undefined) return answerLog(response, `${pod}/${searchParams.get('container')}`, searchParams);
    const items = pathname.endsWith('/deployments') ? [jaeger] : pathname.endsWith('/pods') ? [...pods.values()] : [];
    if (!searchParams.has('watch'))
      return json(response, 200, { metadata: { resourceVersion: '1' }, items, groups: [] });
    response.writeHead(200).flushHeaders();
    return watches.add(response);
  };

  return {
    respond,
    asked,
    set: (pod) => {
      announce(pods.has(pod.metadata.name) ? 'MODIFIED' : 'ADDED', pod);
      pods.set(pod.metadata.name, pod);
    },
    remove: (pod) => {
      pods.delete(pod.metadata.name);
      announce('DELETED', pod);
    },
    write: (log, ...lines) => {
      stored(log).lines.push(...lines);
      for (const response of stored(log).open) for (const line of lines) response.write(`${line}\n`);
    },
    refuse: (log, code, message) => void refusals.set(log, status(code, { reason: 'BadRequest', message })),
    cut: (log, how = 'end') => {
      const { open } = stored(log);
      for (const response of open)
        if (how === 'end') response.end();
        else response.socket?.destroy();
      open.clear();
    },
    isOpen: (log) => until(() => stored(log).open.size > 0),
  };
}

const COMMON = new Set(['container', 'timestamps', 'follow']);

/** Waits for what comes by itself: the test's own time limit is the limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(2);
}

export interface Collected extends LogSink {
  /** `CONTAINER: message`, of the Pod with the suffix `a`; of others with their suffix before it. */
  readonly lines: string[];
  readonly events: string[];
}

/** A sink that keeps what comes. */
export function collected(): Collected {
  const lines: string[] = [];
  const events: string[] = [];
  return {
    lines,
    events,
    line: async (entry: LogEntry) => void lines.push(`${nameOf(entry)}: ${entry.message}`),
    tell: (event: LogEvent) => {
      const about = 'log' in event ? nameOf(event.log) : 'pod' in event ? event.pod : '';
      const more = 'error' in event ? event.error.message : 'reason' in event ? event.reason : '';
      events.push([event.type, about, more].filter((word) => word !== '').join(' '));
    },
  };
}

const nameOf = ({ pod, container: name }: Pick<Log, 'pod' | 'container'>): string =>
  `${pod.replace(/^jaeger-(.*)-x$/, '$1 ').replace(/^a $/, '')}${name}`;
