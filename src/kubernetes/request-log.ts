import type { Exchange } from './exchange.ts';

const REDACTED = '<redacted>';
const MASKED = '<masked>';
const LONGEST_BODY = 10_240;

/** kubectl's own list (client-go 0.36, transport/round_trippers.go), and what proxies add. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'proxy-authorization',
  'proxy-authenticate',
  'www-authenticate',
]);

/** Names under which people keep credentials, of fields and of environment variables. */
const SECRET_NAME = /password|passwd|secret-?key|token$|api-?key|credential|authorization/i;

/**
 * One exchange in the shape of `kubectl -v`: from 6 the method, URL, status and milliseconds, from 7 the request's headers, from 8
 * the answer's headers and both bodies, cut at 10 KiB. Credentials are left out of all of them. Not escaped.
 */
export function logExchange(exchange: Exchange, verbosity: number): readonly string[] {
  if (verbosity < 6) return [];
  const { method, url, requestHeaders, requestBody, milliseconds, answer } = exchange;
  const what = `verb="${method}" url="${url}"`;
  const lines: string[] = [];
  if (verbosity >= 8 && requestBody !== undefined) lines.push(`"Request Body" ${bodyText(requestBody)}`);
  if (verbosity >= 7) lines.push(`"Request" ${what} ${headersText(requestHeaders)}`);
  const status = answer ? `${answer.status} ${answer.statusText}`.trim() : '';
  const headers = verbosity >= 8 && answer ? ` ${headersText(answer.headers)}` : '';
  lines.push(`"Response" ${what} status="${status}"${headers} milliseconds=${milliseconds}`);
  if (verbosity >= 8 && answer?.body !== undefined) lines.push(`"Response Body" ${bodyText(answer.body)}`);
  return lines;
}

function headersText(headers: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(headers).map(
    ([name, value]) => `\t${name}: ${SECRET_HEADERS.has(name.toLowerCase()) ? MASKED : String(value)}\n`,
  );
  return `headers=<\n${shown.join('')} >`;
}

function bodyText(body: string): string {
  const text = redactBody(body);
  const cut = text.length > LONGEST_BODY ? ` [truncated ${text.length - LONGEST_BODY} chars]` : '';
  return `body=${JSON.stringify(text.slice(0, LONGEST_BODY))}${cut}`;
}

/** Of something that is no JSON nobody can say what is secret in it. */
function redactBody(body: string): string {
  try {
    return JSON.stringify(redact(JSON.parse(body), 0));
  } catch {
    return `<${body.length} characters that are no JSON>`;
  }
}

const DEEPEST = 64;

function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return REDACTED;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const all = Object.entries(value);
  const isSecret = isSecretKind(value);
  const isVariable = 'name' in value && typeof value.name === 'string' && SECRET_NAME.test(value.name);
  return Object.fromEntries(
    all.map(([name, item]) => {
      if (isSecret && (name === 'data' || name === 'stringData')) return [name, redactValues(item)];
      if (name === LAST_APPLIED) return [name, REDACTED];
      const hides = typeof item !== 'object' && (SECRET_NAME.test(name) || (isVariable && name === 'value'));
      return [name, hides ? REDACTED : redact(item, depth + 1)];
    }),
  );
}

/** kubectl's copy of the whole object, a Secret's data included. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Items of a SecretList have no kind of their own: whatever has `data` and the type of a Secret is one. */
const isSecretKind = (value: object): boolean =>
  ('kind' in value && value.kind === 'Secret') || ('type' in value && ('data' in value || 'stringData' in value));

const redactValues = (data: unknown): unknown =>
  typeof data === 'object' && data !== null
    ? Object.fromEntries(Object.keys(data).map((key) => [key, REDACTED]))
    : REDACTED;
