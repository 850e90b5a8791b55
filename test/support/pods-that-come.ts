import { duplexPair, type Duplex } from 'node:stream';
import assert from 'node:assert/strict';
import type { Forwarder, PodStream, Watcher } from '../../src/kubernetes/ports.ts';

type Event = { readonly type: 'added' | 'deleted'; readonly pod: string };

const podOf = (name: string): object => ({
  metadata: { name, uid: `uid-${name}` },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});

/** A cluster whose Pods come and go as the test says, and do what it says with each connection. */
export function clusterOfPods(serve: (pod: string, stream: Duplex) => unknown): {
  readonly cluster: Watcher & Forwarder;
  readonly tell: (event: Event) => void;
} {
  let wake = Promise.withResolvers<undefined>();
  const events: Event[] = [];
  async function* watch(): AsyncGenerator<object> {
    for (let told = 0; ;) {
      while (told < events.length) {
        const { type, pod } = events[told++] ?? assert.fail();
        yield { type, object: podOf(pod) };
      }
      yield { type: 'synced' };
      await wake.promise;
    }
  }
  const forward = async ({ name }: { name: string }): Promise<PodStream> => {
    const [ours, pods] = duplexPair({ allowHalfOpen: true });
    await serve(name, pods);
    return Object.assign(ours, { answers: async () => !ours.destroyed });
  };
  return {
    cluster: { watch, forward } as unknown as Watcher & Forwarder,
    tell: (event) => {
      events.push(event);
      const { resolve } = wake;
      wake = Promise.withResolvers();
      resolve(undefined);
    },
  };
}
