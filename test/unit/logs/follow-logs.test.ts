import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { followLogs, readLogs } from '../../../src/logs/index.ts';
import { failure, withApi } from '../../support/api-server.ts';
import {
  at,
  collected,
  ended,
  jaegerPod,
  logServer,
  running,
  until,
  waiting,
  type Collected,
  type LogServer,
} from '../../support/log-server.ts';

const LOG = 'jaeger-a-x/jaeger';
const SIDECAR = 'jaeger-a-x/agent';
const request = { namespace: 'ns', most: 50 };

/** Waits take no time, but let others have their turn. */
const clock = { now: () => performance.now(), sleep: () => sleep(1) };

/** What comes of following while the test does something to the server. */
async function following(
  server: LogServer,
  work: (sink: Collected) => Promise<unknown>,
  more: Partial<Parameters<typeof followLogs>[1]> = {},
): Promise<Collected> {
  const sink = collected();
  const done = new AbortController();
  await withApi(
    server.respond,
    async (cluster) => {
      const follow = followLogs(cluster, { ...request, ...more }, { sink, clock, signal: done.signal });
      await Promise.race([follow, work(sink)]);
      done.abort();
      await follow;
    },
    { timeoutMs: 500 },
  );
  return sink;
}

describe('following logs', () => {
  it('goes on with what is written, and is not told a silent container from a dead server', async () => {
    const server = logServer(jaegerPod());
    const { lines, events } = await following(server, async (sink) => {
      await server.isOpen(LOG);
      await sleep(700); // longer than a request may take
      server.write(LOG, at(1, 'first'), at(2, 'second'));
      await until(() => sink.lines.length === 2);
    });
    assert.deepEqual(lines, ['jaeger: first', 'jaeger: second']);
    assert.deepEqual(events, []);
    assert.equal(server.asked.length, 1);
  });

  for (const how of ['end', 'drop'] as const)
    it(`repeats nothing and loses nothing when the stream is cut (${how})`, async () => {
      const server = logServer(jaegerPod());
      server.write(LOG, at(1, 'a', 5), at(1, 'b', 5));
      const { lines, events } = await following(server, async (sink) => {
        await until(() => sink.lines.length === 2);
        server.cut(LOG, how);
        server.write(LOG, at(1, 'c', 5), at(1, 'd', 7), at(2, 'e'));
        await until(() => sink.lines.length === 5);
        server.cut(LOG, how);
        await server.isOpen(LOG);
        server.write(LOG, at(2, 'f'));
        await until(() => sink.lines.length === 6);
      });
      assert.deepEqual(
        lines,
        ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => `jaeger: ${text}`),
      );
      const since = [at(1, '', 5), at(2, '')].map((time) => `${LOG} sinceTime=${time.trim()}`);
      assert.deepEqual(server.asked, [LOG, ...since]);
      assert.equal(events.filter((event) => event.startsWith('interrupted')).length, how === 'drop' ? 1 : 0);
    });

  it('follows every run of a container, and reads the rest of one whose end it has missed', async () => {
    const server = logServer(jaegerPod());
    server.write(LOG, at(1, 'run 0'));
    const { lines, events } = await following(server, async (sink) => {
      await until(() => sink.lines.length === 1);
      server.write(LOG, at(2, 'last words'));
      server.set(jaegerPod({ containers: [ended()] }));
      server.cut(LOG);
      await until(() => sink.events.length === 1);
      server.write(LOG, at(3, 'run 1'));
      server.set(jaegerPod({ containers: [running('jaeger', 1)] }));
      await until(() => sink.lines.length > 2);
    });
    assert.deepEqual(lines.slice(0, 2), ['jaeger: run 0', 'jaeger: last words']);
    assert.equal(lines.at(-1), 'jaeger: run 1');
    assert.deepEqual(events, ['ended jaeger Error, exit code 1', 'restarted jaeger']);
    assert.ok(!server.asked.some((query) => query.includes('previous')), 'it has been read to its end');
  });

  it('asks for the end of a run that it did not see', async () => {
    const server = logServer(jaegerPod());
    server.write(LOG, at(1, 'run 0'));
    await following(server, async (sink) => {
      await until(() => sink.lines.length === 1);
      server.set(jaegerPod({ containers: [running('jaeger', 1)] }));
      await sleep(20);
      server.cut(LOG, 'drop');
      await until(() => sink.events.includes('restarted jaeger'));
      await until(() => server.asked.length === 3);
    });
    assert.deepEqual(server.asked.slice(1), [`${LOG} sinceTime=${at(1, '').trim()} previous=true`, LOG]);
  });

  it('lets new Pods join with all that they say, and old ones leave', async () => {
    const old = jaegerPod();
    const server = logServer(old);
    server.write(LOG, at(1, 'one'), at(2, 'two'));
    const { lines, events } = await following(
      server,
      async (sink) => {
        await until(() => sink.lines.length === 1);
        server.set(jaegerPod({ suffix: 'b', containers: [waiting()] }));
        await until(() => sink.events.length === 2);
        server.write('jaeger-b-x/jaeger', at(3, 'three'), at(4, 'four'));
        server.set(jaegerPod({ suffix: 'b' }));
        await until(() => sink.lines.length === 3);
        server.remove(old);
        server.cut(LOG);
        await until(() => sink.events.length === 3);
      },
      { tail: 1 },
    );
    assert.deepEqual(lines, ['jaeger: two', 'b jaeger: three', 'b jaeger: four']);
    assert.deepEqual(events, ['joined jaeger-b-x', 'waiting b jaeger ContainerCreating', 'left jaeger-a-x']);
    assert.deepEqual(server.asked, [`${LOG} tailLines=1`, 'jaeger-b-x/jaeger']);
  });

  it('does not wait for the log of a Pod whose node is lost', async () => {
    const old = jaegerPod();
    const server = logServer(old);
    const { events } = await following(server, async (sink) => {
      await server.isOpen(LOG);
      server.remove(old);
      await until(() => sink.events.length === 1);
    });
    assert.deepEqual(events, ['left jaeger-a-x']);
  });

  it('begins with the last ten lines when there are several containers, and leaves finished Pods out', async () => {
    const server = logServer(
      jaegerPod({ containers: [running(), running('agent')] }),
      jaegerPod({ suffix: 'b', phase: 'Succeeded', containers: [ended()] }),
    );
    await following(server, () => until(() => server.asked.length === 2));
    assert.deepEqual(server.asked.toSorted(), [`${SIDECAR} tailLines=10`, `${LOG} tailLines=10`]);
  });

  it('waits where there is no Pod', async () => {
    const { events } = await following(logServer(), (sink) => until(() => sink.events.length === 1));
    assert.deepEqual(events, ['idle']);
  });

  it('keeps half a line back until it is whole, or until nothing more comes of it', async () => {
    const halves = logServer(jaegerPod());
    let opened = 0;
    const respond: LogServer['respond'] = (response, asked, number) => {
      if (!asked.url.includes('/log?')) return halves.respond(response, asked, number);
      opened++;
      return response.end(opened === 1 ? `${at(1, 'a')}\n${at(2, 'hal')}` : `${at(1, 'a')}\n${at(2, 'half')}`);
    };
    const { lines } = await following({ ...halves, respond }, async (sink) => {
      await until(() => opened === 2);
      halves.set(jaegerPod({ phase: 'Failed', containers: [ended()] }));
      await until(() => sink.lines.length === 2);
    });
    assert.deepEqual(lines, ['jaeger: a', 'jaeger: half']);
  });

  it('refuses to open more streams than it may', async () => {
    const server = logServer(jaegerPod({ containers: [running(), running('agent')] }));
    const error = await failure(following(server, () => new Promise(() => undefined), { most: 1 }));
    assert.deepEqual([error.code, server.asked], ['USAGE', []]);
    assert.match(error.message, /takes 2 log streams, but the maximum is 1: .*--max-log-requests/);
  });

  it('ends with what forbids it', async () => {
    const server = logServer(jaegerPod());
    const respond: LogServer['respond'] = (response, asked, number) =>
      asked.url.includes('/log?')
        ? response.writeHead(403).end('{"message":"no","reason":"Forbidden"}')
        : server.respond(response, asked, number);
    const error = await failure(following({ ...server, respond }, () => new Promise(() => undefined)));
    assert.equal(error.code, 'FORBIDDEN');
    assert.match(error.hints.join('\n'), /kubectl auth can-i get pods\/jaeger-a-x --subresource=log -n ns/);
  });
});

