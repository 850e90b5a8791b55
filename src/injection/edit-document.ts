import { isAlias, isCollection, isSeq, parseDocument, type Document, type Node } from 'yaml';
import { isTree } from '../jaeger/index.ts';
import { anchoredValue, mergedValue, type Anchored } from './anchored-values.ts';
import { addLines, indentationOf, removeLines, replaceInBlock } from './edit-block.ts';
import { editFlow, flowLayout, replaceInFlow, type FlowLayout } from './edit-flow.ts';
import { matchList, matchMap, type Matches } from './match-entries.ts';
import { insteadOfMerged, remembers, restored } from './remembered-source.ts';
import { isSame } from './same-value.ts';
import { entriesOf, isFlow, type Collection, type Entry } from './source-ranges.ts';
import { splice, type Splice } from './splices.ts';
import { blockLines, isFilled, type Indentation } from './write-values.ts';

/**
 * The text of one document that says `wanted`, with nothing else changed in it: not a blank, not a comment. To edit it back gives the first text, byte for
 * byte. Undefined where it cannot be done in place: text on several lines, say, that becomes something else.
 */
export function editDocument(source: string, wanted: unknown): string | undefined {
  if (!remembers(source)) return edited(source, wanted);
  const undone = edited(splice(source, restored(parse(source).contents, source)), wanted);
  // Where some of it is wanted still, it stays with all that others have written there.
  return undone !== undefined && !remembers(undone) ? undone : (edited(source, wanted) ?? undone);
}

const parse = (source: string): Document =>
  parseDocument(source, { keepSourceTokens: true, merge: true, logLevel: 'silent' });

interface Editing {
  readonly source: string;
  readonly document: Document;
  /** Without any, what is the same need not be looked into. */
  readonly hasAliases: boolean;
  readonly anchored: Anchored;
}

interface Layout {
  readonly block: Indentation;
  readonly flow: FlowLayout;
}

function edited(source: string, wanted: unknown): string | undefined {
  const document = parse(source);
  const { contents, errors } = document;
  if (!isCollection(contents) || errors.length > 0) return undefined;
  const editing = { source, document, hasAliases: source.includes('*'), anchored: new Map() };
  const splices = editCollection(editing, contents, { before: document.toJS(), wanted }, outermost(contents, source));
  const text = splice(source, splices);
  const result = parse(text);
  return result.errors.length === 0 && isSame(result.toJS(), wanted) ? text : undefined;
}

function outermost(contents: Collection, source: string): Layout {
  const quotesKeys = isFlow(contents);
  const [first] = entriesOf(contents);
  const isCompact = quotesKeys && first !== undefined && /\S/.test(source[first.head] ?? '');
  return { block: { step: 2, dash: 0, gap: 2 }, flow: { quotesKeys, isCompact, lines: undefined } };
}

interface Change {
  readonly before: unknown;
  readonly wanted: unknown;
}

function editCollection(editing: Editing, collection: Collection, change: Change, around: Layout): readonly Splice[] {
  const { source } = editing;
  const layout = {
    block: isFlow(collection) ? around.block : indentationOf(collection, source, around.block),
    flow: isFlow(collection) ? flowLayout(collection, source, around.flow) : around.flow,
  };
  const { entries, kept, removed, added } = matches(collection, change);
  const inner = kept.flatMap(({ entry, ...own }) =>
    editValue(editing, { entry, isInFlow: isFlow(collection) }, own, layout),
  );
  const merged = (key: string | undefined): unknown => mergedValue(collection, key, editing);
  const own = added.filter(([key, value]) => !isSame(merged(key), value));
  if (isFlow(collection))
    return [...inner, ...editFlow(collection, source, { entries, kept, removed, added: own }, layout.flow)];
  const lines = own.flatMap(([key, value]) => {
    const [first = '', ...others] = blockLines(key === undefined ? [value] : { [key]: value }, layout.block);
    return [merged(key) === undefined ? first : insteadOfMerged(first), ...others];
  });
  return [...inner, ...[...removed].map((entry) => removeLines(entry, source)), ...addLines(collection, source, lines)];
}

function matches(collection: Collection, { before, wanted }: Change): Matches {
  const entries = entriesOf(collection);
  if (Array.isArray(before) && Array.isArray(wanted)) return matchList(entries, before, wanted);
  return matchMap(entries, isTree(before) ? before : {}, isTree(wanted) ? wanted : {});
}

interface Place {
  readonly entry: Entry;
  readonly isInFlow: boolean;
}

function editValue(editing: Editing, { entry, isInFlow }: Place, change: Change, layout: Layout): readonly Splice[] {
  const { before, wanted } = change;
  const { value } = entry;
  const anchor = anchorOf(value);
  if (anchor !== undefined) editing.anchored.set(anchor, wanted);
  const now = isAlias(value) ? anchoredValue(value, editing) : before;
  if (isSame(now, wanted) && (!editing.hasAliases || !isCollection(value))) return [];
  const inBlock = (): readonly Splice[] => replaceInBlock(entry, editing.source, wanted, layout.block);
  if (isCollection(value) && isOfSameKind(value, wanted)) {
    // What has nothing in it is written in braces everywhere; what comes into it need not be.
    const lines = !isInFlow && value.items.length === 0 && isFilled(wanted) ? inBlock() : [];
    return lines.length > 0 ? lines : editCollection(editing, value, change, layout);
  }
  return isInFlow ? [replaceInFlow(entry, wanted, layout.flow)] : inBlock();
}

const anchorOf = (value: Node | undefined): string | undefined =>
  value !== undefined && 'anchor' in value ? value.anchor : undefined;

/** A block with nothing in it is no block any more. */
const isOfSameKind = (collection: Collection, wanted: unknown): boolean =>
  (isSeq(collection) ? Array.isArray(wanted) : isTree(wanted)) && (isFlow(collection) || isFilled(wanted));
