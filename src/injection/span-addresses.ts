import { AGENT_CONTAINER } from '../jaeger/index.ts';
import { ADDRESSES, agentAddress } from './decide.ts';
import { containersOf, type Injectable, type VariableSource } from './workload.ts';

/** Where a workload says that spans go. */
export interface SpanAddress {
  /** What says it: a variable, or the agent. */
  readonly what: string;
  readonly container: string;
  /** Undefined where what it comes from could not be read. */
  readonly value: string | undefined;
  /** Undefined: it is written there. */
  readonly source: VariableSource | undefined;
}

export const spanAddresses = (workload: Injectable): readonly SpanAddress[] =>
  containersOf(workload).flatMap((container) => {
    const { name, env } = container;
    const agent = name === AGENT_CONTAINER ? agentAddress(container) : undefined;
    const variables = (env ?? [])
      .filter((variable) => ADDRESSES.has(variable.name))
      .map((variable): SpanAddress => ({
        what: variable.name,
        container: name,
        value: typeof variable.value === 'string' ? variable.value : undefined,
        source: variable.source,
      }));
    return agent === undefined
      ? variables
      : [{ what: 'the agent', container: name, value: agent, source: undefined }, ...variables];
  });
