import { isJaegerError, JaegerError } from '../errors/index.ts';
import { compare, type FactSource } from '../jaeger/index.ts';
import type { LogLine, LogReader } from '../kubernetes/ports.ts';
import type { Pod } from '../kubernetes/types.ts';
import { entryOf, isForAll, linesFrom, logsOf, sinceSeconds, type Extent, type Log, type LogSink } from './log.ts';
import { findSources, type PodChoice, type PodSource } from './pod-sources.ts';

export interface LogRequest extends PodChoice {
  /** Of each container, the last so many lines; -1: all; left out: all as well, but the last ten where several are followed. */
  readonly tail?: number | undefined;
  readonly sinceMs?: Extent['sinceMs'];
  /** Of this name alone. */
  readonly container?: string | undefined;
  /** How many logs are asked for at once. */
  readonly most: number;
}

export interface ReadRequest extends LogRequest {
  /** Of the run before the present one. */
  readonly previous?: boolean;
}

type LogLines = Pick<LogReader, 'logLines'>;

/**
 * Writes out the logs of an instance, one container after the other, by Pod name and in the order in which a Pod starts them. What
 * cannot be read is told. Errors: NO_LOGS when nothing could be read, those of `findSources`, FORBIDDEN …
 */
export async function readLogs(cluster: FactSource & LogLines, request: ReadRequest, sink: LogSink): Promise<void> {
  const { sources, instance, errors } = await findSources(cluster, request);
  for (const { error } of errors) sink.tell({ type: 'unknown', error });
  const found = await Promise.all(sources.map((source) => listPods(cluster, source)));
  const pods = found.flat().toSorted(byPodName);
  const logs = pods.flatMap(({ pod, source }) => logsOf(pod, source.component, request.container));
  if (logs.length === 0) throw nothingThere(instance, pods, request.container);
  await copyInOrder(cluster, logs, request, sink);
}

export interface FoundPod {
  readonly pod: Pod;
  readonly source: PodSource;
}

const listPods = async (cluster: FactSource, source: PodSource): Promise<readonly FoundPod[]> => {
  const { namespace, labelSelector, includes } = source;
  const pods = await cluster.list('pods', { namespace, labelSelector });
  return pods.filter(includes).map((pod) => ({ pod, source }));
};

const byPodName = ({ pod: one }: FoundPod, { pod: other }: FoundPod): number =>
  compare(one.metadata.name, other.metadata.name);

/** Why there is nothing to read. */
export function nothingThere(instance: string, pods: readonly FoundPod[], container: string | undefined): JaegerError {
  if (pods.length === 0) return new JaegerError('NO_LOGS', `instance "${instance}" has no such Pods at present`);
  const names = pods.flatMap(({ pod, source }) => logsOf(pod, source.component).map((log) => log.container));
  return new JaegerError('NOT_FOUND', `no container "${container}" in the Pods of instance "${instance}"`, {
    hints: [`there are: ${[...new Set(names)].join(', ')}`],
  });
}

/** Logs are asked for ahead of their turn, and come no further than into the connection's buffers. */
async function copyInOrder(
  cluster: LogLines,
  logs: readonly Log[],
  request: ReadRequest,
  sink: LogSink,
): Promise<void> {
  const left = new AbortController();
  const start = (log: Log): Started => startReading(cluster, log, request, left.signal);
  const started = logs.slice(0, request.most).map(start);
  let areRead = 0;
  try {
    for (const one of started) {
      if (await copy(one, sink)) areRead++;
      started.push(...logs.slice(started.length, started.length + 1).map(start));
    }
  } finally {
    left.abort();
  }
  if (areRead === 0) throw new JaegerError('NO_LOGS', 'no log could be read');
}

interface Started {
  readonly log: Log;
  readonly lines: AsyncIterator<LogLine>;
  readonly first: Promise<IteratorResult<LogLine>>;
}

function startReading(cluster: LogLines, log: Log, request: ReadRequest, signal: AbortSignal): Started {
  const { namespace, pod, container } = log;
  const { tail, sinceMs, previous } = request;
  const query = { container, previous, tailLines: linesFrom(tail), sinceSeconds: sinceSeconds(sinceMs), signal };
  const lines = cluster.logLines({ namespace, name: pod }, query)[Symbol.asyncIterator]();
  const first = lines.next();
  first.catch(() => undefined); // told in its turn
  return { log, lines, first };
}

/** Whether it could be read; if not, it is told why. */
async function copy({ log, lines, first }: Started, { line, tell }: LogSink): Promise<boolean> {
  try {
    for (let next = await first; next.done !== true; next = await lines.next()) await line(entryOf(log, next.value));
    return true;
  } catch (error) {
    if (!isJaegerError(error) || isForAll(error)) throw error;
    tell({ type: 'unread', log, error });
    return false;
  }
}
