export interface Wanted {
  readonly service: string;
  readonly namespace: string;
  /** Whoever says it is in the same namespace, where the name alone is enough. */
  readonly isNear: boolean;
}

/** A host of a cluster, what stands before it, and its port. */
const HOST = /(?<scheme>\/\/)?(?<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(?<port>:\d+)?/gi;

/**
 * Whether a text names a Service: `service.namespace`, with or without what follows, wherever it stands; the bare name as a host, with a
 * port or behind `//`, or as the whole text or argument.
 */
export function namesAddress(text: string, { service, namespace, isNear }: Wanted): boolean {
  const whole = text.replace(/^[^=]*=/, '');
  return [...text.matchAll(HOST)].some(({ 0: found, groups = {} }) => {
    const host = (groups['host'] ?? '').toLowerCase();
    if (host === `${service}.${namespace}` || host.startsWith(`${service}.${namespace}.svc`)) return true;
    const isHost = groups['scheme'] !== undefined || groups['port'] !== undefined || found === whole;
    return isNear && isHost && host === service;
  });
}
