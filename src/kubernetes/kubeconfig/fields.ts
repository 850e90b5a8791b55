/** A value in a document that somebody else wrote, and where it stands. */
export interface Field {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

/** A field that is not what it must be; `path` is where. */
export class FieldError extends Error {
  readonly path: Field['path'];

  constructor({ path }: Field, message: string) {
    super(`${path.length === 0 ? 'the document' : nameOf(path)} ${message}`);
    this.path = path;
  }
}

const LONGEST_KEY = 60;

const nameOf = (path: Field['path']): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step.slice(0, LONGEST_KEY)}`))
    .join('')
    .replace(/^\./, '');

const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}

const wrong = (field: Field, expected: string): FieldError =>
  new FieldError(field, `must be ${expected}, not ${kindOf(field.value)}`);

/** The entries of a map; none when it is missing. */
export function entriesOf(field: Field): (readonly [string, Field])[] {
  const { value, path } = field;
  if (isMissing(value)) return [];
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong(field, 'a map');
  return Object.entries(value).map(([key, inner]) => [key, { value: inner as unknown, path: [...path, key] }]);
}

/** The field `key` of a map; missing when the map is. */
export function at(field: Field, key: string): Field {
  const found = entriesOf(field).find(([name]) => name === key);
  return found?.[1] ?? { value: undefined, path: [...field.path, key] };
}

export function textOf(field: Field): string {
  if (isMissing(field.value)) return '';
  if (typeof field.value !== 'string') throw wrong(field, 'a string');
  return field.value;
}

export function flagOf(field: Field): boolean {
  if (isMissing(field.value)) return false;
  if (typeof field.value !== 'boolean') throw wrong(field, 'true or false');
  return field.value;
}

export function listOf(field: Field): Field[] {
  if (isMissing(field.value)) return [];
  if (!Array.isArray(field.value)) throw wrong(field, 'a list');
  return field.value.map((value: unknown, index) => ({ value, path: [...field.path, index] }));
}

/** Base64 without the line breaks that are allowed in it. */
export function dataOf(field: Field): string {
  const text = textOf(field).replaceAll(/[\r\n]/g, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new FieldError(field, 'must be base64');
  return text;
}

/** Missing where the document leaves it out, else what `read` makes of it. */
export const optional = <T>(field: Field, read: (field: Field) => T): T | undefined =>
  isMissing(field.value) ? undefined : read(field);
