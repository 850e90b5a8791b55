import { makes } from '../jaeger/index.ts';
import type { OpenTelemetryCollector } from '../kubernetes/types.ts';
import { addressesOf } from './addresses.ts';
import { namespaceOf, type Application, type TracingFacts } from './gather-tracing.ts';
import type { InstanceName } from './operator-answer.ts';
import { instrumentationAsked } from './otel-asks.ts';
import { otelAnswer, sidecarsAmong } from './otel-answer.ts';
import { outdated, type SeenPod } from './seen-pods.ts';
import { destinationOf, exportedBy } from './sent-to.ts';
import type { Known, Refinement } from './refinement.ts';
import type { Trace } from './workload-list.ts';

/** What the OpenTelemetry operator was to make of Pods, and whether it did: it changes Pods alone, and only when they are made. */
export const byOtelOperator: Refinement = (trace, workload, known) => {
  if (trace.how !== undefined && trace.how !== 'otel-operator') return trace;
  const { facts } = known;
  const namespace = facts.namespaces.get(namespaceOf(workload)) ?? {};
  const answer = otelAnswer(workload, namespace, sidecarsAmong(facts.collectors));
  if (answer?.sidecar !== undefined) {
    const collector = collectorNamed(facts, answer.sidecar);
    return ofSidecar({ ...trace, how: 'otel-operator', reason: answer.because }, workload, known, collector);
  }
  const asked = instrumentationAsked(workload, namespace);
  if (answer !== undefined || asked.length === 0) return trace;
  const reason = `auto-instrumentation: ${asked.join(', ')}`;
  return ofInstrumentation({ ...trace, how: 'otel-operator', reason }, workload, known);
};

const collectorNamed = ({ collectors }: TracingFacts, sidecar: InstanceName): OpenTelemetryCollector | undefined =>
  collectors.find((one) => one.metadata.name === sidecar.name && namespaceOf(one) === sidecar.namespace);

function ofSidecar(
  trace: Trace,
  workload: Application,
  known: Known,
  collector: OpenTelemetryCollector | undefined,
): Trace {
  const { instance, way } = exportedBy(collector, known.facts, known.addressables);
  const sent: Trace = { ...trace, instance: instance ?? trace.instance, reason: `${trace.reason}, ${way}` };
  const pods = podsOf(workload, known.facts);
  const found = inPods(sent, pods, { has: ({ sidecar }) => sidecar !== undefined, what: 'sidecar' }, known);
  if (found.traced !== 'yes' && found.traced !== 'partly') return found;
  if (found.instance === undefined) return { ...found, traced: 'unknown' };
  const [old] = (pods ?? []).flatMap((pod) => outdated(pod, collector) ?? []);
  return old === undefined
    ? found
    : { ...found, reason: `${found.reason}; its sidecar is outdated: ${old}: inject --restart` };
}

function ofInstrumentation(trace: Trace, workload: Application, known: Known): Trace {
  const pods = podsOf(workload, known.facts);
  const found = inPods(trace, pods, { has: ({ isInstrumented }) => isInstrumented, what: 'instrumentation' }, known);
  if (found.traced !== 'yes' && found.traced !== 'partly') return found;
  const endpoint = (pods ?? []).find((pod) => pod.endpoint !== undefined)?.endpoint;
  if (endpoint === undefined)
    return { ...found, traced: 'unknown', reason: `${found.reason}; where it sends to is not known` };
  const sentTo = addressesOf(known.addressables, namespaceOf(workload)).instanceAt(endpoint);
  const { instance, way } = sentTo === undefined ? LOST : destinationOf(sentTo, known.facts, known.addressables);
  const reason = [`${found.reason}, to ${endpoint}`, way].filter((part) => part !== '').join(', ');
  return { ...found, instance, reason, traced: instance === undefined ? 'unknown' : found.traced };
}

const LOST = { instance: undefined, way: 'where no instance is known' };

/** Undefined: they could not be read. */
const podsOf = (workload: Application, { pods }: TracingFacts): readonly SeenPod[] | undefined =>
  pods.get(namespaceOf(workload))?.filter((pod) => makes(workload, pod));

interface Sign {
  readonly has: (pod: SeenPod) => boolean;
  readonly what: string;
}

function inPods(trace: Trace, pods: readonly SeenPod[] | undefined, { has, what }: Sign, { facts }: Known): Trace {
  if (pods === undefined) return { ...trace, traced: 'unknown', reason: `${trace.reason}; its Pods may not be read` };
  if (pods.length === 0) return { ...trace, traced: 'no', reason: `${trace.reason}; no Pod of it runs` };
  const count = pods.filter(has).length;
  const gone = facts.operators.otel === false ? '; no OpenTelemetry operator answers: new Pods will not have it' : '';
  if (count === pods.length) return { ...trace, traced: 'yes', reason: `${trace.reason}${gone}` };
  const some = count === 0 ? 'none' : `${count} of ${pods.length}`;
  const why =
    facts.operators.otel === false
      ? 'no OpenTelemetry operator answers'
      : 'they are older than what asks for it, or nobody answered when they were made: inject --restart';
  return {
    ...trace,
    traced: count === 0 ? 'no' : 'partly',
    reason: `${trace.reason}; ${some} of its Pods ${count === 1 ? 'has' : 'have'} the ${what}: ${why}`,
  };
}
