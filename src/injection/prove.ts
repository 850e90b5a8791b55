import { JaegerError } from '../errors/index.ts';
import { at, isOwnedBy, selectorText, REPLICA_SETS } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import { nameOf } from '../plan/index.ts';
import { readyEndpoints } from './endpoints.ts';
import { explain } from './explain-failure.ts';
import { found as wholeOf } from './find-workloads.ts';
import { judge, type Seen, type Verdict } from './judge.ts';
import type { Around } from './read-around.ts';
import type { Subject } from './subject.ts';

/** What is waited for of a workload, anew when it is something else. */
export interface ProofEvent {
  readonly name: string;
  readonly verdict: Verdict;
}

export interface ProofOptions {
  readonly signal: AbortSignal;
  /** So many milliseconds, or until the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  readonly timeoutMs: number;
  readonly onEvent: (event: ProofEvent) => void;
}

const BETWEEN_LOOKS_MS = 500;
/** Operators of before 1.33 inject after the fact, and the Deployment once more. */
const GRACE_MS = 15_000;

/**
 * Waits until what runs shows that a workload is traced, or is not any more. Gives what is wrong where it does not come to that: TIMED_OUT, or NOT_PROVED
 * where waiting is of no use, with the reasons that the cluster gives.
 */
export async function prove(
  cluster: Reader,
  subject: Subject,
  around: Pick<Around, 'operators' | 'annotations' | 'jaegers'>,
  { signal, sleep, now, timeoutMs, onEvent }: ProofOptions,
): Promise<JaegerError | undefined> {
  const name = nameOf(subject.step);
  const began = now();
  for (let last: Verdict | undefined; ;) {
    signal.throwIfAborted();
    const seen = await look(cluster, subject);
    const verdict = judge(seen, subject.expected);
    if (JSON.stringify(verdict) !== JSON.stringify(last)) onEvent({ name, verdict });
    if (verdict.state === 'proved') return undefined;
    last = verdict;
    const waited = now() - began;
    const isVain = isUninjected(seen, subject) && waited > Math.min(GRACE_MS, timeoutMs);
    if (verdict.state === 'failed' || isVain || waited > timeoutMs) {
      const reasons = await explain(cluster, { subject, seen, around });
      const isTimeout = !isVain && verdict.state !== 'failed';
      const what = isTimeout ? `timed out after ${timeoutMs / 1000}s: ` : '';
      return new JaegerError(isTimeout ? 'TIMED_OUT' : 'NOT_PROVED', `${name}: ${what}${verdict.why}`, {
        hints: reasons,
      });
    }
    await sleep(BETWEEN_LOOKS_MS, signal);
  }
}

/** An operator that has not done anything by now will not. */
const isUninjected = (seen: Seen, { expected }: Subject): boolean =>
  expected.traced &&
  expected.via === 'jaeger-operator' &&
  judge(seen, expected).state === 'waiting' &&
  lacksAgent(seen);

const lacksAgent = ({ live }: Seen): boolean =>
  !live.spec.template.spec.containers.some(({ name }) => name === 'jaeger-agent');

async function look(cluster: Reader, { resource, live: { metadata }, expected }: Subject): Promise<Seen> {
  const { namespace = '', name } = metadata;
  const { live } = wholeOf(resource, await cluster.get(resource, { namespace, name }));
  const labels = at(live, 'spec', 'selector', 'matchLabels');
  const labelSelector = selectorText(Object.assign({}, labels));
  const [pods, sets, endpoints] = await Promise.all([
    cluster.list('pods', { namespace, labelSelector }),
    live.kind === 'Deployment' ? cluster.list(REPLICA_SETS, { namespace, labelSelector }) : [],
    expected.service === undefined ? undefined : readyEndpoints(cluster, expected.service),
  ]);
  return { live, pods, endpoints, replicaSets: sets.filter((set) => isOwnedBy(set, live)) };
}
