import { isJaegerError, type JaegerError } from '../errors/index.ts';
import type { Discovery, ListQuery, ObjectName, Reader } from '../kubernetes/ports.ts';
import type { Resource, Resources } from '../kubernetes/types.ts';
import type { FactError } from './facts.ts';

/** What facts are read from. */
export type FactSource = Reader & Pick<Discovery, 'servedGroups'>;

/** Which API groups there are, and in which versions; undefined when the server does not tell. */
export type Groups = ReadonlyMap<string, readonly string[]> | undefined;

/** Reads lists and objects; what cannot be read is empty and noted. */
export class FactReader {
  readonly errors: FactError[] = [];
  readonly #cluster: FactSource;

  constructor(cluster: FactSource) {
    this.#cluster = cluster;
  }

  /** A server that does not tell is asked for every resource instead: that is no failure. */
  groups(): Promise<Groups> {
    return this.#unless(
      () => this.#cluster.servedGroups(),
      undefined,
      () => undefined,
    );
  }

  /** A kind that the cluster does not have has no objects: that is no failure either. */
  list<R extends Resource>(resource: R, query: ListQuery): Promise<readonly Resources[R][]> {
    return this.#unless<readonly Resources[R][]>(
      () => this.#cluster.list(resource, query),
      [],
      (error) => {
        if (error.code !== 'NO_SUCH_KIND') this.errors.push({ resource, namespace: query.namespace, error });
      },
    );
  }

  /** The object, if it is there and may be read; only the latter is noted. */
  get<R extends Resource>(resource: R, name: ObjectName): Promise<Resources[R] | undefined> {
    return this.#unless<Resources[R] | undefined>(
      () => this.#cluster.get(resource, name),
      undefined,
      (error) => {
        if (error.code !== 'NOT_FOUND') this.errors.push({ resource, namespace: name.namespace, error });
      },
    );
  }

  async #unless<T>(read: () => Promise<T>, otherwise: T, note: (error: JaegerError) => unknown): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (!isJaegerError(error)) throw error;
      note(error);
      return otherwise;
    }
  }
}