describe('reading logs', () => {
  const two = [jaegerPod({ suffix: 'b' }), jaegerPod({ containers: [running('agent'), running()] })];

  it('is in the order of the Pods and of their containers, however many are asked for at once', async () => {
    for (const most of [1, 2, 50]) {
      const server = logServer(...two);
      const sink = collected();
      for (const log of [LOG, SIDECAR, 'jaeger-b-x/jaeger']) server.write(log, at(1, '1'), at(2, '2'));
      await withApi(server.respond, (cluster) => readLogs(cluster, { ...request, most, sinceMs: 1500 }, sink));
      assert.deepEqual(sink.lines, ['agent: 1', 'agent: 2', 'jaeger: 1', 'jaeger: 2', 'b jaeger: 1', 'b jaeger: 2']);
      assert.ok(server.asked.every((query) => query.endsWith(' sinceSeconds=2')));
    }
  });

  it('passes over what cannot be read, says so, and fails when that is everything', async () => {
    const server = logServer(...two);
    const sink = collected();
    await withApi(server.respond, async (cluster) => {
      server.refuse(SIDECAR, 400, 'is waiting to start');
      server.write(LOG, at(1, '1'));
      await readLogs(cluster, request, sink);
      assert.deepEqual(sink.lines, ['jaeger: 1']);
      assert.deepEqual(sink.events, ['unread agent is waiting to start']);
      server.refuse(SIDECAR, 400, 'previous terminated container "agent" not found');
      const error = await failure(readLogs(cluster, { ...request, container: 'agent', previous: true }, sink));
      assert.equal(error.code, 'NO_LOGS');
    });
  });

  it('says what there is instead', async () => {
    await withApi(logServer(...two).respond, async (cluster) => {
      const error = await failure(readLogs(cluster, { ...request, container: 'nope' }, collected()));
      assert.deepEqual([error.code, error.hints], ['NOT_FOUND', ['there are: agent, jaeger']]);
      const missing = await failure(readLogs(cluster, { ...request, component: 'ingester' }, collected()));
      assert.equal(missing.message, 'instance "jaeger" has no ingester');
      const none = await failure(readLogs(cluster, { ...request, component: 'storage' }, collected()));
      assert.match(none.message, /its type is memory$/);
    });
    const empty = await failure(withApi(logServer().respond, (cluster) => readLogs(cluster, request, collected())));
    assert.equal(empty.code, 'NO_LOGS');
  });
});
