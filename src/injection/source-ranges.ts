import {
  isCollection,
  isNode,
  isPair,
  isScalar,
  Scalar,
  type CST,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A map or a list of a document that was parsed with its tokens kept. */
export type Collection = YAMLMap | YAMLSeq;

/** A pair of a map or an item of a list, as it stands in the text. */
export interface Entry {
  /** Undefined in a list. */
  readonly key: string | undefined;
  /** Where its key begins, or its dash; in brackets the item itself. */
  readonly start: number;
  /** Behind its colon or dash, its anchor and its tag. */
  readonly head: number;
  /** Undefined where nothing is written. */
  readonly value: Node | undefined;
}

/** In braces or brackets, and not by indentation. */
export const isFlow = (collection: Collection): boolean => collection.flow === true;

export const startOf = (node: Node): number => node.range?.[0] ?? 0;

const isWritten = (node: Node): boolean => startOf(node) < (node.range?.[1] ?? 0);

export function entriesOf(collection: Collection): readonly Entry[] {
  const dashes = isFlow(collection) ? [] : dashed(collection);
  const items: readonly unknown[] = collection.items;
  return items.flatMap((item, index) =>
    isPair(item) ? pairOf(item) : isNode(item) ? [itemOf(item, dashes[index])] : [],
  );
}

function pairOf({ key, value, srcToken }: Pair): readonly Entry[] {
  if (!isNode(key)) return [];
  const head = behind(srcToken?.sep ?? [], key.range?.[1] ?? 0);
  const text = isScalar(key) ? String(key.value) : key.toString();
  return [{ key: text, start: startOf(key), head, value: isNode(value) && isWritten(value) ? value : undefined }];
}

function itemOf(node: Node, start: readonly CST.SourceToken[] | undefined): Entry {
  const dash = start?.find(isDash)?.offset ?? startOf(node);
  const head = behind(start ?? [], dash);
  return { key: undefined, start: dash, head, value: isWritten(node) ? node : undefined };
}

const isDash = ({ type }: CST.SourceToken): boolean => type === 'seq-item-ind';

/** What stands before the value of each item; a comment behind the last one is an item of no dash. */
const dashed = ({ srcToken }: Collection): readonly (readonly CST.SourceToken[])[] =>
  srcToken?.type === 'block-seq' ? srcToken.items.map(({ start }) => start).filter((start) => start.some(isDash)) : [];

const PROPERTIES: ReadonlySet<string> = new Set(['seq-item-ind', 'map-value-ind', 'anchor', 'tag']);

const behind = (tokens: readonly CST.SourceToken[], least: number): number =>
  tokens
    .filter(({ type }) => PROPERTIES.has(type))
    .reduce((end, { offset, source }) => Math.max(end, offset + source.length), least);

/** Where an entry ends; comments and blank lines behind it are no part of it. */
export const entryEnd = ({ head, value }: Entry, source: string): number =>
  value === undefined ? head : endOf(value, source);

/** Where what a node says ends. */
export function endOf(node: Node, source: string): number {
  const [start, end] = node.range ?? [0, 0];
  const last = isCollection(node) && !isFlow(node) ? entriesOf(node).at(-1) : undefined;
  if (last !== undefined) return entryEnd(last, source);
  if (!isScalar(node) || (node.type !== Scalar.BLOCK_LITERAL && node.type !== Scalar.BLOCK_FOLDED)) return end;
  const text = source.slice(start, end);
  const isKept = text.split('\n', 1)[0]?.includes('+') === true; // then blank lines at its end are a part of it
  return start + (isKept ? text.replace(/\r?\n$/, '') : text.trimEnd()).length;
}
