import { randomFrom } from './random.ts';

/** How somebody may have written a file. */
export interface LayoutOptions {
  /** Nothing in braces but what has nothing in it. */
  readonly isBlock: boolean;
}

interface Writer {
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(...choices: readonly T[]) => T;
  readonly step: number;
  readonly dash: number;
  readonly isBlock: boolean;
  /** What is written already and can be referred to: its JSON → its anchor. */
  readonly newName: () => string;
  readonly anchors: Map<string, string>;
}

/** A value as YAML in a layout of its own for each `seed`: indentation, comments, blank lines, quotes, braces, anchors, line breaks. */
export function laidOut(value: object, seed: number, { isBlock }: LayoutOptions): string {
  const random = randomFrom(seed);
  const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const chance = (probability: number): boolean => random() < probability;
  let names = 0;
  const newName = (): string => `a${names++}`;
  const writer = {
    newName,
    chance,
    pick,
    step: pick(2, 3, 4),
    dash: pick(0, 2),
    isBlock,
    anchors: new Map<string, string>(),
  };
  const lines = [
    ...(chance(0.3) ? ['# a file', ''] : []),
    ...(chance(0.4) ? [pick('---', '--- # first')] : []),
    ...block(value, writer),
    ...(chance(0.3) ? ['', '  # the end'] : []),
    ...(chance(0.3) ? ['---', 'kind:   Service # not ours', 'metadata: {name:  web}'] : []),
  ];
  return lines.join(pick('\n', '\n', '\r\n')) + pick('\n', '\n', '', '\n\n');
}

const isFilled = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));

function block(value: object, writer: Writer): string[] {
  const parts = Array.isArray(value)
    ? (value as unknown[]).map((item) => itemLines(item, writer))
    : Object.entries(value).map(([key, inner]) => pairLines(key, inner, writer));
  return parts.flatMap((lines) => [...around(writer), ...lines]);
}

const around = ({ chance, pick }: Writer): string[] =>
  chance(0.15) ? [pick('', '# about\twhat follows: {', '   # further in')] : [];

function itemLines(item: unknown, writer: Writer): string[] {
  if (!isFilled(item) || inBraces(writer)) return [`- ${inline(item, writer)}${trailing(writer)}`];
  const lines = block(item, writer);
  // The first line of an item has its dash: no comment.
  const first = lines.findIndex((line) => line !== '' && !/^\s*#/.test(line));
  const [head = '', ...others] = lines.slice(first);
  return [`- ${head}`, ...indent(others, 2)];
}

function pairLines(key: string, value: unknown, writer: Writer): string[] {
  const name = scalar(key, writer);
  const known = writer.anchors.get(JSON.stringify(value));
  if (known !== undefined && writer.chance(0.5)) return [`${name}: *${known}${trailing(writer)}`];
  if (typeof value === 'string' && /^[a-z]+$/.test(value) && key === 'mountPath')
    return [`${name}: |`, ...indent([value], writer.step)];
  if (!isFilled(value)) return [`${name}:${nothing(value, writer) ?? ` ${inline(value, writer)}`}${trailing(writer)}`];
  if (inBraces(writer)) return [`${name}: ${inline(value, writer)}${trailing(writer)}`];
  const lines = block(value, writer);
  const anchor = writer.chance(0.3) ? writer.newName() : undefined;
  if (anchor !== undefined) writer.anchors.set(JSON.stringify(value), anchor);
  const by = Array.isArray(value) ? writer.dash : writer.step;
  return [`${name}:${anchor === undefined ? '' : ` &${anchor}`}${trailing(writer)}`, ...indent(lines, by)];
}

const inBraces = ({ isBlock, chance }: Writer): boolean => !isBlock && chance(0.15);

/** The ways to say that there is nothing. */
function nothing(value: unknown, { pick }: Writer): string | undefined {
  if (value === null) return pick('', ' null', ' ~');
  return typeof value === 'object' ? (Array.isArray(value) ? pick(' []', ' [ ]') : pick(' {}', '  { }')) : undefined;
}

const trailing = ({ chance }: Writer): string => (chance(0.15) ? '  # as it "was"' : '');

function inline(value: unknown, writer: Writer): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? scalar(value, writer) : String(value);
  const [comma, space] = [writer.pick(', ', ','), writer.pick('', ' ')];
  const texts = Array.isArray(value)
    ? (value as unknown[]).map((item) => inline(item, writer))
    : Object.entries(value).map(([key, inner]) => `${scalar(key, writer)}: ${inline(inner, writer)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return texts.length === 0 ? `${open}${close}` : `${open}${space}${texts.join(comma)}${space}${close}`;
}

function scalar(text: string, { pick }: Writer): string {
  const isPlain = /^[A-Za-z][\w./-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  const quoted = [JSON.stringify(text), `'${text.replaceAll("'", "''")}'`];
  return isPlain ? pick(text, text, text, ...quoted) : pick(...quoted);
}
