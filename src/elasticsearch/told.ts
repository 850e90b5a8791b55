import type { StoreIdentity, StoreLocation } from './ports.ts';
import { textAt, treeIn, treesIn } from './tree.ts';

/** So much of what a server says is told. */
const LONGEST_TOLD = 300;

export const originOf = ({ scheme, host, port }: StoreLocation): string =>
  `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Where the store is, as an error names it. */
export const placeOf = (location: StoreLocation): string => originOf(location) + location.basePath.slice(0, -1);

/** Text of somebody else on one line, cut, and without our credentials: a proxy may say them back. */
export function told(text: string, identity: StoreIdentity): string {
  const line = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  const plain = secretsOf(identity).reduce((rest, secret) => rest.replaceAll(secret, '<redacted>'), line);
  return plain.length > LONGEST_TOLD ? `${plain.slice(0, LONGEST_TOLD)} …` : plain;
}

const secretsOf = ({ user, token, apiKey }: StoreIdentity): readonly string[] =>
  [user?.password, user && basic(user), token, apiKey].flatMap((secret) => secret || []);

export const basic = ({ name, password }: NonNullable<StoreIdentity['user']>): string =>
  Buffer.from(`${name}:${password}`).toString('base64');

/** What an answer says is wrong: type and reason of Elasticsearch, the message of what stands before it, the title of a page. */
export function complaintIn(body: string): string {
  if (isPage(body)) return `a page, ${titleOf(body)}`;
  const answer = parsed(body);
  const error = treeIn(treeIn(answer)['error']);
  const [cause = error] = treesIn(error['root_cause']);
  const reason = textAt(cause, 'reason') ?? textAt(error, 'reason');
  const type = textAt(error, 'type');
  const said = [type, reason].filter((words) => words !== undefined).join(': ');
  return said || (textAt(answer, 'message') ?? textAt(answer, 'Message') ?? textAt(answer, 'error') ?? body);
}

export const isPage = (body: string): boolean => /^\s*</.test(body);

const titleOf = (page: string): string => {
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1]?.trim();
  return title ? `"${title}"` : 'without a title';
};

/** Undefined for what is no JSON. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
