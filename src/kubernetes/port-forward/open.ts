import { createHash, randomBytes } from 'node:crypto';
import { JaegerError } from '../../errors/index.ts';
import type { PodPort, PodStream } from '../ports.ts';
import type { Requests } from '../requests.ts';
import { pathOf, resourceOf } from '../resources.ts';
import { randomMask, zeroMask } from './frames.ts';
import { podStream } from './pod-stream.ts';

/** The only protocol of API servers' port-forward over WebSocket that has a connection of its own for each port (tried with 1.36). */
const PROTOCOL = 'v4.channel.k8s.io';

/** RFC 6455, section 1.3. */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A connection to a port of a Pod; see Forwarder in ports.ts. */
export async function openPodStream(
  requests: Requests,
  { namespace, name, port }: PodPort,
  signal: AbortSignal,
): Promise<PodStream> {
  const pods = resourceOf('pods');
  const key = randomBytes(16).toString('base64');
  const { socket, head, headers, isEncrypted } = await requests.upgrade({
    method: 'GET',
    path: `${pathOf(pods, { namespace, name })}/portforward?ports=${port}`,
    accept: '*/*',
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
      'sec-websocket-protocol': PROTOCOL,
    },
    isRead: false,
    doing: { verb: 'get', resource: pods, subresource: 'portforward', namespace },
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
  const stream = podStream({ socket, head, mask, what: `pods/${name} port ${port}` });
  const end = (): void => void stream.destroy();
  signal.addEventListener('abort', end, { once: true });
  stream.once('close', () => signal.removeEventListener('abort', end));
  return stream;
}
