import type { KubeConfig } from '@kubernetes/client-node';
import { request, type RequestOptions } from 'node:https';
import { request as plainRequest } from 'node:http';
import { isJaegerError } from '../errors/index.ts';
import { targetOf } from './kubeconfig.ts';
import type { Cluster, ListQuery, Target } from './ports.ts';
import { fromAnswer, fromFailure, type ApiStatus, type Doing } from './translate.ts';
import type { Resource, Resources } from './types.ts';

const GROUPS: Readonly<Record<Resource, { readonly group: string; readonly version: string }>> = {
  pods: { group: '', version: 'v1' },
  services: { group: '', version: 'v1' },
  persistentvolumeclaims: { group: '', version: 'v1' },
  jobs: { group: 'batch', version: 'v1' },
  cronjobs: { group: 'batch', version: 'v1' },
  jaegers: { group: 'jaegertracing.io', version: 'v1' },
};

const PAGE = 500;
const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

export interface ConnectionOptions {
  readonly userAgent: string;
  /** How long one request may take before the server counts as unreachable. */
  readonly timeoutMs: number;
}

interface Page<T> {
  readonly metadata?: { readonly continue?: string };
  readonly items?: readonly T[] | null;
}

interface Answer {
  readonly code: number;
  readonly body: string;
}

/**
 * Plain JSON requests over the client library's authenticated transport: its generated models would parse
 * every field of every object, and fail on what a newer server adds.
 */
export class ApiCluster implements Cluster {
  readonly target: Target;
  readonly #config: KubeConfig;
  readonly #options: ConnectionOptions;
  #transport: Promise<RequestOptions> | undefined;

  constructor(config: KubeConfig, options: ConnectionOptions) {
    this.#config = config;
    this.#options = options;
    this.target = targetOf(config);
  }

  async list<R extends Resource>(resource: R, query: ListQuery): Promise<readonly Resources[R][]> {
    const { group } = GROUPS[resource];
    const { timeoutMs } = this.#options;
    const doing: Doing = {
      verb: 'list',
      resource,
      group,
      namespace: query.namespace,
      server: this.target.server,
      timeoutMs,
    };
    const items: Resources[R][] = [];
    let more: string | undefined;
    do {
      const page = await this.#page<Resources[R]>(doing, query, more);
      items.push(...(page.items ?? []));
      more = page.metadata?.continue || undefined;
    } while (more !== undefined);
    return items;
  }

  close(): void {
    // A transport that could not be made has failed every request already: here is nobody left to tell.
    void this.#transport?.then(destroyAgent, () => undefined);
  }

  async #page<T>(doing: Doing, query: ListQuery, more: string | undefined): Promise<Page<T>> {
    try {
      const { code, body } = await this.#get(
        listPath(doing, query, more),
        query.metadataOnly ? METADATA_LIST : 'application/json',
      );
      if (code !== 200) throw fromAnswer(code, parseStatus(body), doing);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our types have every field optional that may be missing
      return JSON.parse(body) as Page<T>;
    } catch (error) {
      throw isJaegerError(error) ? error : fromFailure(error, doing);
    }
  }

  async #get(path: string, accept: string): Promise<Answer> {
    this.#transport ??= this.#authenticate();
    const transport = await this.#transport;
    const url = new URL(this.target.server.replace(/\/$/, '') + path);
    const headers = { accept, 'user-agent': this.#options.userAgent };
    return send(url, {
      ...transport,
      headers: Object.assign(headers, transport.headers),
      method: 'GET',
      signal: AbortSignal.timeout(this.#options.timeoutMs),
    });
  }

  async #authenticate(): Promise<RequestOptions> {
    const options: RequestOptions = {};
    await this.#config.applyToHTTPSOptions(options);
    return options;
  }
}

function destroyAgent({ agent }: RequestOptions): void {
  if (typeof agent === 'object') agent.destroy();
}

function listPath({ resource, group, namespace }: Doing, query: ListQuery, more: string | undefined): string {
  const base = group === '' ? '/api' : `/apis/${group}`;
  const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  const parameters = new URLSearchParams({ limit: String(PAGE) });
  if (query.labelSelector !== undefined) parameters.set('labelSelector', query.labelSelector);
  if (more !== undefined) parameters.set('continue', more);
  return `${base}/${GROUPS[resource].version}${scope}/${resource}?${parameters.toString()}`;
}

function send(url: URL, options: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'http:' ? plainRequest : request)(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ code: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** A proxy in between, or priority and fairness, answers with plain text. */
function parseStatus(body: string): ApiStatus {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all fields of ApiStatus are optional
    return JSON.parse(body) as ApiStatus;
  } catch {
    return body === '' ? {} : { message: body.slice(0, 500) };
  }
}
