import { stringify } from 'yaml';
import { isTree } from '../jaeger/index.ts';

/** How far things stand in: columns. */
export interface Indentation {
  /** Of a map within a map. */
  readonly step: number;
  /** Of a list's dashes within a map. */
  readonly dash: number;
  /** From a dash to what it stands before. */
  readonly gap: number;
}

/** In braces and brackets on one line. */
export interface FlowStyle {
  /** JSON has its keys quoted. */
  readonly quotesKeys: boolean;
  /** Without a blank behind colons and commas. */
  readonly isCompact: boolean;
}

/** A map or a list with something in it. */
export const isFilled = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** As the lines of a block, the outermost at column 0. */
export function blockLines(value: unknown, layout: Indentation): readonly string[] {
  if (!isFilled(value)) return [scalarText(value)];
  if (Array.isArray(value)) return (value as unknown[]).flatMap((item) => itemLines(item, layout));
  return Object.entries(value).flatMap(([key, inner]) => pairLines(key, inner, layout));
}

function itemLines(item: unknown, layout: Indentation): readonly string[] {
  const [first = '', ...others] = blockLines(item, layout);
  return [`-${' '.repeat(layout.gap - 1)}${first}`, ...indented(others, layout.gap)];
}

function pairLines(key: string, value: unknown, layout: Indentation): readonly string[] {
  if (!isFilled(value)) return [`${scalarText(key)}: ${scalarText(value)}`];
  return [
    `${scalarText(key)}:`,
    ...indented(blockLines(value, layout), Array.isArray(value) ? layout.dash : layout.step),
  ];
}

export const indented = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => ' '.repeat(by) + line);

/** On one line, and so that readers of YAML 1.1, as Kubernetes is, take it for the same. */
export const scalarText = (value: unknown): string =>
  typeof value === 'string' && /[\r\n]/.test(value)
    ? JSON.stringify(value)
    : stringify(value, { lineWidth: 0, compat: 'yaml-1.1' }).trimEnd();

export function flowText(value: unknown, style: FlowStyle): string {
  const [comma, colon] = style.isCompact ? [',', ':'] : [', ', ': '];
  if (Array.isArray(value)) return `[${(value as unknown[]).map((item) => flowText(item, style)).join(comma)}]`;
  if (!isTree(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, inner]) => keyText(key, style) + colon + flowText(inner, style));
  return `{${pairs.join(comma)}}`;
}

export const keyText = (key: string, { quotesKeys }: FlowStyle): string =>
  !quotesKeys && /^[A-Za-z][\w./-]*$/.test(key) && scalarText(key) === key ? key : JSON.stringify(key);
