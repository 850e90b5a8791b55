import { JaegerError } from '../errors/index.ts';
import type { Watcher } from '../kubernetes/ports.ts';
import { followStatus, type Sleep, type StatusEvent } from './follow-status.ts';
import type { EvidenceSource } from './gather-evidence.ts';
import type { StatusRequest } from './read-status.ts';
import type { InstanceStatus, StatusReport } from './report.ts';

export type WaitEvent =
  | Exclude<StatusEvent, { type: 'report' }>
  /** What is waited for, anew each time when it is something else. */
  | { readonly type: 'waiting'; readonly reasons: readonly string[] };

export interface WaitOptions {
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  /** The time, anew at each look. */
  readonly now: () => Date;
  readonly timeoutMs: number;
  /** The v1 operator must have said that it is done, too: an Ingress it makes when everything is Ready (jaeger-operator 1.65). */
  readonly untilRunning?: boolean;
  readonly onEvent: (event: WaitEvent) => void;
}

export interface Waited {
  /** The last state that was seen. */
  readonly report: StatusReport;
  /** TIMED_OUT, with what was still missing; undefined when everything is as it should be. */
  readonly failure: JaegerError | undefined;
}

/**
 * Waits until every instance in scope is Ready and has no finding of severity error. An instance that is named may not be there
 * yet: somebody may be about to install it. Errors: those of `readStatus` at the first look.
 */
export async function waitForReady(
  cluster: EvidenceSource & Watcher,
  request: StatusRequest,
  { signal, sleep, now, timeoutMs, onEvent, untilRunning = false }: WaitOptions,
): Promise<Waited> {
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  void sleep(timeoutMs, ended).then(() => over.abort());
  const mayBeMissing = request.name !== undefined;
  let last: { report: StatusReport; reasons: readonly string[] } | undefined;
  try {
    for await (const event of followStatus(cluster, request, { signal: ended, sleep, now, mayBeMissing })) {
      if (event.type !== 'report') {
        onEvent(event);
        continue;
      }
      const reasons = event.missing
        ? [event.missing.message]
        : event.report.instances.flatMap((instance) => reasonToWait(instance, untilRunning));
      const isNew = reasons.join('\n') !== last?.reasons.join('\n');
      last = { report: event.report, reasons };
      if (reasons.length === 0) break;
      if (isNew) onEvent({ type: 'waiting', reasons });
    }
  } finally {
    over.abort();
  }
  if (last === undefined) throw new Error('nothing was looked at');
  const { report, reasons } = last;
  return { report, failure: reasons.length === 0 ? undefined : timedOut(timeoutMs, reasons) };
}

function reasonToWait(
  { namespace, name, flavour, phase, health, findings }: InstanceStatus,
  untilRunning: boolean,
): readonly string[] {
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ id }) => id);
  const what = [...(health === 'Ready' ? [] : [health]), ...errors].join(', ');
  if (what !== '') return [`${namespace}/${name} is ${what}`];
  if (!untilRunning || flavour !== 'jaeger-operator' || phase === 'Running') return [];
  return [`${namespace}/${name}: the operator is not done with it, and says ${phase ?? 'nothing yet'}`];
}

const timedOut = (timeoutMs: number, reasons: readonly string[]): JaegerError =>
  new JaegerError('TIMED_OUT', `timed out after ${timeoutMs / 1000}s: ${reasons.join('; ')}`);
