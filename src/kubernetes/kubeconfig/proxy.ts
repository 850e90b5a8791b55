import { BlockList, isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/** The schemes that `proxy-url` may have (client-go 0.36, tools/clientcmd/helpers.go). */
const SCHEMES = new Set(['http:', 'https:', 'socks5:']);

/** Why a `proxy-url` cannot be used, if it cannot. */
export function proxyFault(url: string): string | undefined {
  if (!URL.canParse(url)) return 'it is no URL';
  const { protocol } = new URL(url);
  return SCHEMES.has(protocol)
    ? undefined
    : `unsupported scheme "${protocol.slice(0, -1)}", must be http, https, or socks5`;
}

/** Kubernetes lets a socks5 proxy look up the server's name; to the client library that is a scheme of its own. */
export const withRemoteLookup = (proxy: string): string => proxy.replace(/^socks5:/, 'socks5h:');

/**
 * The proxy that the environment names for requests to `server`, as Go's programs find it (Go 1.26,
 * net/http): upper case first, never for this machine itself, and none for what NO_PROXY lists.
 */
export function proxyFromEnvironment(server: URL, environment: Environment): string | undefined {
  const named = server.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const proxy = firstOf(environment, named);
  if (proxy === '' || isThisMachine(hostOf(server)) || isListed(server, firstOf(environment, ['NO_PROXY', 'no_proxy'])))
    return undefined;
  const url = URL.canParse(proxy) && new URL(proxy).host !== '' ? proxy : `http://${proxy}`;
  return proxyFault(url) === undefined || url.startsWith('socks5h:') ? url : undefined;
}

const firstOf = (environment: Environment, names: readonly string[]): string =>
  names.map((name) => environment[name] ?? '').find((value) => value !== '') ?? '';

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const isThisMachine = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

function isListed(server: URL, noProxy: string): boolean {
  const entries = noProxy
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim());
  const host = hostOf(server);
  const port = server.port || (server.protocol === 'https:' ? '443' : '80');
  return entries.some((entry) => entry === '*' || (isIP(host) ? matchesAddress : matchesName)(entry, host, port));
}

/** An entry, and the port behind it if it has one. */
function splitPort(entry: string): readonly [string, string | undefined] {
  const match = /^(?:\[(?<six>[^\]]*)\]|(?<plain>[^:]*)):(?<port>\d+)$/.exec(entry);
  return [match?.groups?.['six'] ?? match?.groups?.['plain'] ?? entry, match?.groups?.['port']];
}

function matchesAddress(entry: string, address: string, port: string): boolean {
  const [network = '', bits] = entry.split('/');
  if (bits !== undefined) return isIP(network) > 0 && /^\d+$/.test(bits) && isWithin(network, Number(bits), address);
  const [host, onPort = port] = splitPort(entry);
  return isIP(host) > 0 && onPort === port && isWithin(host, isIP(host) === 6 ? 128 : 32, address);
}

const family = (ip: string): 'ipv4' | 'ipv6' => (isIP(ip) === 6 ? 'ipv6' : 'ipv4');

function isWithin(network: string, bits: number, address: string): boolean {
  if (bits > (family(network) === 'ipv6' ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family(network));
  return list.check(address, family(address));
}

/** `example.com` means itself and what ends in it; `.example.com` and `*.example.com` only the latter. */
function matchesName(entry: string, name: string, port: string): boolean {
  const [host, onPort = port] = splitPort(entry);
  const suffix = host.replace(/^\*(?=\.)/, '');
  if (suffix === '' || onPort !== port) return false;
  return suffix.startsWith('.') ? name.endsWith(suffix) : name === suffix || name.endsWith(`.${suffix}`);
}
