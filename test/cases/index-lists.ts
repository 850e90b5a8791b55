import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { nameOf } from '../../src/retention/index-names.ts';
import type { CleanerSettings } from '../../src/retention/runs.ts';
import {
  cleanerExpression,
  joined,
  lists,
  selectedBy,
  type ListedIndex,
} from '../../src/retention/simulate-cleaner.ts';

/** The indices of somebody's store, and what an index cleaner with its settings would see and match. */
export interface IndexList {
  readonly indices: readonly string[];
  /** `prefix="" rollover=true archive=false sep=-` */
  readonly cleaner_settings: string;
  readonly cleaner_by_regex: {
    readonly regex: string;
    readonly wildcard: string;
    readonly listed: readonly string[];
    readonly matched: readonly string[];
  };
  readonly protected_by_write_alias?: readonly string[];
  readonly cleaner_may_delete_once_old: readonly string[];
}

/** Undefined for a file that is something else. */
export async function readIndexList(path: string): Promise<IndexList | undefined> {
  const documents = [parseAllDocuments(await readFile(path, 'utf8'), { logLevel: 'silent' })].flat();
  if (documents.length !== 1 || (documents[0]?.errors.length ?? 1) > 0) return undefined;
  const read: unknown = documents[0]?.toJS();
  return typeof read === 'object' && read !== null && 'cleaner_by_regex' in read && 'indices' in read
    ? (read as IndexList)
    : undefined;
}

function settingsOf(text: string): CleanerSettings {
  const said = (name: string): string => new RegExp(`\\b${name}="?([^" ]*)`).exec(text)?.[1] ?? '';
  return {
    days: 0,
    cutoff: 'calendar',
    prefix: said('prefix'),
    separator: said('sep'),
    isRollover: said('rollover') === 'true',
    isArchive: said('archive') === 'true',
    types: ['span', 'service', 'dependencies', 'sampling'],
  };
}

export interface IndexListResult {
  /** In which our rules differ from what is expected. */
  readonly wrong: readonly string[];
  readonly summary: string;
}

/** Our rules on a list: what is listed, what matches, and what may be deleted once it is old. */
export function tryIndexList(list: IndexList): IndexListResult {
  const settings = settingsOf(list.cleaner_settings);
  const protects = `${joined(settings.prefix)}jaeger-span-write`;
  const spared = new Set(list.protected_by_write_alias);
  const index = (name: string, alias?: string): ListedIndex => ({
    name,
    createdMs: 0,
    isHidden: false,
    isOpen: true,
    aliases: alias === undefined ? [] : [{ name: alias, isWriteIndex: undefined }],
  });
  const plain = list.indices.map((name) => index(name));
  const aliased = list.indices.map((name) => index(name, spared.has(name) ? protects : undefined));
  const wildcard = `${joined(settings.prefix)}jaeger-*`;
  const taken = (indices: readonly ListedIndex[]): readonly string[] =>
    selectedBy(settings, indices, Date.now(), 'calendar');
  const { regex, wildcard: asked, listed, matched } = list.cleaner_by_regex;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['wildcard', wildcard, asked],
    ['regex', String(cleanerExpression(settings)), String(new RegExp(regex))],
    ['listed', plain.filter(lists(wildcard)).map(({ name }) => name), listed],
    ['matched', taken(plain), matched],
    ['may delete', taken(aliased), list.cleaner_may_delete_once_old],
  ];
  const known = list.indices.filter((name) => nameOf(name) !== undefined).length;
  return {
    wrong: pairs.flatMap(([what, own, expected]) =>
      isDeepStrictEqual(own, expected) ? [] : `${what} is ${JSON.stringify(own)}, expected ${JSON.stringify(expected)}`,
    ),
    summary: `${list.indices.length} indices, ${known} of Jaeger's, ${matched.length} matched, ${list.cleaner_may_delete_once_old.length} deleted once old`,
  };
}
