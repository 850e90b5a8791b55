import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { Manifest } from '../../../src/kubernetes/ports.ts';
import { waitBeforeRetry } from '../../../src/kubernetes/retry.ts';
import { failure, json, listOf, withApi } from '../../support/api-server.ts';

const object: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'ns' } };

describe('waitBeforeRetry', () => {
  for (const [what, attempt, tries, read, write] of [
    ['429 with a time', { status: 429, retryAfter: 2 }, 1, 2000, 2000],
    ['429 without a time', { status: 429 }, 1, 200, undefined],
    ['429 that asks for too much', { status: 429, retryAfter: 11 }, 1, undefined, undefined],
    ['503 with a time', { status: 503, retryAfter: 1 }, 1, 1000, undefined],
    ['500', { status: 500 }, 2, 400, undefined],
    ['a reset', { code: 'ECONNRESET' }, 3, 800, undefined],
    ['a refusal', { code: 'ECONNREFUSED' }, 1, undefined, undefined],
    ['409', { status: 409 }, 1, undefined, undefined],
    ['404', { status: 404, retryAfter: 1 }, 1, undefined, undefined],
    ['the fourth time', { status: 429, retryAfter: 1 }, 4, undefined, undefined],
  ] as const)
    it(`knows ${what}`, () => {
      assert.equal(waitBeforeRetry(attempt, tries, true), read);
      assert.equal(waitBeforeRetry(attempt, tries, false), write);
    });
});

describe('asking again', () => {
  const cut = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"items":[');
    setTimeout(() => response.socket?.destroy(), 5);
  };

  it('follows a reset in the middle of an answer, and of a kept connection', () =>
    withApi(
      (response, _, number) => {
        if (number === 1) return cut(response);
        if (number === 3) return response.socket?.destroy();
        return json(response, 200, listOf(['a']));
      },
      async (cluster, { asked }) => {
        assert.equal((await cluster.list('pods', {})).length, 1);
        assert.equal((await cluster.list('pods', {})).length, 1);
        assert.equal(asked.length, 4);
      },
    ));

  it('waits as a busy server says, with reads and with writes', () =>
    withApi(
      (response, { method }, number) =>
        number % 2 === 1
          ? json(response, 429, 'Too many requests', { 'retry-after': '1' })
          : json(response, 200, method === 'GET' ? listOf(['a']) : object),
      async (cluster, { asked }) => {
        const began = performance.now();
        await cluster.list('pods', {});
        await cluster.create('configmaps', object);
        assert.ok(performance.now() - began > 1900);
        assert.equal(asked.length, 4);
      },
    ));

  it('gives up on a server that stays busy', () =>
    withApi(
      (response) => json(response, 429, 'Too many requests'),
      async (cluster, { asked }) => {
        const error = await failure(cluster.list('pods', {}));
        assert.deepEqual([error.code, error.message, asked.length], ['BUSY', 'Too many requests', 4]);
      },
    ));

  it('never sends a write twice that may have been done', async () => {
    for (const respond of [cut, (response: ServerResponse) => json(response, 503, '')])
      await withApi(respond, async (cluster, { asked }) => {
        for (const write of [
          () => cluster.create('configmaps', object),
          () => cluster.apply('configmaps', object),
          () => cluster.patch('configmaps', object.metadata, { type: 'merge', changes: {} }),
          () => cluster.delete('configmaps', object.metadata),
        ]) {
          const before = asked.length;
          await failure(write());
          assert.equal(asked.length, before + 1);
        }
      });
  });

  it('stops waiting when it is aborted', () =>
    withApi(
      (response) => json(response, 429, '', { 'retry-after': '9' }),
      async (cluster) => {
        const signal = AbortSignal.timeout(50);
        const began = performance.now();
        await assert.rejects(cluster.list('pods', { signal }), (error) => error === signal.reason);
        assert.ok(performance.now() - began < 1000);
      },
    ));
});
