import { isAlias, isMap, isPair, isScalar, isSeq, type Alias, type Document } from 'yaml';
import { at } from '../jaeger/index.ts';
import type { Collection } from './source-ranges.ts';

/** What has an anchor, as it becomes. */
export type Anchored = Map<string, unknown>;

interface Context {
  readonly document: Document;
  readonly anchored: Anchored;
}

/** What an alias stands for, when all before it has been edited. */
export const anchoredValue = (alias: Alias, { document, anchored }: Context): unknown =>
  anchored.has(alias.source) ? anchored.get(alias.source) : alias.resolve(document)?.toJS(document);

/** What a map gets for a key from those that are merged into it; undefined: nothing. */
export function mergedValue(collection: Collection, key: string | undefined, context: Context): unknown {
  if (key === undefined || !isMap(collection)) return undefined;
  const sources = collection.items
    .filter((pair) => isPair(pair) && isScalar(pair.key) && pair.key.source === '<<')
    .flatMap(({ value }): readonly unknown[] => (isSeq(value) ? value.items : [value]));
  return sources
    .map((source) => at(isAlias(source) ? anchoredValue(source, context) : toJs(source, context), key))
    .find((value) => value !== undefined);
}

const toJs = (source: unknown, { document }: Context): unknown => (isMap(source) ? source.toJS(document) : undefined);
