import { COLLECTORS } from '../jaeger/index.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { placeOf, stateOf, type Step } from '../plan/index.ts';
import { findWorkloads } from './find-workloads.ts';
import { OTEL_INJECT } from './marks.ts';
import { OUR_SIDECAR } from './otel-sidecar.ts';
import { readable } from './readable.ts';
import type { Around, Source } from './read-around.ts';
import type { Subject } from './subject.ts';
import { podAnnotationsOf, type Injectable } from './workload.ts';

/** Which sidecar a workload asks for itself. */
export const asksItself = (live: Injectable): string | undefined => podAnnotationsOf(live)[OTEL_INJECT];

interface Leaving {
  /** With the annotations that the Namespace is to have. */
  readonly around: Around;
  /** Those that ask no more. */
  readonly leaving: readonly Subject[];
}

/** Sidecars of our making that nobody in the namespace asks for any more. */
export async function uselessSidecars(
  cluster: Source,
  { around: { namespace, annotations }, leaving }: Leaving,
): Promise<readonly Step[]> {
  const [ours, everybody] = await Promise.all([
    readable(cluster.list(COLLECTORS, { namespace, labelSelector: OUR_SIDECAR }), []),
    findWorkloads(cluster, { namespace, names: [], selector: undefined, all: true }),
  ]);
  const names = new Set(leaving.map(({ live }) => `${live.kind}/${live.metadata.name}`));
  const others = everybody.filter(({ live }) => !names.has(`${live.kind}/${live.metadata.name}`));
  const asked = new Set([annotations[OTEL_INJECT], ...others.map(({ live }) => asksItself(live))]);
  return ours.filter(({ metadata }) => !asked.has(metadata.name)).map(deletion);
}

const deletion = (collector: KubernetesObject): Step => ({
  type: 'delete',
  resource: COLLECTORS,
  object: placeOf(collector),
  preconditions: stateOf(collector),
  live: collector,
  isReversible: true,
});
