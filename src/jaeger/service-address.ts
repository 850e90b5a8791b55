/** A Service as a URL names it. */
export interface ServiceAddress {
  readonly namespace: string;
  readonly name: string;
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const IN_CLUSTER = new RegExp(`^(?<name>${LABEL})(\\.(?<namespace>${LABEL})(\\.svc(\\..+)?)?)?$`);

/**
 * The Service that a URL inside the cluster could mean: `name`, `name.namespace`, `name.namespace.svc…`.
 * A host with more labels than that is outside. The name alone is looked up in `namespace`.
 */
export function serviceOf(url: string, namespace: string): ServiceAddress | undefined {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  const found = IN_CLUSTER.exec(host)?.groups;
  if (found?.['name'] === undefined) return undefined;
  return { name: found['name'], namespace: found['namespace'] ?? namespace };
}

/** Where whoever is given that URL asks: without a port, at that of its scheme. */
export function portOf({ protocol, port }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
