import type { Scalar } from 'yaml';

/** What drives a terminal, or reorders what it shows, and is left as it is by the writers of JSON and YAML. */
const UNSAFE = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** YAML's plain and single-quoted texts hold every other control character as it is. */
// oxlint-disable-next-line no-control-regex -- control characters are what this file is about
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON for machines that may end on somebody's terminal. */
export const toJson = (value: unknown): string => jsonText(value, 2);

/** The same on one line, of which there may be many. */
export const toJsonLine = (value: unknown): string => jsonText(value, 0);

const jsonText = (value: unknown, indent: number): string =>
  `${JSON.stringify(value, undefined, indent).replaceAll(UNSAFE, escape)}\n`;

/** The same as YAML. What needs an escape is in double quotes, where YAML knows the same ones. */
export async function toYaml(value: unknown): Promise<string> {
  const { Document, visit } = await import('yaml'); // a tenth of the start, and seldom wanted
  const document = new Document(JSON.parse(JSON.stringify(value)), { aliasDuplicateObjects: false });
  visit(document, { Scalar: (_, node) => quoteUnsafe(node) });
  return document.toString({ lineWidth: 0 }).replaceAll(UNSAFE, escape);
}

function quoteUnsafe(node: Scalar): void {
  if (typeof node.value !== 'string') return;
  if (node.value.search(UNSAFE) !== -1 || CONTROL.test(node.value)) node.type = 'QUOTE_DOUBLE';
}
