import type { KubeConfig } from '@kubernetes/client-node';
import { askAccess, askRules } from './access-reviews.ts';
import { lines } from './body.ts';
import { discoverGroups, discoverResources, discoverServerVersion, discoverVersions } from './discovery.ts';
import type { Doing } from './doing.ts';
import { targetOf } from './kubeconfig.ts';
import { listPages, type ListedPage, type PageQuery } from './list-pages.ts';
import { logLines } from './log-lines.ts';
import type {
  Abortable,
  AccessAnswer,
  AccessQuestion,
  AccessRules,
  Applied,
  ApplyOptions,
  Cluster,
  DeleteOptions,
  ListQuery,
  LogLine,
  LogLinesQuery,
  LogQuery,
  Manifest,
  ObjectName,
  Patch,
  PatchOptions,
  PodCommand,
  PodPort,
  PodStream,
  Selection,
  Target,
  WatchEvent,
  WriteOptions,
} from './ports.ts';
import { openExec, openPodStream } from './port-forward/open.ts';
import { readObject, readPage, type Page } from './read-answer.ts';
import { objectReader } from './read-objects.ts';
import { Requests, type ApiRequest, type ConnectionOptions } from './requests.ts';
import { pathOf, resourceOf } from './resources.ts';
import { fromAnswer } from './translate.ts';
import type { AnyResource, ApiResource, ObjectOf } from './types.ts';
import { follow } from './watch.ts';
import { applyRequest, createRequest, deleteRequest, patchRequest } from './write-requests.ts';

/** kubectl's own chunk. */
const PAGE = 500;

const asMetadata = (kind: string): string =>
  `application/json;as=PartialObjectMetadata${kind};g=meta.k8s.io;v=v1,application/json`;

/** A server ends a watch by itself after this time; a dead connection is given up a moment later. As client-go, 5 to 10 minutes. */
const watchSeconds = (): number => Math.round(300 * (1 + Math.random()));
const GRACE_S = 30;

/** Plain JSON requests over the client library's authenticated transport; see docs/decisions/0002-requests.md. */
export class ApiCluster implements Cluster {
  readonly target: Target;
  readonly #requests: Requests;

  constructor(config: KubeConfig, options: ConnectionOptions) {
    this.#requests = new Requests(config, options);
    this.target = targetOf(config);
  }

