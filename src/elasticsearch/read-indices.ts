import type { DataStream, IndexAlias, IndexSize, StoredIndex } from './ports.ts';
import { at, isTrueAt, numberAt, textAt, treeIn, treesIn } from './tree.ts';

/** What is wanted of an index's settings: all others would make the answer many times as long. */
export const INDEX_SETTINGS = [
  'creation_date',
  'hidden',
  'number_of_shards',
  'number_of_replicas',
  'blocks',
  'lifecycle',
  'plugins.index_state_management',
  'opendistro.index_state_management',
];

const BLOCKS = ['read_only', 'read_only_allow_delete', 'read', 'write', 'metadata'];

/** Answers of `_settings` and `_alias`, the same in Elasticsearch 6 to 9 and OpenSearch 1 to 3. */
export const readIndices = (settings: unknown, aliases: unknown): readonly StoredIndex[] =>
  byName(
    Object.entries(treeIn(settings)).map(([name, index]) =>
      readIndex(name, at(index, 'settings'), at(treeIn(aliases)[name], 'aliases')),
    ),
  );

const readIndex = (name: string, settings: unknown, aliases: unknown): StoredIndex => ({
  name,
  createdMs: numberAt(settings, 'index.creation_date') ?? 0,
  aliases: Object.entries(treeIn(aliases)).map(([alias, detail]): IndexAlias => {
    const isWriteIndex = at(detail, 'is_write_index');
    return { name: alias, isWriteIndex: typeof isWriteIndex === 'boolean' ? isWriteIndex : undefined };
  }),
  isHidden: isTrueAt(settings, 'index.hidden'),
  shards: numberAt(settings, 'index.number_of_shards') ?? 1,
  replicas: numberAt(settings, 'index.number_of_replicas') ?? 0,
  blocks: BLOCKS.filter((block) => isTrueAt(settings, `index.blocks.${block}`)),
  ...managedBy(settings),
});

/** ILM's and ISM's settings, of an index or of a template. */
export const managedBy = (settings: unknown): Pick<StoredIndex, 'policy' | 'rolloverAlias'> => ({
  policy: textAt(settings, 'index.lifecycle.name') ?? ismAt(settings, 'policy_id'),
  rolloverAlias: textAt(settings, 'index.lifecycle.rollover_alias') ?? ismAt(settings, 'rollover_alias'),
});

/** Open Distro's name is that of OpenSearch before 1.0, and still understood by it. */
const ismAt = (settings: unknown, name: string): string | undefined =>
  textAt(settings, `index.plugins.index_state_management.${name}`) ??
  textAt(settings, `index.opendistro.index_state_management.${name}`);

/** Rows of `_cat/indices`, whose numbers are text and whose gaps are null. */
export const readSizes = (rows: unknown): readonly IndexSize[] =>
  byName(
    treesIn(rows).flatMap((row): IndexSize | readonly [] => {
      const name = textAt(row, 'index');
      if (name === undefined) return [];
      return {
        name,
        health: (['green', 'yellow', 'red'] as const).find((health) => health === textAt(row, 'health')),
        isOpen: textAt(row, 'status') !== 'close',
        documents: numberAt(row, 'docs.count'),
        bytes: numberAt(row, 'store.size'),
        primaryBytes: numberAt(row, 'pri.store.size'),
      };
    }),
  );

export const readDataStreams = (answer: unknown): readonly DataStream[] =>
  treesIn(at(answer, 'data_streams')).map((stream) => ({
    name: textAt(stream, 'name') ?? '',
    indices: treesIn(stream['indices']).flatMap((index) => textAt(index, 'index_name') ?? []),
    policy: textAt(stream, 'ilm_policy'),
  }));

const byName = <T extends { readonly name: string }>(things: readonly T[]): readonly T[] =>
  things.toSorted((one, other) => (one.name < other.name ? -1 : 1));
