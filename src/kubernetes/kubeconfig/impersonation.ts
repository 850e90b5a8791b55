import type { UserEntry } from './entries.ts';

export type Headers = Readonly<Record<string, string | readonly string[]>>;

/**
 * The headers that ask the server to act as somebody else (client-go 0.36, transport/round_trippers.go). The client
 * library would send the first of them alone: the user without the groups.
 */
export function impersonationHeaders({ as, asUid, asGroups, asExtra }: UserEntry): Headers {
  if (as === '') return {};
  return {
    'Impersonate-User': onTheWire(as),
    ...(asUid === '' ? {} : { 'Impersonate-Uid': onTheWire(asUid) }),
    ...(asGroups.length === 0 ? {} : { 'Impersonate-Group': asGroups.map(onTheWire) }),
    ...Object.fromEntries(
      [...asExtra].map(([key, values]) => [`Impersonate-Extra-${escapeKey(key)}`, values.map(onTheWire)]),
    ),
  };
}

/** UTF-8, one character for each byte: Node.js writes headers as Latin-1. */
export const onTheWire = (text: string): string => Buffer.from(text).toString('latin1');

/** A header's name allows few characters; the others, and `%`, go as `%XX`. */
const escapeKey = (key: string): string =>
  onTheWire(key).replaceAll(
    /[^A-Za-z0-9!#$&'*+.^_`|~-]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
