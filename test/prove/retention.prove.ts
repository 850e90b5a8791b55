import assert from 'node:assert/strict';
import type { RunningServer } from '../ground/loopback-server.ts';
import { datedProxy, type DatedProxy } from '../support/dated-proxy.ts';
import { randomFrom } from '../support/random.ts';
import { startStore, type StoreKind } from '../support/real-store.ts';
import { layoutOf } from '../support/retention-layouts.ts';
import { tryLayout } from '../support/run-layout.ts';

const LAYOUTS = 200;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe(`what es-index-cleaner and es-rollover do, SEED=${seed}`, () => {
  for (const kind of ['opensearch', 'elasticsearch'] satisfies StoreKind[]) {
    describe(kind, () => {
      let store: RunningServer;
      let proxy: DatedProxy;

      before(async () => {
        store = await startStore(kind);
        proxy = await datedProxy(store.url);
      });

      after(async () => {
        proxy?.close();
        await store?.stop();
      });

      it(`is what is predicted, in ${LAYOUTS} layouts`, async () => {
        const random = randomFrom(seed);
        const counts: Record<string, number> = {};
        for (let number = 0; number < LAYOUTS; number++) {
          const layout = layoutOf(random, Date.now());
          const difference = await tryLayout(layout, { url: store.url, proxy });
          assert.equal(difference, undefined, JSON.stringify({ number, layout, difference }, undefined, 1));
          counts[layout.action] = (counts[layout.action] ?? 0) + 1;
        }
        process.stdout.write(`${kind}: ${JSON.stringify(counts)}\n`);
      });
    });
  }
});