  async list<R extends AnyResource>(resource: R, query: ListQuery): Promise<readonly ObjectOf<R>[]> {
    return (await this.#list(resource, query)).items;
  }

  get<R extends AnyResource>(
    resource: R,
    { namespace, name }: ObjectName,
    { signal }: Abortable = {},
  ): Promise<ObjectOf<R>> {
    const type = resourceOf(resource);
    const path = pathOf(type, { namespace, name });
    const doing: Doing = { verb: 'get', resource: type, namespace, name };
    return this.#object(resource, { method: 'GET', path, isRead: true, doing, signal });
  }

  async logs(pod: ObjectName, { signal, previous, ...query }: LogQuery): Promise<string> {
    const request = logRequest(pod, { ...query, ...(previous === true ? { previous } : {}) });
    return (await this.#requests.send({ ...request, signal })).body;
  }

  async *logLines(pod: ObjectName, { signal, ...query }: LogLinesQuery): AsyncGenerator<LogLine> {
    const request = logRequest(pod, { ...query, timestamps: true });
    // A node sends no headers before the first line.
    const content = await this.#requests.stream({ ...request, signal, mayBeSilent: query.follow === true });
    try {
      yield* logLines(content);
    } catch (cause) {
      signal.throwIfAborted();
      throw this.#requests.failure(cause);
    }
  }

  create<R extends AnyResource>(resource: R, object: Manifest, options: WriteOptions = {}): Promise<ObjectOf<R>> {
    return this.#object(resource, createRequest(resource, object, options));
  }

  async apply<R extends AnyResource>(
    resource: R,
    object: Manifest,
    options: ApplyOptions = {},
  ): Promise<Applied<ObjectOf<R>>> {
    const request = applyRequest(resource, object, options);
    const answer = await this.#requests.send(request);
    return { object: readObject(answer, objectReader(resource), nameOf(request)), created: answer.status === 201 };
  }

  patch<R extends AnyResource>(
    resource: R,
    name: ObjectName,
    patch: Patch,
    options: PatchOptions = {},
  ): Promise<ObjectOf<R>> {
    return this.#object(resource, patchRequest(resource, name, patch, options));
  }

  async delete(resource: AnyResource, name: ObjectName, options: DeleteOptions = {}): Promise<void> {
    await this.#requests.send(deleteRequest(resource, name, options));
  }

  async *watch<R extends AnyResource>(resource: R, query: Selection): AsyncGenerator<WatchEvent<ObjectOf<R>>> {
    const type = resourceOf(resource);
    const doing: Doing = { verb: 'watch', resource: type, namespace: query.namespace };
    const left = new AbortController();
    const signal = query.signal ? AbortSignal.any([query.signal, left.signal]) : left.signal;
    try {
      yield* follow<ObjectOf<R>>(
        {
          reader: objectReader(resource),
          list: () => this.#list(resource, { ...query, signal }),
          lines: (resourceVersion) => this.#watchLines(type, query, { resourceVersion, signal }),
          failure: (cause) => this.#requests.failure(cause),
          refusal: (status) => fromAnswer(status.code ?? 0, status, doing, this.target.server),
        },
        signal,
      );
    } finally {
      left.abort();
    }
  }

  canI(question: AccessQuestion, { signal }: Abortable = {}): Promise<AccessAnswer> {
    return askAccess(this.#requests, question, signal);
  }

  rulesIn(namespace: string, { signal }: Abortable = {}): Promise<AccessRules> {
    return askRules(this.#requests, namespace, signal);
  }

  serverVersion({ signal }: Abortable = {}): Promise<string> {
    return discoverServerVersion(this.#requests, signal);
  }

  servedGroups({ signal }: Abortable = {}): Promise<ReadonlyMap<string, readonly string[]>> {
    return discoverGroups(this.#requests, signal);
  }

  servedVersions(group: string, { signal }: Abortable = {}): Promise<readonly string[]> {
    return discoverVersions(this.#requests, group, signal);
  }

  servedResources(group: string, version: string, { signal }: Abortable = {}): Promise<readonly ApiResource[]> {
    return discoverResources(this.#requests, { group, version }, signal);
  }

  forward(target: PodPort, { signal }: { readonly signal: AbortSignal }): Promise<PodStream> {
    return openPodStream(this.#requests, target, signal);
  }

  execute(command: PodCommand, { signal }: { readonly signal: AbortSignal }): Promise<PodStream> {
    return openExec(this.#requests, command, signal);
  }

  close(): void {
    this.#requests.close();
  }

  async #object<R extends AnyResource>(resource: R, request: ApiRequest): Promise<ObjectOf<R>> {
    return readObject(await this.#requests.send(request), objectReader(resource), nameOf(request));
  }

  #list<R extends AnyResource>(resource: R, query: ListQuery): Promise<ListedPage<ObjectOf<R>>> {
    const type = { ...resourceOf(resource), ...(query.version === undefined ? {} : { version: query.version }) };
    const doing: Doing = { verb: 'list', resource: type, namespace: query.namespace };
    const reader = objectReader(resource);
    const ask = async (page: PageQuery): Promise<Page<ObjectOf<R>>> => {
      const path =
        pathOf(type, { namespace: query.namespace }) +
        selectionOf(query, { limit: page.limit, continue: page.continue });
      const request: ApiRequest = {
        method: 'GET',
        path,
        ...(query.metadataOnly === true ? { accept: asMetadata('List') } : {}),
        isRead: true,
        doing,
        signal: query.signal,
      };
      return readPage(await this.#requests.send(request), reader, nameOf(request));
    };
    return listPages(ask, query.pageSize ?? PAGE);
  }

  async *#watchLines(
    type: ApiResource,
    query: Selection,
    { resourceVersion, signal }: { readonly resourceVersion: string; readonly signal: AbortSignal },
  ): AsyncGenerator<string> {
    const timeoutSeconds = watchSeconds();
    const following = { watch: 'true', allowWatchBookmarks: 'true', resourceVersion, timeoutSeconds };
    const content = await this.#requests.stream({
      method: 'GET',
      path: pathOf(type, { namespace: query.namespace }) + selectionOf(query, following),
      ...(query.metadataOnly === true ? { accept: asMetadata('') } : {}),
      isRead: true,
      doing: { verb: 'watch', resource: type, namespace: query.namespace },
      signal: AbortSignal.any([signal, AbortSignal.timeout((timeoutSeconds + GRACE_S) * 1000)]),
    });
    yield* lines(content);
  }
}

const nameOf = ({ method, path }: ApiRequest): string => `${method} ${path.replace(/\?.*$/, '')}`;

function logRequest({ namespace, name }: ObjectName, query: Parameters): ApiRequest {
  const resource = resourceOf('pods');
  const path = `${pathOf(resource, { namespace, name })}/log${queryOf(query)}`;
  const doing: Doing = { verb: 'get', resource, subresource: 'log', namespace, name };
  return { method: 'GET', path, isRead: true, doing };
}

type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

/** The query of a list or watch. */
const selectionOf = ({ labelSelector, fieldSelector }: Selection, more: Parameters): string =>
  queryOf({ ...more, labelSelector, fieldSelector });

/** What is undefined is left out. */
function queryOf(parameters: Parameters): string {
  const wanted = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(wanted.map(([name, value]) => [name, String(value)]));
  return query.size === 0 ? '' : `?${query.toString()}`;
}
