import type { Addressable } from './addresses.ts';
import type { Application, TracingFacts } from './gather-tracing.ts';
import type { Trace } from './workload-list.ts';

/** All that is known, and what spans can be sent to by it. */
export interface Known {
  readonly facts: TracingFacts;
  readonly addressables: readonly Addressable[];
}

/** Makes of what the rules of injection say what is true of the Pods that run, and of the Services that there are. */
export type Refinement = (trace: Trace, workload: Application, known: Known) => Trace;
