import type { Candidate } from './choose-target.ts';
import { isNamed } from './choose-target.ts';
import { nameOf, placeOf, selectJaeger } from './operator-answer.ts';
import { INJECT } from './marks.ts';
import type { Operators } from './operators.ts';
import type { Way } from './record.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { withAnnotations, type Injectable } from './workload.ts';

export interface WayQuestion {
  readonly workload: Injectable;
  readonly candidate: Candidate;
  /** What was asked for. */
  readonly via: Way | undefined;
  readonly operators: Operators;
  readonly jaegers: readonly KubernetesObject[];
  /** Whether the server knows OpenTelemetryCollectors. */
  readonly hasCollectors: boolean;
}

export type WayAnswer = { readonly via: Way; readonly because: string } | { readonly refusal: string };

/** How a workload is to be traced: as was asked for, else as its instance and who is alive suggest. */
export function chooseWay(question: WayQuestion): WayAnswer {
  const { via } = question;
  const chosen = via === undefined ? usualWay(question) : { via, because: 'as asked for' };
  const refusal = RULES[chosen.via](question);
  return refusal === undefined ? chosen : { refusal };
}

function usualWay({ candidate, workload, operators, hasCollectors }: WayQuestion): { via: Way; because: string } {
  const { flavour, generation, jaeger } = candidate;
  const { kind = 'Deployment' } = workload;
  if (generation === 'v2')
    return flavour === 'otel-operator' && hasCollectors && operators.otel !== false
      ? { via: 'otel-operator', because: 'the OpenTelemetry operator runs the instance' }
      : { via: 'env', because: 'the instance is Jaeger v2, which takes OTLP' };
  if (jaeger === undefined) return { via: 'sidecar', because: 'no operator runs the instance' };
  if (kind !== 'Deployment') return { via: 'sidecar', because: `the jaeger-operator does nothing for a ${kind}` };
  return operators.jaeger === false
    ? { via: 'sidecar', because: 'no jaeger-operator answers' }
    : { via: 'jaeger-operator', because: 'the jaeger-operator runs the instance' };
}

type Refusal = (question: WayQuestion) => string | undefined;

const agentRefusal: Refusal = ({ candidate: { generation, namespace, name } }) =>
  generation === 'v2'
    ? `${namespace}/${name} is Jaeger v2: the agent of v1 has no place there; --via env or otel-operator`
    : undefined;

const operatorRefusal: Refusal = ({ candidate, workload, jaegers }) => {
  const { kind = 'Deployment' } = workload;
  if (kind !== 'Deployment') return `the jaeger-operator does nothing for a ${kind}; --via sidecar or env`;
  if (candidate.jaeger === undefined)
    return `${placeOf(candidate)} has no resource of the jaeger-operator; --via sidecar`;
  const named = withAnnotations(workload, { [INJECT]: candidate.name });
  const { jaeger } = selectJaeger({ workload: named, namespace: {}, jaegers });
  const isSame = jaeger !== undefined && isNamed(nameOf(jaeger), candidate);
  const isCertain = jaegers.filter(({ metadata }) => metadata.name === candidate.name).length === 1;
  if (isSame && (isCertain || candidate.namespace === workload.metadata.namespace)) return undefined;
  return `an annotation has only a name, and there are several instances ${candidate.name}: the operator would take another; --via sidecar`;
};

const RULES: Readonly<Record<Way, Refusal>> = {
  'jaeger-operator': (question) => agentRefusal(question) ?? operatorRefusal(question),
  sidecar: agentRefusal,
  'otel-operator': ({ hasCollectors, operators }) =>
    hasCollectors && operators.otel !== false ? undefined : 'there is no OpenTelemetry operator; --via env',
  env: () => undefined,
};
