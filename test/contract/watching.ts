import assert from 'node:assert/strict';
import type { Manifest, WatchEvent } from '../../src/kubernetes/ports.ts';
import type { KubernetesObject } from '../../src/kubernetes/types.ts';
import { eventsIn, type WatchLine } from './raw.ts';
import { configMap, configMaps, named, NAMESPACE, type Subject } from './subject.ts';

/** The Watcher port. The subject exists when the first test begins. */
export function watchingContract(subject: () => Subject): void {
  const cluster = (): Subject['cluster'] => subject().cluster;

  describe('watching', () => {
    /** Follows ConfigMaps with the label; `until` waits for an event that has been told, whenever that was. */
    async function follow(
      work: (until: (...events: string[]) => Promise<void>, events: string[]) => Promise<void>,
    ): Promise<void> {
      const done = new AbortController();
      const events: string[] = [];
      const watch = cluster().watch('configmaps', { namespace: NAMESPACE, labelSelector: 'w', signal: done.signal });
      const reading = (async () => {
        for await (const event of watch) events.push(told(event));
      })();
      const until = async (...wanted: string[]): Promise<void> => {
        for (const end = Date.now() + 60_000; !wanted.every((event) => events.includes(event));) {
          assert.ok(Date.now() < end, `waiting for ${wanted.join(', ')}, told: ${events.join(', ')}`);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      };
      try {
        await Promise.race([work(until, events), reading.then(() => assert.fail('the watch has ended'))]);
      } finally {
        done.abort();
        await reading;
      }
    }

    const told = (event: WatchEvent<KubernetesObject & { data?: Readonly<Record<string, string>> }>): string =>
      'object' in event ? `${event.type} ${event.object.metadata.name}=${event.object.data?.['v'] ?? ''}` : event.type;
    const labelled = (name: string, v: string): Manifest => configMap(name, { v }, { w: '' });
    const set = (name: string, v: string): Promise<unknown> =>
      cluster().patch('configmaps', named(name), { type: 'merge', changes: { data: { v } } });
    const setBehind = (name: string, v: string): Promise<unknown> => subject().behind.set(name, { v });

    it('tells what is there and what happens, each once', async () => {
      await cluster().create('configmaps', labelled('a', '1'));
      await follow(async (until, events) => {
        await until('added a=1', 'synced');
        await cluster().create('configmaps', labelled('b', '1'));
        await set('a', '2');
        await cluster().delete('configmaps', named('b'));
        await until('modified a=2', 'deleted b=1');
        assert.deepEqual(events, ['added a=1', 'synced', 'added b=1', 'modified a=2', 'deleted b=1']);
      });
    });

    it('misses nothing and tells nothing twice over a dropped connection', async () => {
      await cluster().create('configmaps', labelled('a', '1'));
      await follow(async (until, events) => {
        await until('synced');
        // Without an event since the list, the watch may not have begun.
        await set('a', '2');
        await until('modified a=2');
        const before = subject().lists();
        subject().cut();
        await setBehind('a', '3');
        await setBehind('a', '4');
        subject().restore();
        await until('modified a=4');
        assert.deepEqual(
          events.filter((event) => event !== 'interrupted' && event !== 'synced'),
          ['added a=1', 'modified a=2', 'modified a=3', 'modified a=4'],
        );
        assert.equal(subject().lists(), before, 'it went on without a new list');
      });
    });

    it('finds out what happened when the server has forgotten it', async () => {
      for (const name of ['a', 'b', 'c']) await cluster().create('configmaps', labelled(name, '1'));
      await follow(async (until, events) => {
        await until('synced');
        await set('c', '2');
        await until('modified c=2');
        const before = subject().lists();
        const toldBefore = events.length;
        subject().cut();
        await setBehind('a', '2');
        await subject().behind.delete('b');
        await subject().forgetHistory();
        subject().restore();
        await until('modified a=2', 'deleted b=1');
        await set('c', '3');
        await until('modified c=3');
        const changes = events.slice(toldBefore).filter((event) => event !== 'interrupted' && event !== 'synced');
        assert.deepEqual(changes.toSorted(), ['deleted b=1', 'modified a=2', 'modified c=3']);
        assert.ok(subject().lists() > before, 'it had to list anew');
      });
    });

    /** The events from a version on; the server ends the watch after some seconds. */
    const eventsFrom = async (version: string, more = '', seconds = 1): Promise<readonly WatchLine[]> =>
      eventsIn(
        await subject().ask(configMaps(`?watch=true&resourceVersion=${version}&timeoutSeconds=${seconds}${more}`)),
      );
    const shown = ({ type, object }: WatchLine): string => `${type} ${object.metadata.name ?? ''}`;

    it('tells of the past from a version on, in order, as the selector sees it', async () => {
      const first = await cluster().create('configmaps', labelled('a', '1'));
      await cluster().create('configmaps', configMap('b'));
      const relabel = (name: string, labels: Record<string, string | null>): Promise<KubernetesObject> =>
        cluster().patch('configmaps', named(name), { type: 'merge', changes: { metadata: { labels } } });
      await relabel('b', { w: '' });
      const last = await relabel('a', { w: null });
      await cluster().delete('configmaps', named('b'));
      const { resourceVersion = '' } = first.metadata;
      const events = await eventsFrom(resourceVersion, '&labelSelector=w');
      assert.deepEqual(events.map(shown), ['ADDED b', 'DELETED a', 'DELETED b']);
      assert.deepEqual(events[1]?.object.metadata.resourceVersion, last.metadata.resourceVersion);
      const all = await eventsFrom(resourceVersion);
      assert.deepEqual(all.map(shown), ['ADDED b', 'MODIFIED b', 'MODIFIED a', 'DELETED b']);
      const versions = all.map(({ object }) => Number(object.metadata.resourceVersion));
      assert.deepEqual(
        versions,
        versions.toSorted((one, other) => one - other),
      );
    });

    it('marks the end of what was there, and its own end, when asked to', async () => {
      await cluster().create('configmaps', labelled('a', '1'));
      const bookmarked = '&labelSelector=w&allowWatchBookmarks=true';
      const begun = await eventsFrom('', bookmarked);
      assert.deepEqual(begun.slice(0, 2).map(shown), ['ADDED a', 'BOOKMARK ']);
      const [, mark] = begun;
      assert.equal(mark?.object.kind, 'ConfigMap');
      assert.deepEqual(mark.object.metadata.annotations, { 'k8s.io/initial-events-end': 'true' });
      const streamed = await eventsFrom('', `${bookmarked}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`);
      assert.deepEqual(streamed.slice(0, 2).map(shown), ['ADDED a', 'BOOKMARK ']);
      assert.deepEqual((await eventsFrom('0', '&labelSelector=w')).map(shown), ['ADDED a']);
    });

    it('tells metadata alone', async () => {
      await cluster().create('configmaps', labelled('a', '1'));
      const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';
      const answer = await subject().ask(configMaps('?watch=true&labelSelector=w&timeoutSeconds=1'), { accept });
      const [event] = eventsIn(answer);
      assert.deepEqual([event?.type, event?.object.kind], ['ADDED', 'PartialObjectMetadata']);
    });

    it('says as an event that a version is too old', async () => {
      const { metadata } = await cluster().create('configmaps', configMap('a'));
      await set('a', '2');
      await subject().forgetHistory();
      const [event, ...more] = await eventsFrom(metadata.resourceVersion ?? '');
      assert.deepEqual(more, []);
      assert.deepEqual([event?.type, event?.object.code, event?.object.reason], ['ERROR', 410, 'Expired']);
      assert.match(event?.object.message ?? '', /^too old resource version: \d+ \(\d+\)$/);
    });
  });
}
