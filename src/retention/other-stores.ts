import { badgerLoss, storeSetting, type ComponentWorkload, type InstanceRoot } from '../jaeger/index.ts';
import type { Job, Pod } from '../kubernetes/types.ts';

/** What a store that is no Elasticsearch keeps, as far as settings tell. */
export interface OtherStore {
  readonly type: InstanceRoot['storage']['type'];
  readonly address: string | undefined;
  /** Sentences, the most important one first. */
  readonly keeps: readonly string[];
  /** RFC 3339: since when nothing has been lost, where a restart loses all. */
  readonly since: string | undefined;
}

export interface StoreSurroundings {
  /** Those that keep spans themselves. */
  readonly pods: readonly Pod[];
  /** Undefined: Jobs could not be read. */
  readonly schemaJobs: readonly Job[];
}

/** Which workload keeps the spans, or writes them to where they are kept. */
export const keeperOf = ({ workloads, storage }: InstanceRoot): ComponentWorkload | undefined =>
  ['all-in-one', 'remote-storage', 'collector', 'ingester', 'query']
    .flatMap((component) => workloads.filter((workload) => workload.component === component))
    .find((workload) => workload.storage.type === storage.type) ?? workloads[0];

type Describe = (
  root: InstanceRoot,
  keeper: ComponentWorkload | undefined,
  surroundings: StoreSurroundings,
) => readonly string[];

const NOWHERE: Describe = ({ storage }) => [
  `its store is not known (${storage.because}): what it keeps cannot be told`,
];

const DESCRIPTIONS: Readonly<Partial<Record<OtherStore['type'], Describe>>> = {
  memory: (_, keeper) => memory(keeper),
  badger: (_, keeper) => badger(keeper),
  cassandra: (root, keeper, { schemaJobs }) => cassandra(root, keeper, schemaJobs),
  clickhouse: (_, keeper) => clickhouse(keeper),
  kafka: ({ storage }) => [
    `spans go to Kafka${storage.address === undefined ? '' : ` at ${storage.address}`}; how long its topic keeps them is Kafka's own setting (retention.ms)`,
    'an ingester stores them for good: ask the instance that it belongs to',
  ],
  grpc: (root) => remote(root),
  'grpc-plugin': (root) => remote(root),
};

/** What is kept by a store that is asked nothing itself: its settings say it. */
export function otherStore(root: InstanceRoot, surroundings: StoreSurroundings): OtherStore {
  const { type, address } = root.storage;
  const keeper = keeperOf(root);
  const describe = DESCRIPTIONS[type] ?? NOWHERE;
  const isLostWithPod =
    type === 'memory' || (type === 'badger' && keeper !== undefined && badgerLoss(keeper) !== undefined);
  return {
    type,
    address,
    keeps: describe(root, keeper, surroundings),
    since: isLostWithPod ? runningSince(surroundings.pods, keeper) : undefined,
  };
}

/** v1: 0, the default, is no limit; v2 takes a million when nothing is said (1.76, 2.13). */
function memory(keeper: ComponentWorkload | undefined): readonly string[] {
  const lost = 'spans are in memory: all of them are lost when the Pod restarts, is evicted or updated';
  if (keeper === undefined) return [lost];
  const told = storeSetting(keeper, { v1: 'memory.max-traces', v2: 'max_traces' });
  const most = told ?? (keeper.generation === 'v1' ? '0' : '1000000');
  const said = told === undefined ? 'by default' : keeper.generation === 'v1' ? 'memory.max-traces' : 'max_traces';
  return [
    lost,
    most === '0'
      ? `the number of traces has no limit (${said}): it grows until the container runs out of memory`
      : `it keeps the last ${most} traces (${said}); older ones are overwritten`,
  ];
}

function badger(keeper: ComponentWorkload | undefined): readonly string[] {
  if (keeper === undefined) return ['spans are in Badger, inside a process that could not be found'];
  const told = storeSetting(keeper, { v1: 'badger.span-store-ttl', v2: 'ttl.spans' });
  const loss = badgerLoss(keeper);
  return [
    `spans are kept for ${told ?? '72h'} (${told === undefined ? 'the default of ' : ''}${keeper.generation === 'v1' ? 'badger.span-store-ttl' : 'ttl.spans'})`,
    loss === undefined
      ? 'its directories are on a volume that outlives the Pod'
      : `they are lost with the Pod: ${loss}`,
  ];
}

/** v1 and the chart: the Job that makes the schema; v2 makes it itself when it is told to (jaeger 1.76 plugin/storage/cassandra/schema/create.sh, 2.13). */
function cassandra(
  root: InstanceRoot,
  keeper: ComponentWorkload | undefined,
  schemaJobs: readonly Job[],
): readonly string[] {
  const [job] = schemaJobs;
  const after = 'Cassandra deletes by itself; what a changed setting says holds for new tables alone';
  if (job !== undefined) {
    const told = variableIn(job, 'TRACE_TTL');
    return [
      `spans are kept for ${inWords(told ?? '172800')} (TRACE_TTL ${told === undefined ? 'is not set' : `of jobs/${job.metadata.name}`})`,
      after,
    ];
  }
  const told = keeper && storeSetting(keeper, { v1: '', v2: 'schema.trace_ttl' });
  const creates = keeper && storeSetting(keeper, { v1: '', v2: 'schema.create' });
  if (keeper?.generation === 'v2' && creates === 'true')
    return [
      `spans are kept for ${told ?? '48h'} (schema.trace_ttl${told === undefined ? ', its default' : ''})`,
      after,
    ];
  const keyspace = keeper && storeSetting(keeper, { v1: 'cassandra.keyspace', v2: 'schema.keyspace' });
  return [
    `how long spans are kept was settled when the schema of ${root.storage.address ?? 'Cassandra'} was made, and no Job that did is left`,
    `ask it: SELECT default_time_to_live FROM system_schema.tables WHERE keyspace_name = '${keyspace ?? 'jaeger_v1_dc1'}' AND table_name = 'traces'`,
  ];
}

function clickhouse(keeper: ComponentWorkload | undefined): readonly string[] {
  const told = keeper && storeSetting(keeper, { v1: '', v2: 'ttl' });
  return [told === undefined ? 'no ttl is set: ClickHouse keeps spans for ever' : `spans are kept for ${told} (ttl)`];
}

const remote = ({ storage }: InstanceRoot): readonly string[] => [
  `spans are handed on to another program by gRPC${storage.address === undefined ? '' : ` at ${storage.address}`}: what it keeps is its own affair`,
];

const variableIn = ({ spec }: Job, name: string): string | undefined =>
  (spec?.template?.spec?.containers ?? []).flatMap(({ env = [] }) => env).find((variable) => variable.name === name)
    ?.value;

const inWords = (seconds: string): string =>
  Number(seconds) === 0
    ? 'ever'
    : /^\d+$/.test(seconds)
      ? `${Math.round((Number(seconds) / 3600) * 10) / 10}h`
      : seconds;

/** The container's last start: the youngest of several Pods. */
function runningSince(pods: readonly Pod[], keeper: ComponentWorkload | undefined): string | undefined {
  return pods
    .flatMap(({ status }) => status?.containerStatuses ?? [])
    .filter(({ name }) => keeper === undefined || name === keeper.container)
    .flatMap(({ state }) => state?.running?.startedAt ?? [])
    .toSorted()
    .at(-1);
}
