import { Agent as PlainAgent, request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { checkServerIdentity, type ConnectionOptions } from 'node:tls';
import { createGunzip } from 'node:zlib';
import { isJaegerError, JaegerError } from '../errors/index.ts';
import { fromAnswer, fromFailure, type Asked } from './failures.ts';
import type { StoreExchange, StoreIdentity, StoreLocation } from './ports.ts';
import { basic, isPage, complaintIn, originOf, parsed, placeOf, told } from './told.ts';

/** One request with its answer; longer than a healthy store needs for 10 000 indices. */
const DEADLINE_MS = 20_000;
/** Unpacked: fifteen times what 10 000 indices have to say. */
const LARGEST_ANSWER = 64 * 1024 * 1024;
/** What is asked at once goes over so many connections. */
const CONNECTIONS = 4;

/** Asks a store for JSON. Nothing but GET: nothing here can change anything. */
export interface Requests {
  readonly get: (path: string, signal: AbortSignal) => Promise<unknown>;
  /** Undefined where the store has no such thing: 400, 404 and 405, by which old ones and those without a plugin say so. */
  readonly getIfKnown: (path: string, signal: AbortSignal) => Promise<unknown>;
  readonly close: () => void;
}

export interface RequestOptions {
  readonly onExchange?: (exchange: StoreExchange) => void;
  readonly deadlineMs?: number;
}

interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export function requestsTo(location: StoreLocation, identity: StoreIdentity, options: RequestOptions = {}): Requests {
  const asked: Asked = { location, identity };
  const kept = { keepAlive: true, maxSockets: CONNECTIONS };
  const isSecure = location.scheme === 'https';
  const agent = isSecure ? new SecureAgent({ ...kept, ...secured(asked) }) : new PlainAgent(kept);
  const headers = headersFor(asked);
  const { host, port } = location.through ?? location;
  const send: Send = (path, signal) =>
    new Promise((resolve, reject) => {
      const request = { host, port, path: location.basePath + path, headers, agent, signal };
      (isSecure ? requestHttps(request, resolve) : requestHttp(request, resolve)).on('error', reject).end();
    });
  const ask = (path: string, signal: AbortSignal): Promise<Answer> =>
    exchange(path, { ...options, send, asked, headers, signal });
  return {
    get: async (path, signal) => contentOf(await ask(path, signal), asked),
    getIfKnown: async (path, signal) => {
      const answer = await ask(path, signal);
      return [400, 404, 405].includes(answer.status) && !isPage(answer.body) ? undefined : contentOf(answer, asked);
    },
    close: () => agent.destroy(),
  };
}

type Send = (path: string, signal: AbortSignal) => Promise<IncomingMessage>;

interface Sending extends RequestOptions {
  readonly send: Send;
  readonly asked: Asked;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** One request and its whole answer. */
async function exchange(
  path: string,
  { send, asked, headers, signal, onExchange, deadlineMs = DEADLINE_MS }: Sending,
): Promise<Answer> {
  const { location } = asked;
  const began = performance.now();
  const limited = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
  const url = originOf(location) + location.basePath + path;
  const tell = (answer?: Answer): void => {
    const milliseconds = Math.round(performance.now() - began);
    onExchange?.({ method: 'GET', url, requestHeaders: headers, requestBody: undefined, milliseconds, answer });
  };
  try {
    const response = await send(path, limited);
    const { statusCode: status = 0, statusMessage: statusText = '' } = response;
    const answer = { status, statusText, headers: response.headers, body: await bodyOf(response, asked) };
    tell(answer);
    return answer;
  } catch (cause) {
    tell();
    signal.throwIfAborted();
    if (isJaegerError(cause)) throw cause;
    throw limited.aborted ? late(location, deadlineMs, cause) : fromFailure(cause, asked);
  }
}

function contentOf({ status, headers, body }: Answer, asked: Asked): unknown {
  if (status !== 200) throw fromAnswer({ status, body, to: headers.location }, asked);
  const content = parsed(body);
  if (content === undefined) throw noAnswer(body, asked);
  return content;
}

/** Whose certificate is accepted, under which name: the location's own, wherever the connection is made. */
function secured({ location, identity }: Asked): ConnectionOptions {
  const name = identity.serverName ?? location.host;
  const { certificate, authority, skipsVerification = false } = identity;
  return {
    servername: isIP(name) === 0 ? name : '',
    checkServerIdentity: (_, presented) => checkServerIdentity(name, presented),
    rejectUnauthorized: !skipsVerification,
    ...(authority === undefined ? {} : { ca: authority }),
    ...(certificate === undefined ? {} : { cert: certificate.certificate, key: certificate.key }),
  };
}

function headersFor({ location, identity }: Asked): Readonly<Record<string, string>> {
  const { user, token, apiKey } = identity;
  const [credentials] = [
    ...(apiKey === undefined ? [] : [`ApiKey ${apiKey}`]),
    ...(token === undefined ? [] : [`Bearer ${token}`]),
    ...(user === undefined ? [] : [`Basic ${basic(user)}`]),
  ];
  return {
    accept: 'application/json',
    'accept-encoding': 'gzip',
    host: new URL(originOf(location)).host,
    ...(credentials === undefined ? {} : { authorization: credentials }),
  };
}

async function bodyOf(response: IncomingMessage, { location }: Asked): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of contentIn(response) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) {
      response.destroy();
      const most = `${LARGEST_ANSWER / 1024 / 1024} MiB`;
      throw new JaegerError(
        'STORE_ANSWER',
        `the answer of the span store at ${placeOf(location)} is larger than ${most}`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString();
}

// Whoever reads the unpacked side is told of a failure of either.
const contentIn = (response: IncomingMessage): Readable =>
  response.headers['content-encoding'] === 'gzip' ? pipeline(response, createGunzip(), () => undefined) : response;

const late = (location: StoreLocation, deadlineMs: number, cause: unknown): JaegerError =>
  new JaegerError('TIMED_OUT', `no answer from the span store at ${placeOf(location)} within ${deadlineMs / 1000}s`, {
    cause,
  });

const noAnswer = (body: string, { location, identity }: Asked): JaegerError =>
  new JaegerError(
    'STORE_ANSWER',
    `what answers at ${placeOf(location)} is no Elasticsearch: ${told(isPage(body) ? complaintIn(body) : body, identity) || 'it says nothing'}`,
    { hints: ['a proxy may stand before it; name the address of the store itself: --es-url URL'] },
  );
