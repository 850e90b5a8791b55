import type { OpenTelemetryCollector } from '../kubernetes/types.ts';
import type { InstanceName } from './operator-answer.ts';
import { OTEL_INJECT } from './marks.ts';
import { podAnnotationsOf, type Injectable } from './workload.ts';

/** An OpenTelemetryCollector of mode sidecar. */
export type Sidecar = InstanceName;

/** Those among all collectors. */
export const sidecarsAmong = (collectors: readonly OpenTelemetryCollector[]): readonly Sidecar[] =>
  collectors
    .filter(({ spec }) => spec?.mode === 'sidecar')
    .map(({ metadata: { namespace = 'default', name } }) => ({ namespace, name }));

export interface OtelAnswer {
  readonly sidecar: Sidecar | undefined;
  readonly because: string;
}

/** Which sidecar the OpenTelemetry operator puts into new Pods (0.140, pod webhook); undefined where nobody asks for one. */
export function otelAnswer(
  workload: Injectable,
  namespace: Readonly<Record<string, string>>,
  sidecars: readonly Sidecar[],
): OtelAnswer | undefined {
  const own = podAnnotationsOf(workload)[OTEL_INJECT];
  const theirs = namespace[OTEL_INJECT];
  const value = chosen(own, theirs);
  if (value === undefined || value.toLowerCase() === 'false') return undefined;
  const here = workload.metadata.namespace ?? 'default';
  const because = `${OTEL_INJECT}=${value}${value === own ? '' : ' of its Namespace'}`;
  if (value.toLowerCase() === 'true') {
    const [only, ...others] = sidecars.filter((sidecar) => sidecar.namespace === here);
    if (only !== undefined && others.length === 0) return { sidecar: only, because };
    return {
      sidecar: undefined,
      because: `${because}, but there ${only === undefined ? 'is no collector' : 'are several collectors'} of mode sidecar in ${here}`,
    };
  }
  const [name = '', at = here] = value.split('/').toReversed();
  const sidecar = sidecars.find((one) => one.namespace === at && one.name === name);
  return {
    sidecar,
    because: sidecar === undefined ? `${because}, but there is no such collector of mode sidecar` : because,
  };
}

/** A name or `false` on the Pod counts; `true` there, or nothing, lets the Namespace's name or `true` decide. */
function chosen(own: string | undefined, theirs: string | undefined): string | undefined {
  const isOpen = own === undefined || own.toLowerCase() === 'true';
  return isOpen && theirs !== undefined && theirs.toLowerCase() !== 'false' ? theirs : own;
}
