import type { Listener } from './listen.ts';
import type { QueryAddress } from './query-address.ts';
import type { TunnelEvent } from './reach.ts';

/** What a script wants to know of a tunnel. */
export interface TunnelReport {
  readonly apiVersion: 'jaeger.kubectl/v1alpha1';
  readonly kind: 'PortForward';
  readonly namespace: string;
  readonly instance: string;
  readonly component: string;
  /** Where the query service can be opened; absent for other components. */
  readonly url?: string;
  readonly ports: readonly { readonly address: string; readonly local: number; readonly remote: number }[];
}

/** What it leads to. */
export interface Destination {
  readonly namespace: string;
  readonly instance: string;
  readonly component: string;
  /** Below the base path. */
  readonly path: string;
  /** Undefined where it is no query service. */
  readonly query: QueryAddress | undefined;
}

/** An address that takes connections to all of this machine's is no address to ask. */
const ANY: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

export function tunnelReport(
  listeners: readonly Omit<Listener, 'server'>[],
  { path, query, ...destination }: Destination,
): TunnelReport {
  const [first] = listeners;
  const below = path.replace(/^\/+/, '');
  const url =
    first && query ? `${query.scheme}://${hostOf(first.address)}:${first.local}${query.basePath}${below}` : undefined;
  return {
    apiVersion: 'jaeger.kubectl/v1alpha1',
    kind: 'PortForward',
    ...destination,
    ...(url === undefined ? {} : { url }),
    ports: listeners.map(({ address, local, remote }) => ({ address, local, remote })),
  };
}

function hostOf(address: string): string {
  const asked = ANY[address] ?? address;
  return asked.includes(':') ? `[${asked}]` : asked;
}

/** An event for a script: an error with its words, which JSON would leave out. */
export const eventReport = (event: TunnelEvent): object =>
  'error' in event
    ? { ...event, error: { code: event.error.code, message: event.error.message, hints: event.error.hints } }
    : event;

/** Where spans are taken in over HTTP, in every Jaeger. */
const OTLP_HTTP = 4318;

/**
 * The same for a program's environment: JAEGER_URL, without a slash at its end, and where spans are taken in the variables of every
 * OpenTelemetry SDK.
 */
export function addressesOf({ url, ports, component }: TunnelReport): Readonly<Record<string, string>> {
  const at = (port: TunnelReport['ports'][number] | undefined): string =>
    port === undefined ? '' : `http://${hostOf(port.address)}:${port.local}`;
  const otlp = ports.find(({ remote }) => remote === OTLP_HTTP);
  return {
    JAEGER_URL: (url ?? at(ports[0])).replace(/\/$/, ''),
    ...(otlp && ['otlp', 'collector'].includes(component)
      ? { OTEL_EXPORTER_OTLP_ENDPOINT: at(otlp), OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }
      : {}),
  };
}
