import assert from 'node:assert/strict';
import type { RunningServer } from '../ground/loopback-server.ts';
import { datedProxy, type DatedProxy } from '../support/dated-proxy.ts';
import { randomFrom } from '../support/random.ts';
import { startStore } from '../support/real-store.ts';
import { layoutOf } from '../support/retention-layouts.ts';
import { tryLayout } from '../support/run-layout.ts';

const LAYOUTS = 10;
const seed = Date.now() % 2 ** 31;

/** `npm run prove -- retention` tries hundreds, on both servers. */
describe(`es-index-cleaner and es-rollover, seed ${seed}`, () => {
  let store: RunningServer;
  let proxy: DatedProxy;

  before(async () => {
    store = await startStore('opensearch');
    proxy = await datedProxy(store.url);
  });

  after(async () => {
    proxy?.close();
    await store?.stop();
  });

  it('delete, hide and roll over what is predicted', async () => {
    const random = randomFrom(seed);
    for (let number = 0; number < LAYOUTS; number++) {
      const layout = layoutOf(random, Date.now(), ['1.76.0']);
      const difference = await tryLayout(layout, { url: store.url, proxy });
      assert.equal(difference, undefined, JSON.stringify({ number, layout, difference }, undefined, 1));
    }
  });
});
