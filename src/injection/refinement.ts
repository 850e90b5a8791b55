import type { Addressable } from './addresses.ts';
import { namespaceOf, type Application, type TracingFacts } from './gather-tracing.ts';
import type { Sidecar } from './otel-answer.ts';
import type { Trace } from './workload-list.ts';

/** All that is known, and what spans can be sent to by it. */
export interface Known {
  readonly facts: TracingFacts;
  readonly addressables: readonly Addressable[];
}

/** Makes of what the rules of injection say what is true of the Pods that run, and of the Services that there are. */
export type Refinement = (trace: Trace, workload: Application, known: Known) => Trace;

export const sidecarsIn = ({ collectors }: TracingFacts): readonly Sidecar[] =>
  collectors
    .filter(({ spec }) => spec?.mode === 'sidecar')
    .map((one) => ({ namespace: namespaceOf(one), name: one.metadata.name }));
