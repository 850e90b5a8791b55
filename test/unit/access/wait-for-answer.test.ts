import assert from 'node:assert/strict';
import { waitForAnswer, type AnswerOptions } from '../../../src/access/index.ts';
import { JaegerError } from '../../../src/errors/index.ts';
import type { QueryLocation } from '../../../src/jaeger-api/ports.ts';
import type { InstanceRoot } from '../../../src/jaeger/index.ts';
import type { Forwarder, Reader, Watcher } from '../../../src/kubernetes/ports.ts';
import { clusterOfPods } from '../../support/pods-that-come.ts';

const ROOT = {
  name: 'jaeger',
  namespace: 'ns',
  workloads: [
    {
      component: 'query',
      generation: 'v1',
      settings: new Map([['query.base-path', '/traces']]),
      object: { metadata: { name: 'jaeger-query' }, spec: { selector: { matchLabels: { app: 'jaeger' } } } },
    },
  ],
} as unknown as InstanceRoot;

type Whole = Reader & Watcher & Forwarder;

const failure = (message: string): JaegerError => new JaegerError('JAEGER_API', message);

describe('the wait for the query service', () => {
  const told: string[] = [];
  const asked: QueryLocation[] = [];

  beforeEach(() => void (told.length = asked.length = 0));

  /** Answers what the test says, one after the other, and the last one for ever. */
  async function wait(
    answers: readonly (readonly string[] | JaegerError)[],
    more: Partial<AnswerOptions> = {},
  ): Promise<readonly string[]> {
    const { cluster, tell } = clusterOfPods(() => undefined);
    tell({ type: 'added', pod: 'one' });
    const left = [...answers];
    return waitForAnswer(cluster as Whole, ROOT, {
      connectQueryApi: (location) => {
        asked.push(location);
        return {
          services: async () => {
            const [next = []] = left.length > 1 ? left.splice(0, 1) : left;
            if (next instanceof JaegerError) throw next;
            return next;
          },
        };
      },
      sleep: (milliseconds, signal) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, milliseconds / 100);
          signal.addEventListener('abort', () => resolve(clearTimeout(timer)));
        }),
      signal: new AbortController().signal,
      timeoutMs: 60_000,
      onWaiting: (reason) => void told.push(reason),
      ...more,
    });
  }

  it('asks through a listener of this machine, below the base path', async () => {
    assert.deepEqual(await wait([['frontend']]), ['frontend']);
    assert.deepEqual(
      asked.map(({ port, ...location }) => ({ ...location, isPort: port > 0 })),
      [{ scheme: 'http', host: '127.0.0.1', basePath: '/traces/', isPort: true }],
    );
    assert.deepEqual(told, []);
  });

  it('asks again until it answers, and tells each reason once', async () => {
    const [refused, wrong] = [failure('no node'), failure('no index')];
    assert.deepEqual(await wait([refused, refused, wrong, []]), []);
    assert.deepEqual(told, ['no node', 'no index']);
  });

  it('gives up in time, with the last reason', async () => {
    await assert.rejects(wait([failure('no node')], { timeoutMs: 3000 }), {
      code: 'TIMED_OUT',
      message: 'timed out after 3s: no node',
    });
  });

  it('leaves no timer behind when nothing can be reached', async () => {
    let left = 0;
    const sleep = (_: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        left++;
        signal.addEventListener('abort', () => resolve(void left--));
      });
    const error = new JaegerError('FORBIDDEN', 'pods/portforward is forbidden');
    const refused = clusterOfPods(() => Promise.reject(error));
    refused.tell({ type: 'added', pod: 'one' });
    const options = {
      connectQueryApi: () => assert.fail(),
      sleep,
      signal: new AbortController().signal,
      timeoutMs: 60_000,
    };
    await assert.rejects(
      waitForAnswer(refused.cluster as Whole, ROOT, { ...options, onWaiting: () => assert.fail() }),
      error,
    );
    assert.equal(left, 0);
  });

  it('ends at once with the signal', async () => {
    const over = new AbortController();
    const waiting = wait([failure('no node')], { signal: over.signal, onWaiting: () => over.abort('enough') });
    await assert.rejects(waiting, (reason) => reason === 'enough');
  });
});
