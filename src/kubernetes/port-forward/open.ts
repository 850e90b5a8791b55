import { createHash, randomBytes } from 'node:crypto';
import { JaegerError } from '../../errors/index.ts';
import type { PodCommand, PodPort, PodStream } from '../ports.ts';
import type { Requests } from '../requests.ts';
import { pathOf, resourceOf } from '../resources.ts';
import { randomMask, zeroMask } from './frames.ts';
import { EXECUTING } from './executing.ts';
import { FORWARDING, podStream, type Channels } from './pod-stream.ts';

/** The protocol of exec, and the only one of port-forward over WebSocket that has a connection of its own for each port (tried with 1.36). */
const PROTOCOL = 'v4.channel.k8s.io';

/** RFC 6455, section 1.3. */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A connection to a port of a Pod; see Forwarder in ports.ts. */
export const openPodStream = (
  requests: Requests,
  { namespace, name, port }: PodPort,
  signal: AbortSignal,
): Promise<PodStream> =>
  open(requests, {
    namespace,
    name,
    subresource: 'portforward',
    query: `ports=${port}`,
    what: `pods/${name} port ${port}`,
    channels: FORWARDING,
    signal,
  });

/** A program in a Pod, by its standard input and output; see Executor in ports.ts. */
export function openExec(
  requests: Requests,
  { namespace, name, command }: PodCommand,
  signal: AbortSignal,
): Promise<PodStream> {
  const query = new URLSearchParams([
    ...command.map((word) => ['command', word]),
    ...['stdin', 'stdout', 'stderr'].map((stream) => [stream, 'true']),
  ]);
  const what = `${command[0] ?? ''} in pods/${name}`;
  const target = { namespace, name, subresource: 'exec' as const, query: query.toString() };
  return open(requests, { ...target, what, channels: EXECUTING, signal });
}

interface Opening {
  readonly namespace: string;
  readonly name: string;
  readonly subresource: 'portforward' | 'exec';
  readonly query: string;
  readonly what: string;
  readonly channels: Channels;
  readonly signal: AbortSignal;
}

async function open(
  requests: Requests,
  { namespace, name, subresource, query, what, channels, signal }: Opening,
): Promise<PodStream> {
  const pods = resourceOf('pods');
  const key = randomBytes(16).toString('base64');
  const { socket, head, headers, isEncrypted } = await requests.upgrade({
    method: 'GET',
    path: `${pathOf(pods, { namespace, name })}/${subresource}?${query}`,
    accept: '*/*',
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
      'sec-websocket-protocol': PROTOCOL,
    },
    isRead: false,
    doing: { verb: 'get', resource: pods, subresource, namespace },
    signal,
  });
  const accept = createHash('sha1').update(`${key}${MAGIC}`).digest('base64');
  if (headers['sec-websocket-accept'] !== accept || headers['sec-websocket-protocol'] !== PROTOCOL) {
    socket.destroy();
    throw new JaegerError('NO_TUNNEL', 'what answered for the API server does not forward ports over WebSocket', {
      hints: ['a proxy in between may not let WebSocket pass; API servers before 1.30 do not offer it'],
    });
  }
  const mask = isEncrypted ? zeroMask : randomMask;
  const stream = podStream({ socket, head, mask, what, channels });
  const end = (): void => void stream.destroy();
  signal.addEventListener('abort', end, { once: true });
  stream.once('close', () => signal.removeEventListener('abort', end));
  return stream;
}
