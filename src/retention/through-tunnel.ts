import type { ElasticsearchApi } from '../elasticsearch/ports.ts';
import { isJaegerError, type JaegerError } from '../errors/index.ts';

/** What is known of the connections that a store is asked through. */
export interface Connections {
  /** Rejects when there is no use in going on. */
  readonly failed: Promise<never>;
  /** Why the last one broke that did. */
  readonly reason: () => JaegerError | undefined;
}

/** The same questions; where a connection breaks, the tunnel knows better why than who is at its end. */
export function throughTunnel(api: ElasticsearchApi, { failed, reason }: Connections): ElasticsearchApi {
  // Nobody may be asking when it fails.
  failed.catch(() => undefined);
  const explained = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await Promise.race([answer, failed]);
    } catch (error) {
      throw isJaegerError(error) && error.code === 'STORE_UNREACHABLE' ? (reason() ?? error) : error;
    }
  };
  return {
    version: (signal) => explained(api.version(signal)),
    indices: (expression, signal) => explained(api.indices(expression, signal)),
    sizes: (expression, signal) => explained(api.sizes(expression, signal)),
    health: (signal) => explained(api.health(signal)),
    disks: (signal) => explained(api.disks(signal)),
    limits: (signal) => explained(api.limits(signal)),
    templates: (signal) => explained(api.templates(signal)),
    policies: (names, signal) => explained(api.policies(names, signal)),
    lifecycles: (expression, signal) => explained(api.lifecycles(expression, signal)),
    dataStreams: (expression, signal) => explained(api.dataStreams(expression, signal)),
    close: () => api.close(),
  };
}
