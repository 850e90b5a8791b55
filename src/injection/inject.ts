import { AGENT_CONTAINER, INJECTED } from '../jaeger/index.ts';
import { withAgent, type AgentSurroundings } from './agent-sidecar.ts';
import { labelOf, type AgentTarget } from './agent-target.ts';
import { writingBetween } from './compare.ts';
import { withEnvironment, type OtlpTarget } from './environment.ts';
import { covers } from './covers.ts';
import { INJECT, OTEL_INJECT, RECORD } from './marks.ts';
import type { AgentExtras } from './presumed.ts';
import { recordOf, writeRecord } from './record.ts';
import { uninject } from './uninject.ts';
import {
  annotationsOf,
  containersOf,
  labelsOf,
  withAnnotations,
  withMetadata,
  withPodAnnotations,
  type Injectable,
} from './workload.ts';

interface OfInstance {
  /** `NAMESPACE/NAME`. */
  readonly instance: string;
}

/** What is to be written, in which way, for which instance. */
export type How = OfInstance &
  (
    | {
        readonly via: 'jaeger-operator' | 'sidecar';
        readonly target: AgentTarget;
        readonly surroundings: AgentSurroundings;
      }
    | { readonly via: 'otel-operator'; readonly collector: string }
    | { readonly via: 'env'; readonly target: OtlpTarget; readonly container?: string | undefined }
  );

/**
 * A workload that is traced in this way, for this instance, and in no other. What was written for another one is taken back first. What an operator
 * adds is not in it; it is in the record, so that it can be taken back when the operator is gone.
 */
export function inject(workload: Injectable, how: How, extras: AgentExtras): Injectable {
  const base = uninject(workload, { extras, namespace: {} }).workload;
  const wished = wishedOf(base, how);
  const effect = how.via === 'jaeger-operator' ? asOperator(wished, how) : wished;
  // The record is one of the annotations: it may be the first.
  const { annotations, ...writing } = writingBetween(base, withAnnotations(effect, { [RECORD]: '' }));
  const { [RECORD]: _, ...others } = annotations;
  const { via, instance } = how;
  const record = writeRecord({ version: 1, via, instance, ...writing, annotations: others });
  const recorded = withAnnotations(wished, { [RECORD]: record });
  return isSaid(workload, recorded, how) ? workload : recorded;
}

function wishedOf(base: Injectable, how: How): Injectable {
  if (how.via === 'jaeger-operator') return withAnnotations(base, { [INJECT]: how.target.name });
  if (how.via === 'otel-operator') return withPodAnnotations(base, { [OTEL_INJECT]: how.collector });
  if (how.via === 'env') return withEnvironment(base, how.target, how.container);
  return withAgent(base, how.target, how.surroundings);
}

type ByOperator = Extract<How, { readonly target: AgentTarget }>;

/** What the operator makes of an annotation: the same agent, and its label. */
export function asOperator(wished: Injectable, { target, surroundings }: ByOperator): Injectable {
  const labels = { ...labelsOf(wished), [INJECTED]: labelOf(target.name) };
  return withMetadata(withAgent(wished, target, surroundings), { labels });
}

/** Whether all of it is there already: what the API server has filled in, and what an operator has added, is no difference. */
function isSaid(workload: Injectable, wanted: Injectable, { via, instance }: How): boolean {
  if (via !== 'jaeger-operator') return covers(workload, wanted);
  const record = recordOf(workload);
  return (
    record?.via === via &&
    record.instance === instance &&
    annotationsOf(workload)[INJECT] === annotationsOf(wanted)[INJECT] &&
    labelsOf(workload)[INJECTED] !== undefined &&
    containersOf(workload).some(({ name }) => name === AGENT_CONTAINER)
  );
}
