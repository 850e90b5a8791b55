import type { IndexSize, StoredIndex } from '../elasticsearch/ports.ts';

export type RolledIndex = Pick<StoredIndex, 'name' | 'createdMs' | 'shards'> & {
  readonly size?: IndexSize | undefined;
};

/** One of the conditions on which an index is rolled over, as `CONDITIONS`, ILM or ISM have it. */
export interface RolloverCondition {
  /** `max_age`. */
  readonly name: string;
  /** `2d`. */
  readonly value: string;
  /** Undefined when what it asks for is not known. */
  readonly isMet: boolean | undefined;
  /** When it is met by the passing of time alone, in milliseconds since 1970. */
  readonly metAtMs?: number;
}

export type Conditions = Readonly<Record<string, unknown>>;

/**
 * Every condition against the index that is written to (Elasticsearch 7.10 to 9, OpenSearch 1 to 3). Of the shard-wise ones only the mean of its
 * primaries is known, and the greatest shard has that or more.
 */
export const conditionsOf = (conditions: Conditions, index: RolledIndex, nowMs: number): readonly RolloverCondition[] =>
  Object.entries(conditions).map(([name, raw]) => {
    const value = typeof raw === 'string' ? raw : JSON.stringify(raw);
    const limit = limitOf(name, value);
    const metAtMs = limit === undefined || !isAge(name) ? undefined : Math.ceil(index.createdMs + limit);
    return {
      name,
      value,
      isMet: metAtMs === undefined ? isReached(name, limit, index) : metAtMs <= nowMs,
      ...(metAtMs !== undefined && { metAtMs }),
    };
  });

/**
 * When it is rolled over, if nothing happens but the passing of time; undefined when it is not by that. With Elasticsearch's every `min_` must be
 * met and one of the `max_`; with ISM any of them.
 */
export function rolloverDue(
  conditions: readonly RolloverCondition[],
  nowMs: number,
  kind: 'elasticsearch' | 'ism' = 'elasticsearch',
): RolloverDue | undefined {
  // No condition at all rolls over at each run.
  if (conditions.length === 0) return { fromMs: nowMs, condition: undefined };
  const isWanted = ({ name }: RolloverCondition): boolean => kind === 'elasticsearch' && name.startsWith('min_');
  const times = (wanted: boolean): readonly RolloverDue[] =>
    conditions
      .filter((condition) => isWanted(condition) === wanted)
      .map((condition) => ({ condition, fromMs: condition.isMet ? nowMs : (condition.metAtMs ?? Infinity) }));
  const first = times(false).toSorted((a, b) => a.fromMs - b.fromMs)[0];
  const fromMs = Math.max(first?.fromMs ?? Infinity, ...times(true).map((due) => due.fromMs));
  return first === undefined || fromMs === Infinity ? undefined : { ...first, fromMs };
}

export interface RolloverDue {
  /** A run from then on rolls it over. */
  readonly fromMs: number;
  readonly condition: RolloverCondition | undefined;
}

const isAge = (name: string): boolean => /^(?:max_age|min_age|min_index_age)$/.test(name);

function isReached(name: string, limit: number | undefined, { shards, size }: RolledIndex): boolean | undefined {
  const amount = amountOf(name, size, shards);
  if (limit === undefined || amount === undefined) return undefined;
  if (amount >= limit) return true;
  // Below the mean, one shard may still be beyond it.
  return /shard/.test(name) && shards > 1 ? undefined : false;
}

const DOCUMENTS = /^(?:(?:max|min)_(?:primary_shard_)?docs|min_doc_count)$/;
const BYTES = /^(?:max|min)_(?:primary_shard_)?size$/;

function amountOf(name: string, size: IndexSize | undefined, shards: number): number | undefined {
  const amount = DOCUMENTS.test(name) ? size?.documents : BYTES.test(name) ? size?.primaryBytes : undefined;
  return amount === undefined || !name.includes('shard') ? amount : amount / shards;
}

const TIMES: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
const SIZES: Readonly<Record<string, number>> = {
  b: 1,
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
  pb: 2 ** 50,
};

/** In milliseconds, bytes or pieces; undefined for a unit that is none. */
function limitOf(name: string, value: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim()) ?? [];
  if (number === undefined) return undefined;
  if (isAge(name)) return scaled(number, TIMES[unit.toLowerCase()]);
  return name.endsWith('size') ? scaled(number, SIZES[unit.toLowerCase()]) : unit === '' ? Number(number) : undefined;
}

const scaled = (number: string, unit: number | undefined): number | undefined =>
  unit === undefined ? undefined : Number(number) * unit;
