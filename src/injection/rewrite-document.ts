import { Document, isSeq } from 'yaml';
import { patchBetween } from './patch-between.ts';

/** A document in which some values are others now. What cannot be edited, an alias say, is written anew as a whole. */
export function rewriteDocument(document: Document, operations: readonly Operation[], after: unknown): string {
  const isRight = takes(document, operations, after);
  const written = isRight ? document : new Document(after, { aliasDuplicateObjects: false });
  if (!isRight && document.directives?.docStart === true && written.directives) written.directives.docStart = true;
  // The mark of the end is a part of the file by itself.
  if (written.directives) written.directives.docEnd = false;
  return written.toString({ lineWidth: 0 });
}

/** Whether a document can be edited, and says what is wanted then. */
function takes(document: Document, operations: readonly Operation[], after: unknown): boolean {
  try {
    for (const { op, path, value } of operations) edit(document, { op, path: pointed(path), value });
    return patchBetween(document.toJS(), after).operations.length === 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

type Operation = ReturnType<typeof patchBetween>['operations'][number];

/** The keys of a JSON pointer. */
const pointed = (pointer: string): readonly string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

interface Edit {
  readonly op: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

function edit(document: Document, { op, path, value }: Edit): void {
  const parent = path.slice(0, -1);
  if (op === 'remove') document.deleteIn(path);
  else if (op === 'add' && isSeq(document.getIn(parent))) document.addIn(parent, document.createNode(value));
  else document.setIn(path, document.createNode(value));
}
