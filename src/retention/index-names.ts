/** What is kept in an index. `archive` is v1's archive of spans; v2 archives into spans under a prefix of their own. */
export type IndexType = 'span' | 'service' | 'dependencies' | 'sampling' | 'archive';

/**
 * How a name ends: a date; a generation (`-000001`); nothing (v1's archive without aliases); `-read` or `-write`, which are names of
 * aliases; a data stream's or its backing index's.
 */
export type IndexForm =
  'daily' | 'hourly' | 'monthly' | 'rollover' | 'archive' | 'alias-name' | 'data-stream' | 'other';

export interface IndexName {
  /** All before `jaeger-span`, its dash or colon included: `prod-`, empty for none. */
  readonly prefix: string;
  readonly type: IndexType;
  readonly form: IndexForm;
  /** The start of the hour, day or month of its name, in milliseconds since 1970, UTC. */
  readonly dateMs?: number;
  readonly generation?: number;
  /** Between the parts of the date; empty for none. */
  readonly separator?: string;
  /** What follows the date or the generation: `-reindexed`. */
  readonly suffix?: string;
}

/** A name of `jaeger-span-…`, dated or not, as far as servers and es-rollover write it (up to 2.20). The last such word counts: a prefix may have one as well. */
const CLASSIC = /^(.*)jaeger-(?:(span|service)-(archive)|(span|service|dependencies|sampling))(?:(-)(.*))?$/s;

/** `jaeger.spans` and, of 1 and later, `.ds-jaeger.spans-2026.11.23-000001` (RFC 0004; also under a snapshot's `partial-`). */
const STREAM = /^(.*?)jaeger\.(span|service|dependencies|sampling)s?(?:-(.*))?$/s;

/** What an index is by its name; undefined when it is not Jaeger's. */
export function nameOf(index: string): IndexName | undefined {
  const [, prefix = '', archived, archive, plain, dash, rest = ''] = CLASSIC.exec(index) ?? [];
  const type = archived === undefined ? typeOf(plain) : 'archive';
  if (type === undefined) return streamOf(index);
  if (prefix.startsWith('.')) return undefined;
  if (dash === undefined) return { prefix, type, form: archive === undefined ? 'other' : 'archive' };
  return { prefix, type, ...endingOf(rest) };
}

const TYPES: ReadonlyMap<string, IndexType> = new Map([
  ['span', 'span'],
  ['service', 'service'],
  ['dependencies', 'dependencies'],
  ['sampling', 'sampling'],
]);

const typeOf = (word: string | undefined): IndexType | undefined => TYPES.get(word ?? '');

function streamOf(index: string): IndexName | undefined {
  const [, before = '', word, backing = ''] = STREAM.exec(index) ?? [];
  const type = typeOf(word);
  const prefix = before.replace('.ds-', '');
  if (type === undefined || prefix.startsWith('.')) return undefined;
  const [, date = '', generation] = /^(?:(.*)-)?(\d{6,})$/.exec(backing) ?? [];
  return {
    prefix,
    type,
    ...(date === '' ? {} : dateOf(date)),
    form: 'data-stream',
    ...(generation !== undefined && { generation: Number(generation) }),
  };
}

type Ending = Omit<IndexName, 'prefix' | 'type'>;

function endingOf(rest: string): Ending {
  if (rest === 'read' || rest === 'write') return { form: 'alias-name' };
  return dateOf(rest) ?? generationOf(rest) ?? { form: 'other' };
}

/** Elasticsearch counts in six digits, and in more after the millionth. */
function generationOf(rest: string): Ending | undefined {
  const [, digits, suffix = ''] = /^(\d{6,7})(?!\d)(.*)$/s.exec(rest) ?? [];
  return digits === undefined
    ? undefined
    : { form: 'rollover', generation: Number(digits), ...(suffix !== '' && { suffix }) };
}

/** Year of four to six digits, for clocks do run ahead; with no separator at all the year has four. */
const DATE =
  /^(?:(?<y>\d{4,6})(?<s>\D{1,3})(?<m>\d\d)(?:\k<s>(?<d>\d\d)(?:\D{1,3}(?<h>\d\d))?)?|(?<Y>\d{4})(?<M>\d\d)(?<D>\d\d)(?<H>\d\d)?)(?!\d)(?<suffix>.*)$/s;

function dateOf(rest: string): Ending | undefined {
  const { groups } = DATE.exec(rest) ?? {};
  if (groups === undefined) return undefined;
  const [year, month, day, hour] = (['y', 'm', 'd', 'h'] as const).map(
    (part) => groups[part] ?? groups[part.toUpperCase()],
  );
  const dateMs = dateMsOf(Number(year), Number(month), Number(day ?? 1), Number(hour ?? 0));
  const { s: separator = '', suffix = '' } = groups;
  if (dateMs === undefined || (day === undefined && suffix !== '')) return undefined;
  const form = day === undefined ? 'monthly' : hour === undefined ? 'daily' : 'hourly';
  return { form, dateMs, separator, ...(suffix !== '' && { suffix }) };
}

/** Undefined for a day or an hour that there is not. */
function dateMsOf(year: number, month: number, day: number, hour: number): number | undefined {
  const dateMs = Date.UTC(year, month - 1, day, hour);
  return new Date(dateMs).getUTCMonth() === month - 1 && hour < 24 ? dateMs : undefined;
}
