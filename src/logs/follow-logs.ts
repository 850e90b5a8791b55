import type { FactSource } from '../jaeger/index.ts';
import type { LogReader, Watcher } from '../kubernetes/ports.ts';
import type { Clock } from './follow-log.ts';
import { followedPods, type FollowedPods } from './followed-pods.ts';
import type { LogEvent, LogSink } from './log.ts';
import { findSources, type PodSource } from './pod-sources.ts';
import type { LogRequest } from './read-logs.ts';

interface Surroundings {
  readonly sink: LogSink;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

type FollowedCluster = FactSource & Watcher & Pick<LogReader, 'logLines'>;

/**
 * Writes out the logs of an instance as they grow, those of new Pods too, until the signal aborts. What becomes of Pods is told. Pods
 * that had finished before are left out. Errors: USAGE when there are too many containers, those of `findSources`, FORBIDDEN …
 */
export async function followLogs(
  cluster: FollowedCluster,
  request: LogRequest,
  { sink, clock, signal }: Surroundings,
): Promise<void> {
  const left = new AbortController();
  const until = AbortSignal.any([signal, left.signal]);
  const tell = withoutRepetition(sink.tell, clock);
  try {
    const { sources, instance, errors } = await findSources(cluster, request);
    for (const { error } of errors) tell({ type: 'unknown', error });
    const pods = followedPods(request, { cluster, sink: { ...sink, tell }, clock, signal: until });
    until.addEventListener('abort', pods.end, { once: true });
    const watches = sources.map((source) => watchSource(cluster, source, { pods, tell, signal: until }));
    const ended = Promise.all(watches.map((watch) => watch.ended));
    await Promise.race([Promise.all(watches.map((watch) => watch.synced)), ended]);
    if (until.aborted) return;
    pods.start(instance);
    await Promise.race([ended, pods.failed]);
  } finally {
    left.abort();
  }
}

/** Many streams break at once, and for one reason. */
const SAME_MS = 5000;

/** What interrupts is told no more often than every five seconds. */
function withoutRepetition(tell: LogSink['tell'], { now }: Clock): LogSink['tell'] {
  let last = -Infinity;
  return (event: LogEvent) => {
    if (event.type === 'interrupted') {
      if (now() - last < SAME_MS) return;
      last = now();
    }
    tell(event);
  };
}

interface Watching {
  readonly pods: FollowedPods;
  readonly tell: LogSink['tell'];
  readonly signal: AbortSignal;
}

interface Watch {
  /** Everything that is there has been told. */
  readonly synced: Promise<void>;
  /** Settles with the signal. Errors: those of a watch. */
  readonly ended: Promise<void>;
}

function watchSource(cluster: Watcher, source: PodSource, { pods, tell, signal }: Watching): Watch {
  const { promise: synced, resolve } = Promise.withResolvers<void>();
  const { namespace, labelSelector } = source;
  const follow = async (): Promise<void> => {
    for await (const event of cluster.watch('pods', { namespace, labelSelector, signal })) {
      if (event.type === 'synced') resolve();
      else if (event.type === 'interrupted') tell(event);
      else if (source.includes(event.object)) pods.learn(event, source);
    }
  };
  return { synced, ended: follow() };
}
