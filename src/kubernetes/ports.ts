import type { Resource, Resources } from './types.ts';

/** The cluster that a command talks to, fixed once at its start. */
export interface Target {
  readonly context: string;
  readonly server: string;
  /** The namespace that the context names, or `default`. */
  readonly namespace: string;
}

export interface ListQuery {
  /** Left out: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  /** Ask the server for names, labels and owners alone (PartialObjectMetadata). */
  readonly metadataOnly?: boolean;
}

/** Reads from one Kubernetes API server. Every failure is a JaegerError. */
export interface Cluster {
  readonly target: Target;
  /** All objects that match, page by page, in the server's order (namespace, name). */
  list<R extends Resource>(resource: R, query: ListQuery): Promise<readonly Resources[R][]>;
  /** Closes what is kept open between requests. */
  close(): void;
}
