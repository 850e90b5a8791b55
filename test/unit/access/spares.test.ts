import assert from 'node:assert/strict';
import { duplexPair, type Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { withSpares } from '../../../src/access/spares.ts';
import { JaegerError } from '../../../src/errors/index.ts';
import type { PodStream } from '../../../src/kubernetes/ports.ts';

const POD = { namespace: 'ns', name: 'pod', port: 16_686 };

describe('spare connections', () => {
  let done: AbortController;
  let pods: Duplex[];

  beforeEach(() => {
    done = new AbortController();
    pods = [];
  });

  afterEach(() => done.abort());

  /** Gives connections whose other ends are `pods`; `before` decides over each. */
  const forward = (before: (nth: number) => void = () => undefined): (() => Promise<PodStream>) => {
    const spares = withSpares(
      {
        forward: async () => {
          before(pods.length);
          const [ours, pod] = duplexPair({ allowHalfOpen: true });
          pods.push(pod);
          return Object.assign(ours, { answers: async () => !ours.destroyed });
        },
      },
      done.signal,
    );
    return () => spares.forward(POD, { signal: done.signal });
  };

  it('are opened ahead: the next connection costs none, and carries both ways', async () => {
    const next = forward();
    await next();
    const opened = pods.length;
    assert.ok(opened > 1, `${opened}`);
    const stream = await next();
    const pod = pods[1] ?? assert.fail();
    pod.once('data', (asked: Buffer) => pod.end(`${asked.toString()} back`));
    stream.write('there and');
    assert.equal(await text(stream), 'there and back');
    assert.equal(pods.length, opened + 1, 'one more than is used');
  });

  it('give what a server says first to whoever comes', async () => {
    const next = forward();
    await next();
    const pod = pods[1] ?? assert.fail();
    pod.write('hello ');
    await turn();
    const stream = await next();
    pod.end('again');
    assert.equal(await text(stream), 'hello again');
  });

  it('are not given out once they have ended, or failed', async () => {
    const next = forward();
    await next();
    await turn();
    const [, ended, broken] = pods;
    ended?.end();
    broken?.destroy();
    await turn();
    const stream = await next();
    pods[3]?.end('good');
    assert.equal(await text(stream), 'good');
  });

  it('are let go before a server that waits for the first word would', async () => {
    const next = forward();
    await next();
    await sleep(1700);
    const opened = pods.length;
    await next();
    assert.equal(pods.length, opened * 2, 'none was left');
  });

  it('say nothing when none can be opened; whoever needs one is told', async () => {
    const next = forward((nth) => {
      if (nth > 0) throw new JaegerError('SERVER', 'no more');
    });
    await next();
    await turn();
    await assert.rejects(next(), { code: 'SERVER', message: 'no more' });
  });

  it('end with the signal, and with the connection that they were given to', async () => {
    const next = forward();
    await next();
    const stream = await next();
    done.abort();
    await turn();
    assert.ok(stream.destroyed);
    assert.ok(pods.length > 2);
  });
});
