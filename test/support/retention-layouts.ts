import type { Container } from '../../src/kubernetes/types.ts';
import { TOOLS_VERSIONS, type ToolsVersion } from '../ground/store-tools.ts';

export interface LayoutIndex {
  readonly name: string;
  readonly createdMs: number;
  readonly aliases: readonly string[];
  readonly isHidden: boolean;
  readonly isOpen: boolean;
}

type Action = 'clean' | 'lookback' | 'rollover';

/** What lies in a store, and what is run on it. */
export interface Layout {
  readonly indices: readonly LayoutIndex[];
  readonly action: Action;
  readonly version: ToolsVersion;
  /** `URL` in its arguments stands for the store's. */
  readonly container: Container;
}

interface Draw {
  pick<Item>(items: readonly Item[]): Item;
  chance(of: number): boolean;
  between(low: number, high: number): number;
}

const drawFrom = (random: () => number): Draw => {
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  return {
    between,
    chance: (of) => random() < of,
    // Not empty: every call gives a list that is written down here.
    pick: <Item>(items: readonly Item[]) => items[between(0, items.length - 1)] as Item,
  };
};

const DAY_MS = 86_400_000;
const DAYS = [0, 1, 7, 365, -1, 3, 106_751, 106_752, 200_000];
/** As the tool is given them, and as an index has them. */
const GIVEN = [
  '',
  'foo',
  'foo-',
  'jaeger',
  'f.o',
  'f*',
  '*',
  'foo|',
  'bar|foo',
  'FOO',
  'foo:',
  'foo(',
  '[fg]oo',
  'foo,bar',
  'a?',
];
const STORED = ['', 'foo-', 'foo--', 'jaeger-', 'f.o-', 'bar-', 'fo-', 'shrink-', '0-foo-'];
const SEPARATORS = ['-', '.', '_', ''];
const GIVEN_SEPARATORS = ['-', '-', '.', '_', '', '|', '(', '[-.]', '--'];
const TYPES = ['span', 'service', 'dependencies', 'sampling', 'spans', 'span-archive', 'service-archive'];
const SUFFIXES = ['', '', '', '', '-', '.bak', '-reindexed', '1', '-13'];

/** The same ones for the same numbers and the same time. */
export function layoutOf(random: () => number, nowMs: number, versions = TOOLS_VERSIONS): Layout {
  const draw = drawFrom(random);
  const action = draw.pick<Action>(['clean', 'clean', 'clean', 'clean', 'lookback', 'rollover']);
  const given = draw.chance(0.5) ? draw.pick(['', 'foo']) : draw.pick(GIVEN);
  const days = draw.pick(DAYS);
  const version = draw.pick(versions);
  const own = given === '' ? '' : `${given}-`;
  const prefixes = STORED.includes(own) && draw.chance(0.8) ? [own, own, draw.pick(STORED)] : STORED;
  const names = new Set(Array.from({ length: draw.between(4, 10) }, () => nameFor(draw, draw.pick(prefixes))));
  const indices = [...names].map((name) => indexFor(draw, name, { action, nowMs, days }));
  const container = action === 'clean' ? cleaner(draw, given, days, version) : rollover(draw, action, given, version);
  return { indices: withoutClashes(indices), action, version, container };
}

function nameFor(draw: Draw, prefix: string): string {
  const start = `${prefix}jaeger-${draw.pick(TYPES)}`;
  if (draw.chance(0.05)) return draw.pick([start, `${start}-write`, `${start}-00001`, `${start}-2026-13`]);
  if (draw.chance(0.45)) return `${start}-00000${draw.between(1, 4)}${draw.pick(SUFFIXES)}`;
  const year = draw.chance(0.05) ? draw.pick(['12026', '999', '8160']) : draw.pick(['2025', '2026']);
  const [month, day] = [draw.between(1, 13), draw.between(1, 31)].map((number) => String(number).padStart(2, '0'));
  return `${start}-${[year, month, day].join(draw.pick(SEPARATORS))}${draw.pick(SUFFIXES)}`;
}

interface Around {
  readonly action: Action;
  readonly nowMs: number;
  readonly days: number;
}

function indexFor(draw: Draw, name: string, around: Around): LayoutIndex {
  const base = name.replace(/-[^-]*\d.*$/, '');
  const wanted = around.action === 'clean' ? 0.25 : 0.6;
  const aliases = [
    ...(draw.chance(wanted) ? [`${base}-read`] : []),
    ...(draw.chance(wanted / 2) ? [`${base}-write`] : []),
    ...(draw.chance(0.06)
      ? [draw.pick(['jaeger-span-write', 'foo-jaeger-service-write', 'jaeger-all', 'unrelated'])]
      : []),
  ];
  return {
    name,
    // A rollover goes by the date that the store itself has.
    createdMs: around.action === 'rollover' ? around.nowMs : createdAt(draw, around),
    aliases,
    isHidden: draw.chance(0.04),
    isOpen: draw.chance(0.95),
  };
}

