import type { KubeConfig } from '@kubernetes/client-node';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isJaegerError, JaegerError } from '../errors/index.ts';
import { atMost } from './at-most.ts';
import { collect, contentOf } from './body.ts';
import { codeOf, fromFailure, type Place } from './connection-failures.ts';
import type { Doing } from './doing.ts';
import type { Exchange } from './exchange.ts';
import { retryAfterOf, waitBeforeRetry } from './retry.ts';
import { fromAnswer, parseStatus } from './translate.ts';
import { Transport, type Upgrade } from './transport.ts';
import { untilOpen } from './until-open.ts';
import { warningTexts } from './warnings.ts';

export interface ConnectionOptions {
  readonly userAgent: string;
  /** How long one attempt may take, in milliseconds, before the server counts as unreachable; of a stream, until it is open. */
  readonly timeoutMs: number;
  /** Whether the server may compress its answers; it may when left out. */
  readonly canCompress?: boolean;
  /** Told each different `Warning` of the server once. The text is the server's: escape it. */
  readonly onWarning?: (text: string) => void;
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly accept?: string;
  readonly contentType?: string;
  /** Beside those that every request has. */
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: unknown;
  /** Asking twice is asking once: set for GETs and for reviews. */
  readonly isRead: boolean;
  readonly doing: Doing;
  readonly signal?: AbortSignal | undefined;
  /** Of a stream: its headers may come as late as its first content, which no time limit can judge. */
  readonly mayBeSilent?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Retryable extends Answer {
  readonly retryAfter: string | undefined;
}

/** Each needs a connection of its own: HTTP/1.1. Streams do not count, they stay open. */
const MOST_AT_ONCE = 16;

/** A connection that the server has handed over. */
export interface Upgraded {
  readonly socket: Duplex;
  /** Its first bytes, which came with the answer. */
  readonly head: Buffer;
  readonly headers: IncomingHttpHeaders;
  readonly isEncrypted: boolean;
}

interface Opened extends Upgrade {
  readonly note: (body: string | undefined) => void;
}

/** A refusal is a Status, or a line of text. */
const LARGEST_REFUSAL = 64 * 1024;

const SWITCHING_PROTOCOLS = 101;
const isSuccess = (status: number): boolean => status === SWITCHING_PROTOCOLS || (status >= 200 && status < 300);

/** Requests with all that is the same for each: time limit, retries, warnings, log, errors in our own words. */
export class Requests {
  readonly #transport: Transport;
  readonly #options: ConnectionOptions;
  readonly #warned = new Set<string>();
  readonly #inTurn = atMost(MOST_AT_ONCE);

  constructor(config: KubeConfig, options: ConnectionOptions) {
    this.#transport = new Transport(config);
    this.#options = options;
  }

  /** The answer to a request, when it is a success. */
  async send(request: ApiRequest): Promise<Answer> {
    return this.#retrying(request, (signal) => this.#sendOnce(request, signal), this.#inTurn);
  }

  /** The body of a success, as it comes, for as long as the signal lets it; opening it is retried like a read. */
  async stream(request: ApiRequest & { readonly signal: AbortSignal }): Promise<Readable> {
    const opened = await this.#retrying(request, (limited) =>
      untilOpen(limited, request.signal, async (signal) => {
        const { response, note } = await this.#open(request, signal);
        const status = response.statusCode ?? 0;
        const content = await contentOf(response);
        const body = status === 200 ? '' : await collect(content);
        note(status === 200 ? undefined : body);
        return { status, retryAfter: response.headers['retry-after'], body, content };
      }),
    );
    return opened.content;
  }

  /** The connection of a request whose headers ask for another protocol, when the server agrees. Errors: NO_TUNNEL when it does not. */
  async upgrade(request: ApiRequest & { readonly signal: AbortSignal }): Promise<Upgraded> {
    const { upgraded, headers } = await this.#retrying(request, (limited) =>
      untilOpen(limited, request.signal, async (signal) => {
        const { response, upgraded: connection, note } = await this.#open(request, signal);
        const body = connection ? '' : await collect(response, LARGEST_REFUSAL);
        note(connection ? undefined : body);
        const { statusCode = 0, headers: answered } = response;
        const retryAfter = answered['retry-after'];
        return { status: statusCode, retryAfter, body, upgraded: connection, headers: answered };
      }),
    );
    if (!upgraded)
      throw new JaegerError('NO_TUNNEL', 'the API server, or a proxy before it, does not forward ports over WebSocket');
    return { ...upgraded, headers, isEncrypted: this.#transport.server.startsWith('https:') };
  }

