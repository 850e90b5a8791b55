import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What somebody expects of a file: column of INDEX.tsv → text. */
export type Expected = ReadonlyMap<string, string>;

/** File → what is expected of it; none when the directory has no INDEX.tsv. Its first column is the file's name. */
export async function readIndex(directory: string): Promise<ReadonlyMap<string, Expected>> {
  const text = await readFile(join(directory, 'INDEX.tsv'), 'utf8').catch(() => '');
  const [header = [], ...rows] = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
  return new Map(rows.map((row) => [row[0] ?? '', new Map(header.map((name, column) => [name, row[column] ?? '']))]));
}

export interface Row {
  readonly namespace: string;
  readonly name: string;
  readonly flavour: string;
  readonly strategy: string;
  readonly storage: string;
  readonly version: string;
}

/** Column of an index → the field that it expects. */
const COLUMNS: Readonly<Record<string, keyof Row>> = {
  NAMESPACE: 'namespace',
  NAME: 'name',
  FLAVOUR: 'flavour',
  STRATEGY: 'strategy',
  STORAGE: 'storage',
  VERSION: 'version',
  strategy_effective: 'strategy',
  storage_effective: 'storage',
};

/** The namespace to apply a file in: the one that is marked with a star, for files that name none. */
export const namespaceOf = (expected: Expected | undefined): string =>
  /^(.+)\*$/.exec(expected?.get('NAMESPACE') ?? '')?.[1] ?? 'default';

/** How the rows differ from what is expected; `or` and parentheses in an expectation stand between alternatives. */
export function differences(expected: Expected, rows: readonly Row[]): readonly string[] {
  const isNegative =
    expected.get('FLAVOUR') === 'none' || /no\s*(instance|row)/i.test(expected.get('strategy_effective') ?? '');
  if (isNegative) return rows.length === 0 ? [] : [`${rows.length} rows where none is expected`];
  const wanted = Object.entries(COLUMNS).flatMap(([column, field]): [keyof Row, string][] => {
    const text = expected.get(column) ?? '';
    return text === '' || text === '-' ? [] : [[field, text.replace(/\*$/, '')]];
  });
  if (wanted.length === 0) return [];
  if (rows.length === 0) return ['no row'];
  // Files with several resources have several expectations, joined by commas or semicolons.
  return rows.flatMap((row, index) =>
    wanted.flatMap(([field, text]) => {
      const each = text.split(/[,;]/);
      const own = each.length > 1 ? (each[index] ?? '') : text;
      return accepts(own, row[field]) ? [] : [`${field} is ${row[field]}, expected ${own}`];
    }),
  );
}

const accepts = (expectation: string, actual: string): boolean =>
  expectation.split(/\bor\b|[()]/).some((word) => word.trim().split(/\s+/)[0] === actual);
