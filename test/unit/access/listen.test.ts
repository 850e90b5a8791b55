import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { listen } from '../../../src/access/listen.ts';

const HERE = '127.0.0.1';
const nothing = (): void => undefined;

describe('a local port that is taken', () => {
  const other = createServer();
  let local: number;

  before(async () => {
    await new Promise<void>((resolve) => {
      other.listen(0, HERE, resolve);
    });
    const bound = other.address();
    local = typeof bound === 'object' && bound ? bound.port : assert.fail();
  });

  after(() => other.close());

  it('is left for a later one where nobody asked for exactly this one', async () => {
    const { server, ...listener } = await listen(HERE, { local, remote: 1, mayMove: true }, nothing);
    server.close();
    assert.ok(listener.local > local);
    assert.deepEqual([listener.instead, listener.remote], [local, 1]);
  });

  it('is an error that says so where somebody did, and so is an address that is not here', async () => {
    const pair = { local, remote: 1, mayMove: false };
    await assert.rejects(listen(HERE, pair, nothing), { code: 'PORT_TAKEN', message: /it is in use$/ });
    await assert.rejects(listen('192.0.2.1', pair, nothing), { code: 'PORT_TAKEN', message: /EADDRNOTAVAIL$/ });
  });
});
