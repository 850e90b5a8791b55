import type { Component, ComponentWorkload, Evidence, InstanceRoot, JaegerInstance, SpanStorage } from './instance.ts';

/** What several workloads say together. The one that is asked for traces counts before those that take them in. */
const RANK: readonly Component[] = ['query', 'all-in-one', 'ingester', 'remote-storage', 'collector', 'unknown'];

const ranked = (workloads: readonly ComponentWorkload[]): readonly ComponentWorkload[] =>
  RANK.flatMap((rank) => workloads.filter(({ component }) => component === rank));

/** Of the query service, else of the next that has one. */
export const versionAmong = (workloads: readonly ComponentWorkload[]): string | undefined =>
  ranked(workloads).find(({ version }) => version !== undefined)?.version;

/** Kafka stands between collectors and the store: it is the store only where no other is named. */
function storageAmong(workloads: readonly ComponentWorkload[]): SpanStorage {
  const storages = ranked(workloads).map(({ storage }) => storage);
  return (
    storages.find(({ type }) => type !== 'kafka' && type !== 'unknown') ??
    storages[0] ?? { type: 'unknown', address: undefined, service: undefined, because: 'no workload says it' }
  );
}

/** The operator's words, for instances that have no custom resource. */
function strategyAmong(workloads: readonly ComponentWorkload[]): JaegerInstance['strategy'] {
  const streams = workloads.some(({ component, storage }) => component === 'ingester' || storage.type === 'kafka');
  if (streams) return 'streaming';
  return workloads.some(({ component }) => component === 'all-in-one') ? 'allinone' : 'production';
}

const oldest = (workloads: readonly ComponentWorkload[]): string | undefined =>
  workloads.flatMap(({ object }) => object.metadata.creationTimestamp ?? []).toSorted()[0];

/** Jaeger v1 has ended with 1.76. */
export const isEndOfLife = (workloads: readonly ComponentWorkload[]): boolean =>
  workloads.some(({ generation }) => generation === 'v1');

export const evidenceOf = (workloads: readonly ComponentWorkload[], ...more: readonly string[]): readonly Evidence[] =>
  workloads.map(({ object, because }) => ({
    object: `${object.resource}/${object.metadata.name}`,
    because: [because, ...more].join(', '),
  }));

/** An instance of which nothing but its workloads speaks. */
export const rootAmong = (
  workloads: readonly ComponentWorkload[],
  what: Pick<InstanceRoot, 'namespace' | 'name' | 'flavour' | 'endOfLife'>,
  ...because: readonly string[]
): InstanceRoot => ({
  ...what,
  strategy: strategyAmong(workloads),
  storage: storageAmong(workloads),
  version: versionAmong(workloads),
  phase: undefined,
  createdAt: oldest(workloads),
  evidence: evidenceOf(workloads, ...because),
  workloads,
});
