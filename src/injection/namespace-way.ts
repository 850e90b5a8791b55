import { JaegerError } from '../errors/index.ts';
import type { Candidate } from './choose-target.ts';
import { isNamed } from './choose-target.ts';
import { INJECT } from './marks.ts';
import type { NamespaceWay } from './namespace-marks.ts';
import { nameOf, placeOf, selectJaeger } from './operator-answer.ts';
import type { Around } from './read-around.ts';
import type { Way } from './record.ts';

export interface NamespaceWayQuestion {
  readonly around: Around;
  readonly candidate: Candidate;
  /** What was asked for. */
  readonly via: Way | undefined;
}

/** Which operator a Namespace asks for an instance. Throws USAGE where none can be asked. */
export function chooseNamespaceWay({ around, candidate, via }: NamespaceWayQuestion): NamespaceWay {
  const chosen = via ?? (candidate.generation === 'v2' ? 'otel-operator' : 'jaeger-operator');
  if (chosen === 'env' || chosen === 'sidecar')
    throw refused(around, `--via ${chosen} is written on workloads, and a Namespace has no Pods of its own`);
  const why = chosen === 'jaeger-operator' ? againstJaeger(around, candidate) : againstOtel(around);
  if (why !== undefined) throw refused(around, why);
  return chosen;
}

const refused = ({ namespace }: Around, why: string): JaegerError =>
  new JaegerError('USAGE', `namespace/${namespace}: ${why}`, {
    hints: [
      `to change every workload of it instead: kubectl jaeger inject --all -n ${namespace}`,
      'nothing has been changed',
    ],
  });

function againstJaeger({ namespace, jaegers, operators }: Around, candidate: Candidate): string | undefined {
  if (candidate.generation === 'v2') return `${placeOf(candidate)} is Jaeger v2: the agent of v1 has no place there`;
  if (candidate.jaeger === undefined) return `${placeOf(candidate)} has no resource of the jaeger-operator`;
  if (operators.jaeger === false) return 'no jaeger-operator answers, and nobody else heeds a Namespace';
  const any = { metadata: { name: '', namespace }, spec: { template: { spec: { containers: [] } } } };
  const { jaeger } = selectJaeger({ workload: any, namespace: { [INJECT]: candidate.name }, jaegers });
  const isCertain = jaegers.filter(({ metadata }) => metadata.name === candidate.name).length === 1;
  const isMeant =
    jaeger !== undefined && isNamed(nameOf(jaeger), candidate) && (isCertain || candidate.namespace === namespace);
  return isMeant
    ? undefined
    : `an annotation has only a name, and there are several instances ${candidate.name}: the operator would take another`;
}

const againstOtel = ({ hasCollectors, operators }: Around): string | undefined =>
  hasCollectors && operators.otel !== false ? undefined : 'there is no OpenTelemetry operator';
