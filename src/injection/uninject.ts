import { AGENT_CONTAINER, INJECTED } from '../jaeger/index.ts';
import { INJECT, OTEL_INJECT, REVISION } from './marks.ts';
import { isWanted, presumedWriting, type AgentExtras } from './presumed.ts';
import { NOTHING, recordOf, type InjectionRecord, type Writing } from './record.ts';
import { undo, type Undone } from './undo.ts';
import {
  annotationsOf,
  containersOf,
  labelsOf,
  withAnnotations,
  withPodAnnotations,
  type Injectable,
} from './workload.ts';

export interface UninjectContext {
  readonly extras: AgentExtras;
  /** The annotations of its Namespace, which may ask for it to be injected again. */
  readonly namespace: Readonly<Record<string, string>>;
}

/**
 * A workload without all that injection has written on it, ours by its record, somebody else's by the values that an operator computes.
 * Where its Namespace asks for injection it gets `false`, which is not what was there before.
 */
export function uninject(workload: Injectable, { extras, namespace }: UninjectContext): Undone {
  const record = recordOf(workload);
  const own = undo(workload, record === undefined ? NOTHING : asWritten(record, workload, extras));
  const others = undo(own.workload, presumedWriting(own.workload, extras));
  const left = [...own.left, ...others.left, ...handMade(others.workload)];
  return { workload: refusing(others.workload, namespace), left };
}

/** What the operator has written of its own accord since: its counter, and the variables of another release. */
function asWritten(record: InjectionRecord, workload: Injectable, extras: AgentExtras): Writing {
  if (record.via !== 'jaeger-operator') return record;
  const { env } = presumedWriting(workload, extras);
  const refreshed = Object.entries(record.env).map(([container, variables]) => {
    const now = Object.entries(env[container] ?? {}).filter(([name]) => name in variables);
    return [container, { ...variables, ...Object.fromEntries(now) }] as const;
  });
  const annotations = { [REVISION]: { was: null, now: '' }, ...record.annotations };
  return { ...record, annotations, env: Object.fromEntries(refreshed) };
}

/** An agent that nobody has said anything of. */
export const isHandMade = (workload: Injectable): boolean =>
  labelsOf(workload)[INJECTED] === undefined &&
  containersOf(workload).some(({ name }) => name === AGENT_CONTAINER) &&
  !(recordOf(workload)?.containers ?? []).includes(AGENT_CONTAINER);

const handMade = (workload: Injectable): readonly string[] =>
  isHandMade(workload) ? [`container ${AGENT_CONTAINER} was put there by hand`] : [];

function refusing(workload: Injectable, namespace: UninjectContext['namespace']): Injectable {
  const { kind = 'Deployment' } = workload;
  const byOperator = kind === 'Deployment' && isWanted(namespace[INJECT]);
  const refused = byOperator && isWanted(annotationsOf(workload)[INJECT] ?? 'true');
  const own = refused ? withAnnotations(workload, { [INJECT]: 'false' }) : workload;
  const byOtel = isWanted(namespace[OTEL_INJECT]);
  return byOtel ? withPodAnnotations(own, { [OTEL_INJECT]: 'false' }) : own;
}