/** Beside the cut-off of either rule, to a second on both sides, and anywhere. */
function createdAt(draw: Draw, { nowMs, days, action }: Around): number {
  const midnight = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const span = (action === 'clean' && Math.abs(days) < 1000 ? days : draw.between(0, 3)) * DAY_MS;
  const second = 1000 * draw.pick([-1, 0, 1]);
  return draw.pick([
    midnight + DAY_MS - span + second,
    midnight - span + second,
    // The tool looks at its clock a moment later.
    nowMs - span + draw.pick([-60, 60, 600]) * 1000,
    nowMs - draw.between(0, 400) * DAY_MS,
    nowMs - draw.between(0, 10) * 3_600_000,
  ]);
}

/** An alias may have the name of no index, and no two indices may be written through one. */
function withoutClashes(indices: readonly LayoutIndex[]): readonly LayoutIndex[] {
  const names = new Set(indices.map(({ name }) => name));
  return indices.map((index) => ({
    ...index,
    aliases: [...new Set(index.aliases)].filter((alias) => !names.has(alias)),
  }));
}

type Variable = NonNullable<Container['env']>[number];

interface Given {
  readonly args: string[];
  readonly env: Variable[];
}

const nothingGiven = (): Given => ({ args: [], env: [] });

/** A setting as a flag, as a variable, or as both, of which the flag counts. */
function give(draw: Draw, { args, env }: Given, flag: string, value: string): void {
  const name = flag.toUpperCase().replaceAll(/[.-]/g, '_');
  const asFlag = draw.chance(0.4);
  if (asFlag) args.push(`--${flag}=${value}`);
  if (!asFlag || draw.chance(0.2)) env.push({ name, value: asFlag ? 'other' : value });
}

function cleaner(draw: Draw, given: string, days: number, version: ToolsVersion): Container {
  const told = nothingGiven();
  if (given !== '') give(draw, told, 'index-prefix', given);
  if (draw.chance(0.5)) give(draw, told, 'index-date-separator', draw.pick(GIVEN_SEPARATORS));
  if (draw.chance(0.4)) give(draw, told, 'rollover', draw.pick(['true', 'true', '1', 'T', 'false']));
  if (draw.chance(0.15)) give(draw, told, 'archive', 'true');
  if (draw.chance(0.08)) told.env.push({ name: 'ROLLOVER', value: 'yes' });
  if (draw.chance(0.05)) told.env.push({ name: 'ES_INDEX_PREFIX', value: 'foo' });
  if (draw.chance(version === '1.76.0' ? 0.5 : 0.05)) {
    told.args.push(`--feature-gates=${draw.pick(['', '-', '+'])}es.index.relativeTimeIndexDeletion`);
  }
  const url = draw.chance(0.04) ? draw.pick(['URL/', '', '$(STORE)']) : 'URL';
  told.env.push({ name: 'STORE', value: 'URL' });
  const ends = days < 0 ? [...told.args, '--', String(days), url] : [String(days), ...told.args, url];
  return { name: 'cleaner', image: `jaegertracing/jaeger-es-index-cleaner:${version}`, args: ends, env: told.env };
}

const CONDITIONS = [
  '{}',
  '{"max_age":"1h"}',
  '{"max_docs":1}',
  '{"max_docs":1,"max_age":"1ms"}',
  'no JSON',
  '{"max_size":"1pb"}',
];

function rollover(draw: Draw, action: 'lookback' | 'rollover', given: string, version: ToolsVersion): Container {
  const told = nothingGiven();
  if (given !== '') give(draw, told, 'index-prefix', given);
  if (draw.chance(0.2)) give(draw, told, 'archive', 'true');
  if (draw.chance(0.3)) give(draw, told, 'skip-dependencies', 'true');
  if (action === 'rollover') give(draw, told, 'conditions', draw.pick(CONDITIONS));
  else if (draw.chance(0.8)) {
    give(draw, told, 'unit', draw.pick(['days', 'weeks', 'months', 'years', 'hours', 'minutes', 'fortnights']));
    give(draw, told, 'unit-count', String(draw.between(0, 3)));
  }
  const image = `jaegertracing/jaeger-es-rollover:${version}`;
  return { name: 'rollover', image, args: [action, ...told.args, 'URL'], env: told.env };
}
