import { settingOf, type JaegerInstance, type Member, placeOf } from '../jaeger/index.ts';
import type { HttpRoute, Ingress, Route, Service, ServicePort } from '../kubernetes/types.ts';
import type { AccessRow } from './report.ts';

/** Ways to an instance: from outside, and the addresses inside the cluster that spans are sent to. */
export function accessRows(instance: JaegerInstance): readonly AccessRow[] {
  const { namespace, services, ingresses, routes, httpRoutes } = instance;
  const own = new Set(
    services.filter(({ object }) => object.metadata.namespace === namespace).map(({ object }) => object.metadata.name),
  );
  return [
    ...ingresses.flatMap((ingress) => ingressRows(ingress, own)),
    ...routes.map(routeRow),
    ...httpRoutes.flatMap((route) => httpRouteRows(route, own)),
    ...otlpRows(instance),
  ];
}

const ANY_HOST = '*';
const EVERYTHING = '/';

type Way = Pick<AccessRow, 'host' | 'path' | 'service' | 'port' | 'termination'>;

const row = (
  kind: AccessRow['kind'],
  { object: { metadata }, because }: Member<Ingress | Route | HttpRoute | Service>,
  way: Way & Pick<AccessRow, 'protocol'>,
): AccessRow => ({ kind, ...placeOf(metadata), ...way, because });

/** A row for each host and path; what matches none of them goes to the default backend. */
function ingressRows(member: Member<Ingress>, own: ReadonlySet<string>): AccessRow[] {
  const { defaultBackend, rules = [], tls = [] } = member.object.spec ?? {};
  const otherwise = { path: EVERYTHING, backend: defaultBackend };
  const ways = rules.flatMap(({ host = ANY_HOST, http }) =>
    (http?.paths ?? [otherwise]).map(({ path = EVERYTHING, backend }) => ({ host, path, backend })),
  );
  return [...ways, { host: ANY_HOST, ...otherwise }].flatMap(({ host, path, backend }) => {
    const { name, port } = backend?.service ?? {};
    if (name === undefined || !own.has(name)) return [];
    const termination = tls.some(({ hosts = [] }) => hosts.length === 0 || hosts.some((one) => covers(one, host)))
      ? 'edge'
      : '';
    return row('Ingress', member, {
      host,
      path,
      service: name,
      port: portText(port?.number ?? port?.name),
      termination,
    });
  });
}

/** A wildcard stands for one label (kubernetes 1.36, Ingress). */
const covers = (pattern: string, host: string): boolean =>
  pattern === host || (pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1));

/** As `oc get routes` writes the port of a Route that names none. */
const ALL_PORTS = '<all>';

const portText = (port: string | number | undefined): string => (port === undefined ? ALL_PORTS : String(port));

function routeRow(member: Member<Route>): AccessRow {
  const { host = ANY_HOST, path, to, port, tls } = member.object.spec ?? {};
  return row('Route', member, {
    host,
    path: path || EVERYTHING,
    service: to?.name ?? '',
    port: portText(port?.targetPort),
    termination: tls?.termination ?? '',
  });
}

/** TLS is a matter of the Gateway's listener, which is not read. */
function httpRouteRows(member: Member<HttpRoute>, own: ReadonlySet<string>): AccessRow[] {
  const { hostnames = [], rules = [] } = member.object.spec ?? {};
  const hosts = hostnames.length > 0 ? hostnames : [ANY_HOST];
  const ways = rules.flatMap(({ matches = [], backendRefs = [] }) => {
    const paths = new Set(matches.length > 0 ? matches.map(({ path }) => path?.value ?? EVERYTHING) : [EVERYTHING]);
    const backends = backendRefs.filter(({ kind = 'Service', name = '' }) => kind === 'Service' && own.has(name));
    return backends.flatMap(({ name = '', port }) =>
      [...paths].map((path) => ({ path, service: name, port: portText(port) })),
    );
  });
  return hosts.flatMap((host) => ways.map((way) => row('HTTPRoute', member, { host, ...way, termination: undefined })));
}

const OTLP = { 4317: 'gRPC', 4318: 'HTTP' } as const;
type Protocol = (typeof OTLP)[keyof typeof OTLP];

/** Where the OTLP exporters of OpenTelemetry's SDKs add nothing of their own to the address (OTLP 1.9). */
const PATHS: Readonly<Record<Protocol, string>> = { gRPC: '', HTTP: '/v1/traces' };

/** What takes spans from applications. */
const INGESTION: ReadonlySet<string> = new Set(['all-in-one', 'collector']);

interface Receiver {
  readonly member: Member<Service>;
  readonly port: ServicePort;
  readonly protocol: Protocol;
}

/** One address for each protocol and set of Pods: a headless Service only where there is no other. */
function otlpRows(instance: JaegerInstance): AccessRow[] {
  const receivers = instance.services
    .filter(({ component }) => INGESTION.has(component))
    .flatMap((member) => (member.object.spec?.ports ?? []).flatMap((port) => receiver(member, port)));
  const same = Map.groupBy(receivers, ({ member, protocol }) =>
    JSON.stringify([
      protocol,
      member.object.metadata.namespace,
      Object.entries(member.object.spec?.selector ?? {})
        .map(String)
        .toSorted(),
    ]),
  );
  return [...same.values()]
    .flatMap((group) => group.find(({ member }) => member.object.spec?.clusterIP !== 'None') ?? group[0] ?? [])
    .map((found) => otlpRow(found, instance));
}

function receiver(member: Member<Service>, port: ServicePort): Receiver | [] {
  const protocol = protocolOf(port.port) ?? protocolOf(port.targetPort);
  return protocol === undefined ? [] : { member, port, protocol };
}

const protocolOf = (port: string | number | undefined): Protocol | undefined =>
  port === 4317 || port === 4318 ? OTLP[port] : undefined;

function otlpRow({ member, port, protocol }: Receiver, instance: JaegerInstance): AccessRow {
  const { namespace = '', name } = member.object.metadata;
  return row('OTLP', member, {
    host: `${name}.${namespace}.svc`,
    path: PATHS[protocol],
    service: name,
    port: String(port.port),
    protocol,
    termination: takesTls(protocol, member, instance) ? 'passthrough' : '',
  });
}

/** Whether the component itself is told to speak TLS: Jaeger v1 by a flag, v2 by a certificate in its configuration. */
function takesTls(protocol: Protocol, { component }: Member<Service>, { workloads }: JaegerInstance): boolean {
  const name = protocol.toLowerCase();
  return workloads
    .filter((workload) => workload.component === component)
    .some(
      ({ settings }) =>
        settingOf(settings, `collector.otlp.${name}.tls.enabled`) === 'true' ||
        settings.has(`receivers.otlp.protocols.${name}.tls.cert_file`),
    );
}
