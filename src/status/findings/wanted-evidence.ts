import {
  isOfJob,
  jobLogSources,
  makes,
  type JaegerInstance,
  isWaiting,
  troublesOf,
  type LogSource,
} from '../../jaeger/index.ts';
import type { Pod } from '../../kubernetes/types.ts';
import { replicasOf } from '../health.ts';
import { isUnbound } from './claims.ts';
import { NOTICING } from './operator.ts';
import { ageOf } from './subject.ts';

/** Kinds of which events tell what the object does not. */
export type EventKind = 'PersistentVolumeClaim' | 'Pod' | 'StatefulSet' | 'DaemonSet';

export interface Wanted {
  readonly events: readonly EventKind[];
  readonly logs: readonly LogSource[];
  readonly operator: boolean;
}

/** Logs of one instance that are asked for: the third Pod of a Deployment says what the first one says. */
const LOGS = 2;

/** What is worth a request, going by what the lists say. For an instance that looks well, nothing. */
export function wantedEvidence(instance: JaegerInstance, now: Date): Wanted {
  const { jaeger, phase, workloads } = instance;
  const isUnready = workloads.some(({ object }) => {
    const { ready, wanted } = replicasOf(object);
    return ready < wanted || wanted === 0;
  });
  const isNew = jaeger === undefined || ageOf(jaeger, now) < NOTICING;
  return {
    events: eventKinds(instance, now),
    logs: logSources(instance),
    operator: jaeger !== undefined && (isUnready || phase === 'Failed' || (workloads.length === 0 && !isNew)),
  };
}

function eventKinds(instance: JaegerInstance, now: Date): readonly EventKind[] {
  const { claims, pods, workloads, namespace } = instance;
  const here = pods.map(({ object }) => object).filter(({ metadata }) => metadata.namespace === namespace);
  const isSilent = (pod: Pod): boolean => isWaiting(pod) && !isOfJob(instance, pod) && troublesOf(pod).length === 0;
  const lacking = new Set(
    workloads
      .filter(({ object }) => replicasOf(object).wanted > 0 && !here.some((pod) => makes(object, pod)))
      .map(({ object }) => object.resource),
  );
  return [
    ...(claims.some(({ object }) => object.metadata.namespace === namespace && isUnbound(object, now))
      ? (['PersistentVolumeClaim'] as const)
      : []),
    ...(here.some(isSilent) ? (['Pod'] as const) : []),
    ...(lacking.has('statefulsets') ? (['StatefulSet'] as const) : []),
    ...(lacking.has('daemonsets') ? (['DaemonSet'] as const) : []),
  ];
}

/** One Pod of each component that ends again and again, and the Pods of failed Jobs. */
function logSources(instance: JaegerInstance): readonly LogSource[] {
  const crashes = instance.pods.flatMap(({ object: pod, component }) =>
    isOfJob(instance, pod) || pod.status?.phase === 'Failed'
      ? []
      : troublesOf(pod).flatMap((trouble) =>
          trouble.type === 'crash'
            ? { component, source: { pod, container: trouble.container, previous: trouble.previous } }
            : [],
        ),
  );
  const first = [...Map.groupBy(crashes, ({ component }) => component).values()].flatMap(([one]) => one?.source ?? []);
  return [...jobLogSources(instance), ...first].slice(0, LOGS);
}
