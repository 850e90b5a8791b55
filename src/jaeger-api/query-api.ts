import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { JaegerError } from '../errors/index.ts';
import type { QueryApi, QueryLocation } from './ports.ts';

/** Longer than the query service itself waits for its span store (Elasticsearch client of Jaeger 1.76: no limit; its usual one is 10 s). */
const DEADLINE_MS = 20_000;
/** So much of an answer that is an error is told. */
const LONGEST_TOLD = 300;

/** The JSON API below `api/`, which Jaeger 1.76 and 2.13 serve alike. */
export const queryApi = (location: QueryLocation): QueryApi => ({
  services: async (signal) => {
    const data = dataOf(await get(location, 'api/services', signal));
    return Array.isArray(data) ? data.filter((name) => typeof name === 'string') : [];
  },
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function get(location: QueryLocation, path: string, signal: AbortSignal): Promise<Answer> {
  const { scheme, host, port, basePath } = location;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { host, port, path: basePath + path, agent: false, signal: limited };
      const request =
        scheme === 'https'
          ? // Its certificate is made out to its Service; the API server has told us which Pod it is, and leads us there.
            requestHttps({ ...options, rejectUnauthorized: false }, resolve)
          : requestHttp(options, resolve);
      request.on('error', reject).end();
    });
    return { status: response.statusCode ?? 0, body: await text(response) };
  } catch (cause) {
    signal.throwIfAborted();
    const why = limited.aborted ? `nothing for ${DEADLINE_MS / 1000}s` : 'the connection broke';
    throw new JaegerError('NOT_REACHED', `the query service does not answer: ${why}`, { cause });
  }
}

/** Errors are told in `errors`, with a status of their own (Jaeger 1.76, cmd/query/app/http_handler.go). */
function dataOf({ status, body }: Answer): unknown {
  const answer = parsed(body);
  const { data, errors } = typeof answer === 'object' && answer !== null ? (answer as Told) : {};
  if (status === 200 && data !== undefined) return data;
  const why = errors?.map(({ msg = '' }) => msg).join('; ') || firstLine(body);
  throw new JaegerError('JAEGER_API', `the query service answers ${status}: ${why.slice(0, LONGEST_TOLD)}`);
}

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly msg?: string }[] | null;
}

const firstLine = (body: string): string => body.trim().split('\n')[0] ?? '';

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