  /** A broken stream in the words of the error table. */
  failure(cause: unknown): JaegerError {
    return isJaegerError(cause) ? cause : fromFailure(cause, this.#place);
  }

  close(): void {
    this.#transport.close();
  }

  get #place(): Place {
    const { server, proxy } = this.#transport;
    return { server, proxy, timeoutMs: this.#options.timeoutMs };
  }

  async #retrying<T extends Retryable>(
    request: ApiRequest,
    attempt: (signal: AbortSignal) => Promise<T>,
    inTurn: ReturnType<typeof atMost> = (work) => work(),
  ): Promise<T> {
    const { isRead, doing, signal } = request;
    for (let tries = 1; ; tries++) {
      const outcome = await inTurn(() => this.#attempt(attempt, request));
      if (!(outcome instanceof Error) && isSuccess(outcome.status)) return outcome;
      const failed =
        outcome instanceof Error
          ? { code: codeOf(outcome) }
          : { status: outcome.status, retryAfter: retryAfterOf(outcome.retryAfter) };
      const wait = waitBeforeRetry(failed, tries, isRead);
      if (wait === undefined) throw this.#translate(outcome, doing);
      await sleep(wait, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
    }
  }

  /** A failure of the connection is returned: it may be one that can be tried again. */
  async #attempt<T>(
    attempt: (signal: AbortSignal) => Promise<T>,
    { signal, mayBeSilent = false }: ApiRequest,
  ): Promise<T | Error> {
    signal?.throwIfAborted();
    let timeout: AbortSignal | undefined;
    try {
      // A credential plugin may ask a person to log in: the server's time begins after that.
      await this.#transport.authenticated();
      if (!mayBeSilent) timeout = AbortSignal.timeout(this.#options.timeoutMs);
      return await attempt(AbortSignal.any([timeout, signal].filter((one) => one !== undefined)));
    } catch (cause) {
      signal?.throwIfAborted();
      if (isJaegerError(cause)) throw cause;
      const reason: unknown = timeout?.aborted === true ? timeout.reason : cause;
      return reason instanceof Error ? reason : new Error(String(reason));
    }
  }

  #translate(outcome: Answer | Error, doing: Doing): JaegerError {
    if (outcome instanceof Error) return this.failure(outcome);
    return fromAnswer(outcome.status, parseStatus(outcome.body), doing, this.#transport.server);
  }

  async #sendOnce(request: ApiRequest, signal: AbortSignal): Promise<Retryable> {
    const { response, note } = await this.#open(request, signal);
    const body = await collect(await contentOf(response));
    note(body);
    return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body };
  }

  async #open(
    { method, path, accept, contentType, headers: more, body }: ApiRequest,
    signal: AbortSignal,
  ): Promise<Opened> {
    const url = new URL(this.#transport.server.replace(/\/$/, '') + path);
    const requestBody = body === undefined ? undefined : JSON.stringify(body);
    const requestHeaders = {
      accept: accept ?? 'application/json',
      'accept-encoding': this.#options.canCompress === false ? 'identity' : 'gzip',
      'user-agent': this.#options.userAgent,
      ...more,
      ...(requestBody === undefined
        ? {}
        : { 'content-type': contentType ?? 'application/json', 'content-length': Buffer.byteLength(requestBody) }),
    };
    const began = performance.now();
    const tell = (answer: Exchange['answer']): void =>
      this.#options.onExchange?.({
        method,
        url: url.href,
        requestHeaders,
        requestBody,
        milliseconds: Math.round(performance.now() - began),
        answer,
      });
    try {
      const sending = { method, url, headers: requestHeaders, body: requestBody, signal };
      const { response, upgraded } = await this.#transport.upgrade(sending);
      this.#warn(response);
      const { statusCode: status = 0, statusMessage: statusText = '', headers } = response;
      return {
        response,
        ...(upgraded ? { upgraded } : {}),
        note: (text) => tell({ status, statusText, headers, body: text }),
      };
    } catch (error) {
      tell(undefined);
      throw error;
    }
  }

  #warn({ headersDistinct }: IncomingMessage): void {
    for (const text of warningTexts(headersDistinct['warning'] ?? [])) {
      if (this.#warned.has(text)) continue;
      this.#warned.add(text);
      this.#options.onWarning?.(text);
    }
  }
}
