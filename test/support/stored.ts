import type { IndexAlias, StoredIndex } from '../../src/elasticsearch/ports.ts';
import type { Fate, KnownIndex } from '../../src/retention/fate.ts';
import type { Forecast } from '../../src/retention/forecast.ts';
import { nameOf } from '../../src/retention/index-names.ts';
import type { JaegerIndex } from '../../src/retention/jaeger-index.ts';
import type { RetentionSubject } from '../../src/retention/findings/subject.ts';
import type { StoreSnapshot } from '../../src/retention/read-store.ts';

/** 2026-11-23T12:00:00Z. */
export const NOW = Date.UTC(2026, 10, 23, 12);
export const DAY = 86_400_000;

/** An index as Elasticsearch has it; `aliases` as `NAME`, or `NAME!` for the one that is written to. */
export function stored(
  name: string,
  { aliases = [], ...over }: Partial<Omit<KnownIndex, 'aliases'>> & { aliases?: readonly string[] } = {},
): KnownIndex {
  const index: StoredIndex = {
    name,
    createdMs: NOW - DAY,
    aliases: aliases.map((alias): IndexAlias => ({
      name: alias.replace('!', ''),
      isWriteIndex: alias.endsWith('!') ? true : undefined,
    })),
    isHidden: false,
    shards: 1,
    replicas: 0,
    blocks: [],
    policy: undefined,
    rolloverAlias: undefined,
  };
  return { ...index, isOpen: true, ...over };
}

export const sized = (
  bytes: number,
  documents = bytes,
  health: 'green' | 'yellow' | 'red' = 'green',
): KnownIndex['size'] => ({
  name: '',
  health,
  isOpen: true,
  documents,
  bytes,
  primaryBytes: bytes,
});

const KEPT: Fate = { kind: 'kept', atMs: NOW + DAY, by: { kind: 'cleaner', name: 'default/cleaner' } };

export function jaegerIndex(index: KnownIndex, fate: Fate = KEPT): JaegerIndex {
  const name = nameOf(index.name);
  if (name === undefined) throw new Error(`${index.name} is none of Jaeger's`);
  return { index, name, fate };
}

export const emptyStore: StoreSnapshot = {
  version: undefined,
  indices: [],
  sizes: undefined,
  health: undefined,
  disks: undefined,
  limits: undefined,
  templates: undefined,
  lifecycles: undefined,
  policies: undefined,
  dataStreams: undefined,
  errors: [],
};

const NO_FORECAST: Forecast = { days: [], rate: undefined, keptDays: undefined, disks: [], shards: undefined };

/** A subject of which everything is well, but for what is said. */
export function subjectOf(indices: readonly JaegerIndex[], over: Partial<RetentionSubject> = {}): RetentionSubject {
  const root: RetentionSubject['root'] = {
    namespace: 'default',
    name: 'prod',
    flavour: 'helm',
    strategy: 'production',
    storage: { type: 'elasticsearch', address: 'http://elasticsearch:9200', service: undefined, because: 'test' },
    version: '1.76.0',
    endOfLife: true,
    phase: undefined,
    createdAt: undefined,
    evidence: [],
    workloads: [],
  };
  return {
    root,
    runs: [],
    jobs: [],
    settings: [],
    store: { ...emptyStore, indices: indices.map(({ index }) => index) },
    indices,
    own: indices,
    prefix: '',
    usesAliases: false,
    forecast: NO_FORECAST,
    nowMs: NOW,
    ...over,
  };
}
