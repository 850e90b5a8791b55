import { OTEL_INJECT } from './marks.ts';
import { isWanted } from './presumed.ts';
import { podAnnotationsOf, type Injectable } from './workload.ts';

type Texts = Readonly<Record<string, string>>;

const INSTRUMENT = 'instrumentation.opentelemetry.io/inject-';

/** Which instrumentation is asked for, by its annotations: those of the Pods, else of their Namespace (opentelemetry-operator 0.140). */
export function instrumentationAsked(workload: Injectable, namespace: Texts): readonly string[] {
  const own = podAnnotationsOf(workload);
  const keys = new Set([...Object.keys(namespace), ...Object.keys(own)].filter((key) => key.startsWith(INSTRUMENT)));
  return [...keys].filter((key) => isWanted(own[key] ?? namespace[key]));
}

/** Whether its Pods are to be looked at by the OpenTelemetry operator. */
export const asksOtel = (workload: Injectable, namespace: Texts): boolean =>
  isWanted(podAnnotationsOf(workload)[OTEL_INJECT]) ||
  isWanted(namespace[OTEL_INJECT]) ||
  instrumentationAsked(workload, namespace).length > 0;
