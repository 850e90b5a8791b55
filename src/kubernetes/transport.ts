import type { KubeConfig } from '@kubernetes/client-node';
import { request as plainRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';

/** How long credentials are taken as read: exec plugins and token files renew theirs in between. */
const FRESH_MS = 30_000;
/** Below the idle limits of the usual load balancers. */
const KEEP_ALIVE_MS = 30_000;

export interface Sending {
  readonly method: string;
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
}

/** What came of asking for another protocol: a connection that speaks it now, or an answer like any other. */
export interface Upgrade {
  readonly response: IncomingMessage;
  readonly upgraded?: { readonly socket: Duplex; readonly head: Buffer };
}

/** HTTP as the client library authenticates it: its agent (TLS, proxies), and the headers that say who asks. */
export class Transport {
  readonly #config: KubeConfig;
  #options: Promise<RequestOptions> | undefined;
  #freshUntil = 0;

  constructor(config: KubeConfig) {
    this.#config = config;
  }

  get server(): string {
    return this.#config.getCurrentCluster()?.server ?? '';
  }

  get proxy(): string | undefined {
    return this.#config.getCurrentCluster()?.proxyUrl || undefined;
  }

  /** Sends once and gives the answer when its headers are there; its body is still to be read. */
  async send(sending: Sending): Promise<IncomingMessage> {
    return (await this.upgrade(sending)).response;
  }

  /** The same for a request whose headers ask for another protocol. */
  async upgrade({ body, url, headers, ...sending }: Sending): Promise<Upgrade> {
    const options = await this.authenticated();
    sending.signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const sent = (url.protocol === 'http:' ? plainRequest : request)(url, {
        ...options,
        ...sending,
        headers: Object.assign({}, headers, options.headers),
      });
      sent.on('socket', (socket) => socket.setKeepAlive(true, KEEP_ALIVE_MS));
      sent.on('upgrade', (response, socket, head) => resolve({ response, upgraded: { socket, head } }));
      sent
        .on('response', (response) => resolve({ response }))
        .on('error', reject)
        .end(body);
    });
  }

  close(): void {
    // A transport that could not be made has failed every request already: here is nobody left to tell.
    void this.#options?.then(destroyAgent, () => undefined);
  }

  /** What to send a request with. Runs credential plugins, which may take as long as a person needs to log in. */
  authenticated(): Promise<RequestOptions> {
    const now = performance.now();
    if (this.#options === undefined || now > this.#freshUntil) {
      this.#freshUntil = now + FRESH_MS;
      this.#options = this.#authenticate();
    }
    return this.#options;
  }

  async #authenticate(): Promise<RequestOptions> {
    const options: RequestOptions & ConnectionOptions = {};
    await this.#config.applyToHTTPSOptions(options);
    keepConnections(options);
    return options;
  }
}

/**
 * The library's agent opens a connection per request, with a handshake each. Node.js does so too, and resumes no session, for
 * requests that judge the server's name in a way that their agent does not know of (26.10, lib/https.js).
 */
function keepConnections({ agent, checkServerIdentity }: RequestOptions & ConnectionOptions): void {
  if (typeof agent !== 'object') return;
  Object.assign(agent, { keepAlive: true, keepAliveMsecs: KEEP_ALIVE_MS });
  if (checkServerIdentity && hasOptions(agent)) Object.assign(agent.options, { checkServerIdentity });
}

const hasOptions = (agent: object): agent is { readonly options: object } => 'options' in agent;

function destroyAgent({ agent }: RequestOptions): void {
  if (typeof agent === 'object') agent.destroy();
}
