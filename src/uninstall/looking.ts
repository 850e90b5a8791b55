import { isJaegerError, type JaegerError } from '../errors/index.ts';
import type { ListQuery, Reader } from '../kubernetes/ports.ts';
import type { AnyResource, ObjectOf } from '../kubernetes/types.ts';
import type { Unread } from './facts.ts';

/** Lists what it may, and notes what it may not. Whatever else fails is a failure: who deletes must have seen all there is. */
export class Looking {
  readonly #cluster: Pick<Reader, 'list'>;
  readonly #unread = new Map<string, Unread>();

  constructor(cluster: Pick<Reader, 'list'>) {
    this.#cluster = cluster;
  }

  get unread(): readonly Unread[] {
    return [...this.#unread].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, unread]) => unread);
  }

  note(resource: string, namespace: string | undefined, error: JaegerError): void {
    if (error.code !== 'FORBIDDEN') throw error;
    this.#unread.set(`${resource} ${namespace ?? ''}`, { resource, namespace, error });
  }

  async list<R extends AnyResource>(resource: R, query: ListQuery): Promise<readonly ObjectOf<R>[]> {
    return (await this.#tried(resource, query)) ?? [];
  }

  /** Of all namespaces, or at least of one. */
  async everywhere<R extends AnyResource>(resource: R, namespace: string): Promise<readonly ObjectOf<R>[]> {
    return (await this.#tried(resource, {})) ?? this.list(resource, { namespace });
  }

  /** Undefined: it may not be looked at. A kind that there is not has no objects. */
  async #tried<R extends AnyResource>(resource: R, query: ListQuery): Promise<readonly ObjectOf<R>[] | undefined> {
    try {
      return await this.#cluster.list(resource, query);
    } catch (error) {
      if (!isJaegerError(error)) throw error;
      if (error.code === 'NO_SUCH_KIND') return [];
      this.note(typeof resource === 'string' ? resource : resource.plural, query.namespace, error);
      return undefined;
    }
  }
}
