import { isNode, LineCounter, parseAllDocuments, type Document, type ScalarTag } from 'yaml';

/** A document that was read, and where in the text each of its fields stands. */
export interface Parsed {
  readonly value: unknown;
  /** The line of the field at `path`, or of the nearest field around it; the first is 1. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

export class YamlSyntaxError extends Error {}

/** The words of YAML 1.1 for true and false; the rest of 1.2 is what kubectl's parser knows, too. */
const BOOLEANS = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:y|yes|true|on|n|no|false|off|Y|N|Yes|True|On|No|False|Off|YES|TRUE|ON|NO|FALSE|OFF)$/,
  resolve: (text: string): boolean => /^(?:[yt]|on$)/i.test(text),
} as const satisfies ScalarTag;

/**
 * The first document of a text, as kubectl reads it (sigs.k8s.io/yaml 1.6: a key that is there twice counts the
 * last time, `yes` is true). Throws YamlSyntaxError with the line, and nothing of the text: it may hold credentials.
 */
export function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  try {
    const [document] = parseAllDocuments(text, {
      merge: true,
      customTags: (tags) => [BOOLEANS, ...tags],
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
      lineCounter: lines,
    }) as readonly Document.Parsed[];
    const [error] = document?.errors ?? [];
    if (error) throw new YamlSyntaxError(`line ${lines.linePos(error.pos[0]).line}: ${reasonOf(error.code)}`);
    return { value: document?.toJS(), lineOf: (path) => lineOf(document, lines, path) };
  } catch (error) {
    if (error instanceof YamlSyntaxError) throw error;
    // Nested until the stack is full, or aliases that multiply.
    throw new YamlSyntaxError('it is nested too deeply or has too many aliases');
  }
}

/** The parser's messages quote the text; its codes do not. */
const reasonOf = (code: string): string => code.toLowerCase().replaceAll('_', ' ');

function lineOf(document: Document.Parsed | undefined, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document?.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
