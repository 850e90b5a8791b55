import assert from 'node:assert/strict';
import type { ApiResource } from '../../src/kubernetes/types.ts';
import { failure } from '../support/api-server.ts';
import { configMap, configMaps, named, namesOf, NAMESPACE, type Subject } from './subject.ts';

/** The Reader port. The subject exists when the first test begins. */
export function readingContract(subject: () => Subject): void {
  const cluster = (): Subject['cluster'] => subject().cluster;

  interface List {
    readonly kind: string;
    readonly metadata: {
      readonly continue?: string;
      readonly remainingItemCount?: number;
      readonly resourceVersion: string;
    };
    readonly items: readonly {
      readonly kind?: string;
      readonly apiVersion?: string;
      readonly metadata: { readonly name: string };
    }[];
  }

  async function page(path: string, accept?: string): Promise<List & { readonly names: readonly string[] }> {
    const { code, body } = await subject().ask(path, accept === undefined ? {} : { accept });
    assert.equal(code, 200);
    const list = body as unknown as List;
    return { ...list, names: list.items.map(({ metadata }) => metadata.name) };
  }

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

    it('gives pages, says how many objects are left, and keeps to the moment of the first one', async () => {
      const ours = '?labelSelector=contract&limit=2';
      const first = await page(configMaps(ours));
      assert.deepEqual(
        [first.names, first.kind, first.metadata.remainingItemCount],
        [['a', 'b'], 'ConfigMapList', undefined],
      );
      await cluster().delete('configmaps', named('d'));
      const second = await page(configMaps(`${ours}&continue=${first.metadata.continue}`));
      assert.deepEqual(second.names, ['c', 'd']);
      const third = await page(configMaps(`${ours}&continue=${second.metadata.continue}`));
      assert.deepEqual([third.names, third.metadata.continue], [['e'], undefined]);
      for (const { metadata } of [second, third])
        assert.equal(metadata.resourceVersion, first.metadata.resourceVersion);
      const unselected = await page(configMaps('?limit=1'));
      const { length } = (await page(configMaps())).names;
      assert.equal(unselected.metadata.remainingItemCount, length - 1);
    });

    it('cannot go on with a list that is too old', async () => {
      const first = await page(configMaps('?limit=2'));
      await subject().forgetHistory();
      const { code, body } = await subject().ask(configMaps(`?limit=2&continue=${first.metadata.continue}`));
      const [sentence] = String(body['message']).split('.');
      assert.deepEqual(
        [code, body['reason'], sentence],
        [410, 'Expired', 'The provided continue parameter is too old to display a consistent list result'],
      );
    });

    it('leaves the kind out of the items of a list, but for metadata alone', async () => {
      const { items } = await page(configMaps());
      assert.deepEqual([items[0]?.kind, items[0]?.apiVersion], [undefined, undefined]);
      const as = 'g=meta.k8s.io;v=v1,application/json';
      const { kind, items: reduced } = await page(configMaps(), `application/json;as=PartialObjectMetadataList;${as}`);
      assert.deepEqual([kind, reduced[0]?.kind], ['PartialObjectMetadataList', 'PartialObjectMetadata']);
      const one = await subject().ask(configMaps('/a'), { accept: `application/json;as=PartialObjectMetadata;${as}` });
      assert.deepEqual(
        [one.body['kind'], one.body['apiVersion'], one.body['data']],
        ['PartialObjectMetadata', 'meta.k8s.io/v1', undefined],
      );
    });

    it('selects by labels and fields', async () => {
      for (const [labelSelector, names] of [
        ['contract in (low)', 'ab'],
        ['contract in (low, other)', 'ab'],
        ['contract notin (low),contract', 'cde'],
        ['contract!=low,contract', 'cde'],
        ['contract==high', 'cde'],
        ['contract,!other', 'abcde'],
        ['contract,other', ''],
      ] as const) {
        const found = await cluster().list('configmaps', { namespace: NAMESPACE, labelSelector });
        assert.deepEqual(namesOf(found).join(''), names, labelSelector);
      }
      const others = 'metadata.name!=a,metadata.name!=kube-root-ca.crt';
      const most = await cluster().list('configmaps', { namespace: NAMESPACE, fieldSelector: others });
      assert.deepEqual(namesOf(most), ['b', 'c', 'd', 'e']);
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
