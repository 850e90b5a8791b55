import { at } from '../jaeger/index.ts';
import { addressesOf } from './addresses.ts';
import { ADDRESSES, decide, type Surroundings } from './decide.ts';
import { itemsAt } from './endpoints.ts';
import { namespaceOf, serviceNamed, type Application, type TracingFacts } from './gather-tracing.ts';
import { INJECT, OTEL_INJECT } from './marks.ts';
import { placeOf } from './operator-answer.ts';
import { agentOfToday, inRunningPods, switchedOff } from './running-pods.ts';
import { sidecarsAmong } from './otel-answer.ts';
import type { Known, Refinement } from './refinement.ts';
import { addressables, destinationOf } from './sent-to.ts';
import { byOtelOperator } from './trace-otel.ts';
import { spanAddresses, type SpanAddress } from './span-addresses.ts';
import { annotationsOf, containersOf, podAnnotationsOf, withPodSpec, type Injectable } from './workload.ts';
import type { Trace } from './workload-list.ts';

export const knownBy = (facts: TracingFacts): Known => ({ facts, addressables: addressables(facts) });

/** Whether a workload is traced, by what runs and not by what is wished for. */
export function traceOf(workload: Application, known: Known): Trace {
  const refinements: readonly Refinement[] = [
    onNode,
    unreadVariables,
    beside,
    lost,
    throughCollectors,
    byOtelOperator,
    inRunningPods,
    agentOfToday,
    switchedOff,
  ];
  return refinements.reduce((trace, refine) => refine(trace, workload, known), decided(workload, known));
}

function decided(workload: Application, known: Known): Trace {
  const around = surroundingsOf(workload, known);
  const decision = decide(workload, around);
  const trace = { ...decision, traced: decision.traced ? 'yes' : 'no' } as const;
  if (decision.traced || decision.how !== 'env' || !isMarked(workload, around)) return trace;
  // What is wished for and not there says more than an address that relies on it.
  const wish = decide(withoutAddresses(workload), around);
  return { ...wish, traced: 'no', reason: `${wish.reason}; ${decision.reason}` };
}

function surroundingsOf(workload: Application, { facts, addressables: instances }: Known): Surroundings {
  const { jaegers, operators } = facts;
  const sidecars = sidecarsAmong(facts.collectors);
  return { namespace: facts.namespaces.get(namespaceOf(workload)) ?? {}, jaegers, operators, sidecars, instances };
}

const isMarked = (workload: Injectable, { namespace }: Pick<Surroundings, 'namespace'>): boolean =>
  [annotationsOf(workload), podAnnotationsOf(workload), namespace].some(
    (annotations) => annotations[INJECT] !== undefined || annotations[OTEL_INJECT] !== undefined,
  );

const withoutAddresses = (workload: Injectable): Injectable =>
  withPodSpec(workload, {
    containers: containersOf(workload).map((container) => ({
      ...container,
      env: (container.env ?? []).filter(({ name }) => !ADDRESSES.has(name)),
    })),
  });

/** The address of the node that a Pod runs on: an agent or a collector of a DaemonSet, as a rule. */
const onNode: Refinement = (trace, workload) => {
  const local = spanAddresses(workload).find(({ source }) => source === 'node');
  if (trace.traced !== 'no' || local === undefined || (trace.how ?? 'env') !== 'env') return trace;
  const reason = `${local.what} of container ${local.container} is ${local.value ?? ''}, on the Pod's own node: what listens there is not known`;
  return { ...trace, traced: 'unknown', how: 'env', reason };
};

/** What Secrets make of a variable is not read, nor what ConfigMaps do that are not there or may not be read. */
const unreadVariables: Refinement = (trace, workload, { facts }) => {
  if (trace.traced !== 'no' || trace.how !== undefined) return trace;
  const unread = spanAddresses(workload).find(({ value }) => value === undefined);
  if (unread !== undefined)
    return {
      ...trace,
      traced: 'unknown',
      how: 'env',
      reason: `${unread.what} of container ${unread.container} comes from ${unreadSource(unread.source)}`,
    };
  const sources = containersOf(workload).flatMap((container) => itemsAt(container, 'envFrom'));
  const hasSecrets = sources.some((source) => at(source, 'configMapRef') === undefined);
  const isBlind =
    sources.length > 0 &&
    facts.errors.some(({ resource, namespace }) => resource === 'configmaps' && namespace === namespaceOf(workload));
  const left = [
    ...(hasSecrets ? ['a Secret of its variables is not read'] : []),
    ...(isBlind ? ['ConfigMaps of its variables may not be read'] : []),
  ];
  return left.length === 0 ? trace : { ...trace, reason: [trace.reason, ...left].join('; ') };
};

const unreadSource = (source: SpanAddress['source']): string =>
  source === 'Secret'
    ? 'a Secret, which is not read'
    : source === undefined
      ? 'elsewhere: what it says is not known'
      : `${source}, which is not there, has no such key, or may not be read`;

/** Ports on which an agent or a collector takes spans. */
const SPAN_PORTS: ReadonlySet<unknown> = new Set([4317, 4318, 6831, 6832, 14268]);

/** Another container of the Pod that listens where the Pod sends to: what becomes of the spans is its own affair. */
const beside: Refinement = (trace, workload, { addressables: known }) => {
  const { isLocal } = addressesOf(known, namespaceOf(workload));
  const local = spanAddresses(workload).find(({ value }) => value !== undefined && isLocal(value));
  if (trace.traced !== 'no' || trace.how !== 'env' || local === undefined) return trace;
  const { template } = workload.spec;
  const others = [...containersOf(workload), ...itemsAt(template.spec, 'initContainers')];
  const taking = others.find(
    (container) =>
      at(container, 'name') !== local.container &&
      itemsAt(container, 'ports').some((port) => SPAN_PORTS.has(at(port, 'containerPort'))),
  );
  if (taking === undefined) return trace;
  const reason = `${local.what} of container ${local.container} is container ${String(at(taking, 'name'))} beside it: where that sends to is not known`;
  return { ...trace, traced: 'unknown', reason };
};

/** What stands behind an address that is no instance's. */
const lost: Refinement = (trace, workload, { facts }) => {
  if (trace.traced !== 'no' || trace.instance !== undefined) return trace;
  const here = namespaceOf(workload);
  const named = spanAddresses(workload).flatMap(({ value }) =>
    value === undefined ? [] : (serviceNamed(value, here) ?? []),
  );
  const unseen = named.find(({ namespace }) => facts.unseen.has(namespace));
  if (unseen !== undefined)
    return {
      ...trace,
      traced: 'unknown',
      reason: `${trace.reason}: namespace ${unseen.namespace} cannot be looked into`,
    };
  const missing = named.find((service) => facts.services.get(placeOf(service)) === undefined);
  return missing === undefined
    ? trace
    : { ...trace, reason: `${trace.reason}: there is no Service ${missing.name} in namespace ${missing.namespace}` };
};

/** By a collector that is not Jaeger itself, to the one that it sends to. */
const throughCollectors: Refinement = (trace, _, { facts, addressables: known }) => {
  if (trace.instance === undefined) return trace;
  const { instance, way } = destinationOf(trace.instance, facts, known);
  if (way === '') return trace;
  return {
    ...trace,
    instance,
    traced: instance === undefined ? 'unknown' : trace.traced,
    reason: `${trace.reason}, ${way}`,
  };
};
