import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { reach, renderEvent, renderReached, tunnelReport, type Reached } from '../../../src/access/index.ts';
import { JaegerError } from '../../../src/errors/index.ts';
import type { Forwarder, Watcher } from '../../../src/kubernetes/ports.ts';
import { clusterOfPods } from '../../support/pods-that-come.ts';

const ENDPOINT = { namespace: 'ns', labelSelector: 'app=jaeger', ports: [16_686] };

const echo = (pod: string, stream: Duplex): unknown =>
  stream.once('data', (question: Buffer) => stream.end(`${pod}: ${question.toString()}`));

/** However it is closed: a reset is an end, too. */
const closed = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('close', resolve));

describe('a listener on this machine', () => {
  const told: string[] = [];
  let reached: Reached | undefined;

  afterEach(() => {
    reached?.close();
    told.length = 0;
  });

  async function start(cluster: Watcher & Forwarder, reconnectTimeoutMs = 5000): Promise<void> {
    reached = await reach(cluster, ENDPOINT, {
      ports: [{ local: undefined, remote: 16_686, mayMove: false }],
      address: '127.0.0.1',
      reconnectTimeoutMs,
      onEvent: (event) => told.push(renderEvent(event)),
      signal: new AbortController().signal,
    });
  }

  function ask(question: string): Socket {
    const socket = connect(reached?.listeners[0]?.local ?? 0, '127.0.0.1');
    socket.on('error', () => undefined).write(question);
    return socket;
  }

  it('takes connections to the Pod that is Ready, and to the next one when that is gone', async () => {
    const { cluster, tell } = clusterOfPods(echo);
    tell({ type: 'added', pod: 'a' });
    await start(cluster);
    assert.equal(await text(ask('one')), 'a: one');
    tell({ type: 'deleted', pod: 'a' });
    const waiting = text(ask('two'));
    tell({ type: 'added', pod: 'b' });
    assert.equal(await waiting, 'b: two');
    assert.deepEqual(told, [
      'forwarding to pod a\n',
      'connection to pod a lost, waiting for a Ready Pod\n',
      'forwarding to pod b\n',
    ]);
  });

  it('asks another Pod the same when the first cannot have heard it', async () => {
    const { cluster, tell } = clusterOfPods((pod, stream) => {
      if (pod === 'b') throw new JaegerError('NOT_FOUND', 'pods "b" not found');
      return echo(pod, stream);
    });
    for (const pod of ['a', 'b']) tell({ type: 'added', pod });
    await start(cluster);
    assert.equal(await text(ask('hello')), 'a: hello');
  });

  it('ends what is in flight when its Pod is gone', async () => {
    const { cluster, tell } = clusterOfPods(() => undefined);
    tell({ type: 'added', pod: 'a' });
    await start(cluster);
    const socket = ask('hello');
    await once(socket, 'connect');
    setTimeout(() => tell({ type: 'deleted', pod: 'a' }), 50);
    await closed(socket);
  });

  it('repeats nothing once something has come back, and says what broke', async () => {
    let connections = 0;
    const { cluster, tell } = clusterOfPods((_, stream) => {
      connections++;
      stream.once('data', () => {
        stream.write('half');
        setTimeout(() => stream.destroy(), 20);
      });
    });
    tell({ type: 'added', pod: 'a' });
    await start(cluster);
    const before = connections;
    const socket = ask('hello');
    await once(socket, 'data');
    await closed(socket);
    assert.equal(connections, before + 1);
  });

  it('says why, once, when it is of no use to try again', async () => {
    let allowed = 1;
    const { cluster, tell } = clusterOfPods(() => {
      if (allowed-- <= 0) throw new JaegerError('FORBIDDEN', 'pods "a" is forbidden', { hints: ['check'] });
    });
    tell({ type: 'added', pod: 'a' });
    await start(cluster);
    await Promise.all([closed(ask('one')), closed(ask('two'))]);
    assert.deepEqual(told.slice(1), ['connection failed: pods "a" is forbidden\nhint: check\n']);
  });

  it('gives up when there has been no Ready Pod for too long', async () => {
    const { cluster } = clusterOfPods(echo);
    await assert.rejects(start(cluster, 50), { code: 'TIMED_OUT', exitCode: 124 });
    assert.deepEqual(told, ['waiting for a Ready Pod\n']);
  });

  it('is told with its URL first', async () => {
    const { cluster, tell } = clusterOfPods(echo);
    tell({ type: 'added', pod: 'a' });
    await start(cluster);
    const { listeners } = reached ?? assert.fail();
    const port = listeners[0]?.local ?? 0;
    const query = { scheme: 'http' as const, basePath: '/' };
    const destination = { namespace: 'ns', instance: 'jaeger', component: 'query', path: '', query };
    const expected = `http://127.0.0.1:${port}/\nForwarding from 127.0.0.1:${port} -> 16686\n`;
    assert.equal(renderReached(tunnelReport(listeners, destination)), expected);
  });
});
