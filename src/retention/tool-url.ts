import type { RunProblem } from './runs.ts';

export interface ToolUrl {
  /** Without user and password. */
  readonly url: string;
  readonly hasCredentialsInUrl: boolean;
  readonly problem: RunProblem | undefined;
}

/** The URL that a tool is given: it writes `/jaeger-*` behind it, whatever it ends in (1.76, tried with OpenSearch 2.19.1, Elasticsearch 7.10.2). */
export function readUrl(text: string): ToolUrl {
  const [, scheme, authority = '', rest = ''] = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)(.*)$/is.exec(text) ?? [];
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const url = scheme === undefined ? (text.split('@').at(-1) ?? '') : `${scheme}://${host}${rest}`;
  const fault = text === '' ? 'the URL is empty' : faultOf(scheme, host, rest);
  const problem = fault === undefined ? pathProblem(rest) : ({ kind: 'fails', text: fault } as const);
  return { url, hasCredentialsInUrl: at !== -1, problem };
}

function faultOf(scheme: string | undefined, host: string, rest: string): string | undefined {
  if (scheme === undefined) return 'the URL has no scheme';
  if (!/^https?$/i.test(scheme)) return `the URL has the scheme ${scheme}, neither http nor https`;
  if (host === '') return 'the URL has no host';
  if (host.includes(',')) return 'there are several URLs, and the tool takes one';
  if (!/^(?:\[[\da-f:.]+\]|[^\s:[\]]+)(?::\d*)?$/i.test(host)) return 'the URL cannot be read';
  if (/[?#\s]/.test(rest)) return 'the URL has more than a host and a port';
  return rest.endsWith('/') ? 'the URL ends in a slash' : undefined;
}

const pathProblem = (path: string): RunProblem | undefined =>
  path === ''
    ? undefined
    : { kind: 'unknown', text: 'the URL has a path, on which it fails unless a proxy takes the path away' };
