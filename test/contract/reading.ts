import assert from 'node:assert/strict';
import type { ApiResource } from '../../src/kubernetes/types.ts';
import { failure } from '../support/api-server.ts';
import { configMap, named, namesOf, NAMESPACE, type Subject } from './subject.ts';

/** The Reader port. The subject exists when the first test begins. */
export function readingContract(subject: () => Subject): void {
  const cluster = (): Subject['cluster'] => subject().cluster;

  describe('reading', () => {
    beforeEach(async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e'])
        await cluster().create('configmaps', configMap(name, { of: name }, { contract: name < 'c' ? 'low' : 'high' }));
    });

    it('lists page by page as in one piece', async () => {
      const query = { namespace: NAMESPACE, labelSelector: 'contract' };
      const whole = await cluster().list('configmaps', query);
      const before = subject().lists();
      assert.deepEqual(await cluster().list('configmaps', { ...query, pageSize: 2 }), whole);
      assert.equal(subject().lists() - before, 3);
      assert.deepEqual(namesOf(whole), ['a', 'b', 'c', 'd', 'e']);
      assert.deepEqual(whole[0]?.data, { of: 'a' });
    });

    it('selects by labels and fields', async () => {
      const low = await cluster().list('configmaps', { namespace: NAMESPACE, labelSelector: 'contract in (low)' });
      assert.deepEqual(namesOf(low), ['a', 'b']);
      const one = await cluster().list('configmaps', { namespace: NAMESPACE, fieldSelector: 'metadata.name=d' });
      assert.deepEqual(namesOf(one), ['d']);
    });

    it('lists everywhere, and metadata alone', async () => {
      const everywhere = await cluster().list('configmaps', { labelSelector: 'contract=low', metadataOnly: true });
      assert.deepEqual(namesOf(everywhere), ['a', 'b']);
      assert.equal(everywhere[0]?.data, undefined);
      assert.equal(everywhere[0]?.metadata.namespace, NAMESPACE);
    });

    it('reads one, and tells what is missing', async () => {
      assert.deepEqual((await cluster().get('configmaps', named('a'))).data, { of: 'a' });
      const missing = await failure(cluster().get('configmaps', named('nonesuch')));
      assert.deepEqual([missing.code, missing.message], ['NOT_FOUND', 'configmaps "nonesuch" not found']);
      assert.deepEqual(await cluster().list('configmaps', { namespace: 'nonesuch' }), []);
    });

    it('tells a missing kind from a missing object', async () => {
      const unknown: ApiResource = { group: 'nonesuch.io', version: 'v1', kind: 'X', plural: 'xs', namespaced: true };
      const unknownToGroup = { ...unknown, group: 'apps' };
      for (const resource of [unknown, unknownToGroup]) {
        assert.equal((await failure(cluster().list(resource, { namespace: NAMESPACE }))).code, 'NO_SUCH_KIND');
        assert.equal((await failure(cluster().get(resource, named('a')))).code, 'NO_SUCH_KIND');
      }
    });
  });
}
