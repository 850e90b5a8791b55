import { JaegerError } from '../errors/index.ts';
import type { WatchEvent } from '../kubernetes/ports.ts';
import type { Pod } from '../kubernetes/types.ts';
import { followLog, type Following } from './follow-log.ts';
import { linesFrom, logsOf, type Extent, type Log } from './log.ts';
import type { PodSource } from './pod-sources.ts';
import { nothingThere, type FoundPod, type LogRequest } from './read-logs.ts';
import { isFinished, runState } from './run-state.ts';
import { watchedPod, type WatchedPod } from './watched-pod.ts';

/** Pods that are followed, as their watches tell of them. */
export interface FollowedPods {
  readonly learn: (event: Extract<WatchEvent<Pod>, { object: Pod }>, source: PodSource) => void;
  /** Follows what is there, and from now on what comes. Errors: USAGE for too many containers, NOT_FOUND for an unknown one. */
  readonly start: (instance: string) => void;
  /** Rejects with what holds for every log; otherwise it never settles. */
  readonly failed: Promise<never>;
  /** Nothing more is to come. */
  readonly end: () => void;
}

interface Followed {
  readonly source: PodSource;
  readonly watched: WatchedPod;
  readonly left: AbortController;
}

/** Lines of each container when several are followed and nothing is said: kubectl 1.36 does so with a selector. */
const TAIL_OF_SEVERAL = 10;

/** A container whose node is lost never ends its log: after this time its Pod's deletion does. */
const GRACE_MS = 5000;

export function followedPods(request: LogRequest, following: Following): FollowedPods {
  const { sink } = following;
  const known = new Map<string, Followed>();
  const { promise: failed, reject } = Promise.withResolvers<never>();
  let isStarted = false;

  const logsIn = (followed: Followed): Log[] => wanted(followed, request);
  const follow = (followed: Followed, extent: Extent): void => {
    followPod(followed, logsIn(followed), extent, following).catch(reject);
  };
  const join = (source: PodSource, pod: Pod): Followed => {
    const followed = { source, watched: watchedPod(pod), left: new AbortController() };
    known.set(keyOf(pod), followed);
    return followed;
  };

  return {
    failed,
    learn: ({ type, object: pod }, source) => {
      const key = keyOf(pod);
      const followed = known.get(key);
      if (type === 'deleted') {
        known.delete(key);
        if (followed) leave(followed, following);
      } else if (followed) followed.watched.change(pod);
      else if (!isStarted) join(source, pod);
      else {
        sink.tell({ type: 'joined', pod: pod.metadata.name, component: source.component });
        follow(join(source, pod), {});
      }
    },
    start: (instance) => {
      isStarted = true;
      const pods = [...known.values()].filter(({ watched }) => !isFinished(watched.pod()));
      const extent = extentOf(pods, request);
      if (pods.length === 0) sink.tell({ type: 'idle', instance });
      else if (pods.flatMap(logsIn).length === 0) throw nothingThere(instance, pods.map(foundIn), request.container);
      for (const one of pods) follow(one, extent);
    },
    end: () => known.forEach(({ watched }) => watched.remove()),
  };
}

/** What its containers have said last is still waited for. */
function leave({ watched, left }: Followed, { clock, signal }: Following): void {
  watched.remove();
  void clock.sleep(GRACE_MS, signal).then(() => left.abort());
}

const keyOf = ({ metadata }: Pod): string => metadata.uid ?? `${metadata.namespace}/${metadata.name}`;
const foundIn = ({ source, watched }: Followed): FoundPod => ({ pod: watched.pod(), source });
const wanted = ({ source, watched }: Followed, { container }: LogRequest): Log[] =>
  logsOf(watched.pod(), source.component, container);

/** How much of what is there already. Errors: USAGE when it would take too many streams. */
function extentOf(pods: readonly Followed[], request: LogRequest): Extent {
  const hasMore = (one: Followed, { container }: Log): boolean => runState(one.watched.pod(), container).is !== 'ended';
  const streams = pods.flatMap((one) => wanted(one, request).filter((log) => hasMore(one, log))).length;
  if (streams > request.most) throw tooMany(streams, request.most);
  const { sinceMs, tail = streams > 1 ? TAIL_OF_SEVERAL : undefined } = request;
  return { sinceMs, tail: linesFrom(tail) };
}

const tooMany = (count: number, most: number): JaegerError =>
  new JaegerError(
    'USAGE',
    `following these Pods takes ${count} log streams, but the maximum is ${most}: raise it with --max-log-requests`,
  );

/** Every container that is wanted; and when nothing more comes of any, why. */
async function followPod(
  { source, watched, left }: Followed,
  logs: readonly Log[],
  extent: Extent,
  following: Following,
): Promise<void> {
  const signal = AbortSignal.any([following.signal, left.signal]);
  await Promise.all(logs.map((log) => followLog(log, watched, extent, { ...following, signal })));
  const { metadata, status } = watched.pod();
  if (following.signal.aborted || logs.length === 0) return;
  const because = watched.isGone() ? 'deleted' : (status?.phase ?? '');
  following.sink.tell({ type: 'left', pod: metadata.name, component: source.component, because });
}
