import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from '../support/api-server.ts';
import { configMap, named, NAMESPACE, type Subject } from './subject.ts';

/** The Writer port. The subject exists when the first test begins. */
export function writingContract(subject: () => Subject): void {
  const cluster = (): Subject['cluster'] => subject().cluster;

  describe('writing', () => {
    it('creates once', async () => {
      const made = await cluster().create('configmaps', configMap('a', { b: 'c' }));
      assert.deepEqual(made.data, { b: 'c' });
      assert.ok(made.metadata.uid);
      assert.equal((await failure(cluster().create('configmaps', configMap('a')))).code, 'ALREADY_EXISTS');
      const elsewhere = { ...configMap('a'), metadata: { name: 'a', namespace: 'nonesuch' } };
      assert.equal((await failure(cluster().create('configmaps', elsewhere))).code, 'NOT_FOUND');
    });

    it('names what is wrong with an object', async () => {
      const error = await failure(cluster().create('configmaps', configMap('Bad_')));
      assert.equal(error.code, 'INVALID');
      assert.match(error.message, /^The ConfigMap "Bad_" is invalid:\n\* metadata\.name: /);
    });

    it('applies: made, changed, left as it is', async () => {
      const first = await cluster().apply('configmaps', configMap('a', { b: '1' }));
      const second = await cluster().apply('configmaps', configMap('a', { b: '2' }));
      const third = await cluster().apply('configmaps', configMap('a', { b: '2' }));
      assert.deepEqual([first.created, second.created, third.created], [true, false, false]);
      assert.deepEqual(second.object.data, { b: '2' });
      assert.equal(third.object.metadata.resourceVersion, second.object.metadata.resourceVersion);
    });

    it('patches by steps and by merging', async () => {
      await cluster().create('configmaps', configMap('a', { b: '1', c: '1' }));
      const changes = { data: { b: '2', c: null } };
      assert.deepEqual((await cluster().patch('configmaps', named('a'), { type: 'merge', changes })).data, { b: '2' });
      const operations = [
        { op: 'test', path: '/data/b', value: '2' },
        { op: 'add', path: '/data/d', value: '3' },
      ] as const;
      const patched = await cluster().patch('configmaps', named('a'), { type: 'json', operations });
      assert.deepEqual(patched.data, { b: '2', d: '3' });
      const untrue = [{ op: 'test', path: '/data/b', value: 'x' }] as const;
      const refused = cluster().patch('configmaps', named('a'), { type: 'json', operations: untrue });
      assert.equal((await failure(refused)).code, 'INVALID');
    });

    it('patches only what it means', async () => {
      const { metadata } = await cluster().create('configmaps', configMap('a', { b: '1' }));
      await cluster().patch('configmaps', named('a'), { type: 'merge', changes: { data: { b: '2' } } });
      for (const patch of [
        { type: 'merge', changes: { data: { b: '3' } } },
        { type: 'json', operations: [{ op: 'replace', path: '/data/b', value: '3' }] },
      ] as const)
        for (const preconditions of [{ resourceVersion: metadata.resourceVersion ?? '' }, { uid: 'another' }]) {
          const error = await failure(cluster().patch('configmaps', named('a'), patch, { preconditions }));
          assert.equal(error.code, 'CONFLICT', JSON.stringify([patch, preconditions]));
        }
      const now = await cluster().get('configmaps', named('a'));
      const { uid = '', resourceVersion = '' } = now.metadata;
      const patch = { type: 'merge', changes: { data: { b: '3' } } } as const;
      await cluster().patch('configmaps', named('a'), patch, { preconditions: { uid, resourceVersion } });
    });

    it('deletes only what it means', async () => {
      const { metadata } = await cluster().create('configmaps', configMap('a'));
      for (const preconditions of [{ uid: 'another' }, { resourceVersion: '1' }])
        assert.equal((await failure(cluster().delete('configmaps', named('a'), { preconditions }))).code, 'CONFLICT');
      await cluster().delete('configmaps', named('a'), {
        preconditions: { uid: metadata.uid ?? '', resourceVersion: metadata.resourceVersion ?? '' },
        propagationPolicy: 'Background',
      });
      assert.equal((await failure(cluster().get('configmaps', named('a')))).code, 'NOT_FOUND');
    });

    /** A real cluster needs some seconds for what follows from a deletion. */
    const gone = async (name: string): Promise<boolean> => {
      for (let tries = 0; tries < 300; tries++) {
        const left = await cluster().list('configmaps', {
          namespace: NAMESPACE,
          fieldSelector: `metadata.name=${name}`,
        });
        if (left.length === 0) return true;
        await sleep(100);
      }
      return false;
    };

    it('takes along what an object owns, unless it shall stay', async () => {
      for (const propagationPolicy of ['Background', 'Orphan'] as const) {
        const { metadata } = await cluster().create('configmaps', configMap('owner'));
        const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: metadata.uid };
        const owned = configMap('owned');
        const ownerReferences = [owner];
        await cluster().create('configmaps', {
          ...owned,
          metadata: Object.assign({ ownerReferences }, owned.metadata),
        });
        await cluster().delete('configmaps', named('owner'), { propagationPolicy });
        assert.ok(await gone('owner'));
        if (propagationPolicy === 'Background') assert.ok(await gone('owned'));
        else assert.equal((await cluster().get('configmaps', named('owned'))).metadata.name, 'owned');
      }
    });

    it('takes along what lies in a namespace', async () => {
      const namespace = 'contract-gone';
      await cluster().create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      await cluster().create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace } });
      await cluster().delete('namespaces', { name: namespace });
      const isThere = async (): Promise<boolean> => {
        const fieldSelector = `metadata.name=${namespace}`;
        return (await cluster().list('namespaces', { fieldSelector })).length > 0;
      };
      for (let tries = 0; tries < 300 && (await isThere()); tries++) await sleep(100);
      assert.equal(await isThere(), false);
      assert.deepEqual(await cluster().list('configmaps', { namespace }), []);
    });

    it('counts the changes of what is wanted, not those of labels', async () => {
      const labels = { app: 'contract' };
      const container = { name: 'a', image: 'ground.local/nonesuch:1' };
      const template = { metadata: { labels }, spec: { containers: [container] } };
      const metadata = { name: 'contract', namespace: NAMESPACE };
      const spec = { replicas: 0, selector: { matchLabels: labels }, template };
      const manifest = Object.assign({ apiVersion: 'apps/v1', kind: 'Deployment', metadata }, { spec });
      const made = await cluster().create('deployments', manifest);
      const change = (changes: object): Promise<typeof made> =>
        cluster().patch('deployments', metadata, { type: 'merge', changes });
      const relabelled = await change({ metadata: { labels } });
      const changed = await change({ spec: { minReadySeconds: 5 } });
      await cluster().delete('deployments', metadata, { propagationPolicy: 'Background' });
      const generations = [made, relabelled, changed].map((object) => object.metadata.generation);
      assert.deepEqual(generations, [1, 1, 2]);
    });

    it('stores nothing in a dry run', async () => {
      const dryRun = true;
      assert.deepEqual((await cluster().create('configmaps', configMap('a', { b: '1' }), { dryRun })).data, { b: '1' });
      assert.equal((await cluster().apply('configmaps', configMap('a'), { dryRun })).created, true);
      assert.equal((await failure(cluster().get('configmaps', named('a')))).code, 'NOT_FOUND');
      const { metadata } = await cluster().create('configmaps', configMap('a', { b: '1' }));
      const changes = { data: { b: '2' } };
      const patched = await cluster().patch('configmaps', named('a'), { type: 'merge', changes }, { dryRun });
      assert.deepEqual(patched.data, { b: '2' });
      await cluster().delete('configmaps', named('a'), { dryRun });
      const still = await cluster().get('configmaps', named('a'));
      assert.equal(still.metadata.resourceVersion, metadata.resourceVersion);
    });
  });
}
