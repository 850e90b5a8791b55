import { waitForAnswer } from '../access/index.ts';
import { isJaegerError, type ErrorCode, type JaegerError } from '../errors/index.ts';
import { chooseInstance } from '../jaeger/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import { renderEvent, renderStatus, waitForReady, type StatusReport } from '../status/index.ts';
import { escapeText } from '../terminal/index.ts';
import { clock } from './clock.ts';
import { connectQueryApi } from './wiring.ts';

/** What keeps us from asking, and says nothing of the instance. */
const UNASKED: ReadonlySet<ErrorCode> = new Set(['FORBIDDEN', 'NO_TUNNEL', 'NOT_FOUND', 'PORT_TAKEN']);

export interface Settled {
  readonly report: StatusReport;
  /** The services that the query service knew when it was asked; undefined when it could not be asked. */
  readonly services: readonly string[] | undefined;
}

/**
 * Waits, with a word on stderr for every step, until an instance is Ready and its query service answers through a tunnel. Errors:
 * TIMED_OUT after the last state has been shown.
 */
export async function settleInstance(
  cluster: Cluster,
  instance: { readonly namespace: string; readonly name: string },
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Settled> {
  const { sleep } = clock;
  const until = clock.now() + timeoutMs;
  const { report, failure } = await waitForReady(cluster, instance, {
    signal,
    sleep,
    now: clock.date,
    timeoutMs,
    untilRunning: true,
    onEvent: (event) => process.stderr.write(renderEvent(event)),
  });
  if (failure) {
    process.stderr.write(renderStatus(report, { now: clock.date(), wide: false, headers: true, colour: false }));
    throw failure;
  }
  const root = await chooseInstance(cluster, instance);
  const left = Math.max(until - clock.now(), LEAST_MS);
  const options = { connectQueryApi: await connectQueryApi(), sleep, signal, timeoutMs: left, onWaiting: tell };
  const services = await waitForAnswer(cluster, root, options).catch((error: unknown) => {
    if (!isJaegerError(error) || !UNASKED.has(error.code)) throw error;
    tell(`Warning: the query service could not be asked: ${inOneLine(error)}`);
    return undefined;
  });
  return { report, services };
}

/** For whoever becomes Ready with the last second. */
const LEAST_MS = 5000;

const tell = (text: string): void => void process.stderr.write(`${escapeText(text)}\n`);

const inOneLine = ({ message, hints }: JaegerError): string => [message, ...hints.slice(0, 1)].join('; ');
