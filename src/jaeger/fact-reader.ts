import { isJaegerError } from '../errors/index.ts';
import type { ListQuery, Reader } from '../kubernetes/ports.ts';
import type { Resource, Resources } from '../kubernetes/types.ts';
import type { FactError } from './facts.ts';

/** Reads lists; one that fails is empty and noted. */
export class FactReader {
  readonly errors: FactError[] = [];
  readonly #cluster: Reader;

  constructor(cluster: Reader) {
    this.#cluster = cluster;
  }

  async list<R extends Resource>(resource: R, query: ListQuery): Promise<readonly Resources[R][]> {
    try {
      return await this.#cluster.list(resource, query);
    } catch (error) {
      if (!isJaegerError(error)) throw error;
      this.errors.push({ resource, error });
      return [];
    }
  }
}
