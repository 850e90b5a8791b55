import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A server, and how to trust it. */
export interface Server {
  readonly url: string;
  readonly ca: string | Buffer;
  /** The name in its certificate, where it is not that of the URL. */
  readonly servername?: string;
}

interface RawRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly token?: string;
  readonly accept?: string;
  readonly contentType?: string;
  /** What is no text is written as JSON. */
  readonly body?: unknown;
}

export interface RawAnswer {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of a text, nothing. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type Ask = (path: string, asked?: RawRequest) => Promise<RawAnswer>;

/** One request as it is, with nothing between the test and the server; the administrator's if no token is said. */
export const askerOf =
  ({ url, ca, servername }: Server): Ask =>
  (path, { method = 'GET', token = 'token-of-admin', accept = 'application/json', contentType, body } = {}) =>
    new Promise((resolve, reject) => {
      const content = typeof body === 'string' ? body : JSON.stringify(body ?? '');
      const headers = {
        accept,
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': contentType ?? 'application/json', 'content-length': Buffer.byteLength(content) }),
      };
      const options = { method, headers, ca, agent: false, ...(servername ? { servername } : {}) };
      request(`${url}${path}`, options, (response) => resolve(answerOf(response, path)))
        .on('error', reject)
        .end(body === undefined ? undefined : content);
    });

async function answerOf(response: IncomingMessage, path: string): Promise<RawAnswer> {
  const { statusCode: code = 0, headers } = response;
  const answered = await text(response);
  const isOne = headers['content-type']?.startsWith('application/json') === true && !path.includes('watch=');
  return { code, headers, text: answered, body: (isOne ? JSON.parse(answered) : {}) as RawAnswer['body'] };
}

/** The events of a watch that has ended. */
export const eventsIn = ({ text: lines }: RawAnswer): readonly WatchLine[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as WatchLine);

export interface WatchLine {
  readonly type: string;
  readonly object: {
    readonly kind?: string;
    readonly code?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly metadata: {
      readonly name?: string;
      readonly resourceVersion?: string;
      readonly annotations?: Readonly<Record<string, string>>;
    };
  };
}
