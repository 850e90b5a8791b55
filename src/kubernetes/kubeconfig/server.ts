import { JaegerError } from '../../errors/index.ts';

/**
 * The address of an API server: a URL, or a host and port without TLS (client-go 0.36, rest/url_utils.go). What stands
 * before `@`, behind `?` and `#` and the last `/` are dropped. Throws KUBECONFIG.
 */
export function serverUrl(server: string): string {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(server) ? server : `http://${server}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new JaegerError('KUBECONFIG', `server "${server.slice(0, 200)}" must be an http or https URL, or host:port`);
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}
