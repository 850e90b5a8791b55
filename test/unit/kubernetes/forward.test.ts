import assert from 'node:assert/strict';
import { once } from 'node:events';
import { duplexPair, type Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { mock } from 'node:test';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { zeroMask } from '../../../src/kubernetes/port-forward/frames.ts';
import { FORWARDING, podStream } from '../../../src/kubernetes/port-forward/pod-stream.ts';
import type { PodStream } from '../../../src/kubernetes/ports.ts';
import { apiServer, clusterAt, failure, json, status } from '../../support/api-server.ts';
import { forwardingServer, type Upgraded } from '../../support/forwarding-server.ts';

const PONG = Buffer.of(0x8a, 0);
const POD = { namespace: 'ns', name: 'pod', port: 16686 };

/** Containerd's own words (2.2, tried). */
const REFUSED = `error forwarding port 16686 to pod 8ea93e, uid : failed to execute portforward in network namespace "/var/run/netns/cni-1": failed to connect to localhost:16686 inside namespace "8ea93e", IPv4: dial tcp4 127.0.0.1:16686: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found `;

async function talking(
  talk: (connection: Upgraded) => void,
  work: (stream: PodStream) => Promise<void>,
): Promise<void> {
  const server = await forwardingServer(POD.port, talk);
  const cluster = clusterAt(server.url);
  const done = new AbortController();
  try {
    await work(await cluster.forward(POD, { signal: done.signal }));
  } finally {
    done.abort();
    cluster.close();
    server.close();
  }
}

const codeOf = async (stream: Duplex): Promise<[string, string]> => {
  const { code, message } = await failure(text(stream));
  return [code, message];
};

describe('a connection into a Pod', () => {
  it('is asked for as kubelets understand it, with who asks', () =>
    talking(
      ({ request, close }) => {
        assert.equal(request.url, '/api/v1/namespaces/ns/pods/pod/portforward?ports=16686');
        assert.equal(request.headers['sec-websocket-protocol'], 'v4.channel.k8s.io');
        assert.equal(request.headers['user-agent'], 'test/1');
        close(1000);
      },
      async (stream) => assert.equal(await text(stream), ''),
    ));

  it('knows whether the node still answers', async () => {
    await talking(
      ({ socket }) => socket.on('data', () => socket.write(PONG)),
      async (stream) => assert.equal(await stream.answers(), true),
    );
    await talking(
      () => undefined,
      async (stream) => {
        assert.equal(await stream.answers(), false);
        stream.on('error', () => undefined).destroy();
        assert.equal(await stream.answers(), false);
      },
    );
  });

  it('finds a path dead on which nothing has come from one ping to the next', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const [socket, server] = duplexPair();
      const stream = podStream({
        socket,
        head: Buffer.alloc(0),
        mask: zeroMask,
        what: 'pods/pod port 1',
        channels: FORWARDING,
      });
      const failed = once(stream, 'error') as Promise<[Error]>;
      server.on('data', () => undefined);
      mock.timers.tick(10_000);
      server.write(PONG);
      await turn();
      mock.timers.tick(10_000);
      assert.equal(stream.destroyed, false);
      mock.timers.tick(10_000);
      const [{ message }] = await failed;
      assert.equal(message, 'pods/pod port 1: the API server or the node does not answer any more');
    } finally {
      mock.timers.reset();
    }
  });

  it('gives what the Pod sends, without the port numbers, and ends with it', () =>
    talking(
      ({ send, close }) => {
        send(0, 'one ');
        send(0, 'two');
        close(1000);
      },
      async (stream) => assert.equal(await text(stream), 'one two'),
    ));

  it('gives all of it to a slow reader, even when the server has left', () =>
    talking(
      ({ send, close, socket }) => {
        for (let sent = 0; sent < 6; sent++) send(0, Buffer.alloc(10_000, 'x'));
        close(1000);
        socket.end();
      },
      async (stream) => {
        await sleep(200);
        assert.equal((await text(stream)).length, 60_000);
      },
    ));

  it('still gives the answer when nothing more is sent', () =>
    talking(
      ({ send, close }) => {
        setTimeout(() => send(0, 'late'), 100);
        setTimeout(() => close(1000), 150);
      },
      async (stream) => {
        stream.end('question');
        assert.equal(await text(stream), 'late');
      },
    ));

  it('says that nothing listens, and that nothing has arrived', () =>
    talking(
      ({ send, close }) => {
        send(1, REFUSED);
        close(1000);
      },
      async (stream) =>
        assert.deepEqual(await codeOf(stream), ['NOT_REACHED', 'pods/pod port 16686: connection refused']),
    ));

  it('never says so once something has come back', () =>
    talking(
      ({ send, close }) => {
        send(0, 'x');
        send(1, REFUSED);
        close(1000);
      },
      async (stream) => assert.equal((await codeOf(stream))[0], 'BROKEN'),
    ));

  it('is broken, and not ended, when the server goes away in the middle', () =>
    talking(
      ({ send, socket }) => {
        send(0, 'half');
        setTimeout(() => socket.destroy(), 50);
      },
      async (stream) => assert.equal((await codeOf(stream))[0], 'BROKEN'),
    ));

  it('holds the server back while nobody reads', async () => {
    let sent = 0;
    await talking(
      ({ send, socket }) => {
        const block = Buffer.alloc(32_768);
        const fill = (): void => {
          while (sent < 64 * 1024 * 1024) {
            sent += block.length;
            if (!send(0, block)) return void socket.once('drain', fill);
          }
        };
        fill();
      },
      async (stream) => {
        await once(stream, 'readable');
        await sleep(300);
        const before = sent;
        await sleep(300);
        assert.equal(sent, before);
        assert.ok(sent < 32 * 1024 * 1024, `${sent} bytes`);
      },
    );
  });

  it('holds the client back while the server does not read', () =>
    talking(
      ({ socket }) => socket.pause(),
      async (stream) => {
        const block = Buffer.alloc(65_536);
        let written = 0;
        while (written < 64 * 1024 * 1024) {
          written += block.length;
          if (!stream.write(block)) await Promise.race([once(stream, 'drain'), sleep(200)]);
          if (stream.writableNeedDrain) break;
        }
        assert.ok(stream.writableNeedDrain, `${written} bytes were taken`);
      },
    ));

  it('names both rights when it is forbidden, even where the server gives no reason', async () => {
    const server = await apiServer((response) =>
      json(response, 403, status(403, { reason: 'Forbidden', message: 'pods "pod" is forbidden: ' })),
    );
    const cluster = clusterAt(server.url);
    try {
      const { code, hints } = await failure(cluster.forward(POD, { signal: AbortSignal.timeout(2000) }));
      assert.equal(code, 'FORBIDDEN');
      assert.deepEqual(
        hints,
        ['get', 'create'].map((verb) => `check with: kubectl auth can-i ${verb} pods --subresource=portforward -n ns`),
      );
    } finally {
      cluster.close();
      await server.close();
    }
  });
});
