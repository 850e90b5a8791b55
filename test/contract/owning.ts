import assert from 'node:assert/strict';
import { failure } from '../support/api-server.ts';
import { configMap, named, type Subject } from './subject.ts';

/** Who owns which field: of a real API server alone. The practice cluster does not imitate it. */
export function owningContract(subject: () => Subject): void {
  const cluster = (): Subject['cluster'] => subject().cluster;

  describe('owning', () => {
    it('does not take the fields of another manager, unless by force', async () => {
      await cluster().apply('configmaps', configMap('a', { b: 'theirs' }), { fieldManager: 'somebody else' });
      const error = await failure(cluster().apply('configmaps', configMap('a', { b: 'ours' })));
      assert.equal(error.code, 'CONFLICT');
      assert.equal(error.hints[0], '"somebody else" manages .data.b');
      await cluster().apply('configmaps', configMap('a', { b: 'ours' }), { force: true });
      assert.deepEqual((await cluster().get('configmaps', named('a'))).data, { b: 'ours' });
    });

    it('takes away what is not applied any more', async () => {
      await cluster().apply('configmaps', configMap('a', { b: '1', c: '1' }));
      await cluster().apply('configmaps', configMap('a', { b: '1' }));
      assert.deepEqual((await cluster().get('configmaps', named('a'))).data, { b: '1' });
    });
  });
}
