import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { WatchEvent } from '../../../src/kubernetes/ports.ts';
import type { KubernetesObject } from '../../../src/kubernetes/types.ts';
import { failure, json, listOf, status, withApi, type Asked } from '../../support/api-server.ts';

interface Shape {
  readonly uid?: string;
  readonly version: string;
}

const object = (name: string, { uid = `uid-${name}`, version }: Shape): object => ({
  metadata: { name, namespace: 'ns', uid, resourceVersion: version },
});
const event = (type: string, content: object): string => `${JSON.stringify({ type, object: content })}\n`;
const bookmark = (version: string): string => event('BOOKMARK', { metadata: { resourceVersion: version } });
const gone = event('ERROR', status(410, { reason: 'Expired', message: 'too old resource version' }));

const told = (one: WatchEvent<KubernetesObject>): string =>
  'object' in one ? `${one.type} ${one.object.metadata.name}@${one.object.metadata.resourceVersion}` : one.type;

type Script = readonly ((response: ServerResponse, asked: Asked) => unknown)[];

const list =
  (version: string, ...items: object[]) =>
  (response: ServerResponse): void =>
    json(response, 200, { metadata: { resourceVersion: version }, items });
const send =
  (...lines: string[]) =>
  (response: ServerResponse): void =>
    void response.writeHead(200).end(lines.join(''));
const sendAndDrop =
  (...lines: string[]) =>
  (response: ServerResponse): void => {
    response.writeHead(200).write(lines.join(''));
    setTimeout(() => response.socket?.destroy(), 5);
  };

/** What a consumer is told while the server goes through the script, request by request, and what was asked. */
async function watched(script: Script): Promise<{ events: string[]; asked: string[] }> {
  const done = new AbortController();
  const events: string[] = [];
  return withApi(
    (response, asked, number) => {
      const step = script[number - 1];
      if (step) {
        step(response, asked);
        return;
      }
      response.writeHead(200).flushHeaders();
      setTimeout(() => done.abort(), 20);
    },
    async (cluster, server) => {
      for await (const one of cluster.watch('pods', { namespace: 'ns', signal: done.signal })) events.push(told(one));
      const asked = server.asked.map(({ url }) => new URL(url, 'http://x').searchParams);
      return {
        events,
        asked: asked.map((query) => (query.get('watch') ? `watch ${query.get('resourceVersion')}` : 'list')),
      };
    },
  );
}

describe('watch', () => {
  it('tells what is there, then what happens, and goes on from the last version that it saw', async () => {
    const { events, asked } = await watched([
      list('5', object('a', { version: '3' })),
      send(
        event('ADDED', object('b', { version: '6' })),
        event('MODIFIED', object('a', { version: '7' })),
        event('DELETED', object('b', { version: '8' })),
        bookmark('11'),
      ),
    ]);
    assert.deepEqual(events, ['added a@3', 'synced', 'added b@6', 'modified a@7', 'deleted b@8']);
    assert.deepEqual(asked, ['list', 'watch 5', 'watch 11']);
  });

  it('tells after a 410 what the new list shows to have happened, and nothing twice', async () => {
    for (const refuse of [send(gone), (response: ServerResponse): void => json(response, 410, status(410))]) {
      const { events, asked } = await watched([
        list(
          '5',
          object('a', { version: '3' }),
          object('b', { version: '4' }),
          object('c', { version: '4' }),
          object('d', { version: '4' }),
        ),
        refuse,
        list(
          '20',
          object('a', { version: '3' }),
          object('b', { version: '9' }),
          object('d', { uid: 'another', version: '10' }),
          object('e', { version: '12' }),
        ),
      ]);
      assert.deepEqual(events.slice(5), [
        'deleted c@4',
        'modified b@9',
        'deleted d@4',
        'added d@10',
        'added e@12',
        'synced',
      ]);
      assert.deepEqual(asked, ['list', 'watch 5', 'list', 'watch 20']);
    }
  });

  it('goes on after a drop where it was, and says that it was interrupted, once', async () => {
    const { events, asked } = await watched([
      list('5'),
      sendAndDrop(event('ADDED', object('a', { version: '6' }))),
      (response) => response.socket?.destroy(),
      (response) => json(response, 503, ''),
      send(event('ADDED', object('a', { version: '6' })), event('ADDED', object('b', { version: '7' }))),
    ]);
    assert.deepEqual(events, ['synced', 'added a@6', 'interrupted', 'synced', 'added b@7']);
    assert.deepEqual(asked, ['list', 'watch 5', 'watch 6', 'watch 6', 'watch 6', 'watch 7']);
  });

  it('passes over what it cannot read, and does not believe half a line', async () => {
    const { events } = await watched([
      list('5'),
      send(
        event('ADDED', { metadata: { resourceVersion: '6' } }),
        event('ADDED', object('a', { version: '7' })),
        '{"type":"ADD',
      ),
    ]);
    assert.deepEqual(events, ['synced', 'added a@7', 'interrupted']);
  });

  it('does not run in circles round a server that ends every watch at once', async () => {
    const began = performance.now();
    const { asked } = await watched([list('5'), send(), send(), send()]);
    assert.ok(performance.now() - began > 800, 'waits 0.2, 0.4 and 0.8 s, more or less');
    assert.equal(asked.length, 5);
  });

  it('ends with the error when asking again is of no use', () =>
    withApi(
      (response, _, number) => (number === 1 ? json(response, 200, listOf([])) : json(response, 403, status(403))),
      async (cluster) => {
        const iterator = cluster.watch('pods', {});
        assert.deepEqual(await iterator.next(), { done: false, value: { type: 'synced' } });
        assert.equal((await failure(iterator.next())).code, 'FORBIDDEN');
      },
    ));

  it('fails when the first list fails', () =>
    withApi(
      (response) => json(response, 404, '404 page not found'),
      async (cluster) => assert.equal((await failure(cluster.watch('pods', {}).next())).code, 'NO_SUCH_KIND'),
    ));

  it('lets go of its connection when the consumer leaves', () => {
    const closed = Promise.withResolvers<void>();
    return withApi(
      (response, _, number) => {
        if (number === 1) return json(response, 200, listOf(['a']));
        response.on('close', closed.resolve);
        response.writeHead(200).write(event('ADDED', object('b', { version: '2' })));
      },
      async (cluster) => {
        for await (const one of cluster.watch('pods', {})) if (told(one) === 'added b@2') break;
        await closed.promise;
      },
    );
  });
});
