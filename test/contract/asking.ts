import assert from 'node:assert/strict';
import type { ApiResource } from '../../src/kubernetes/types.ts';
import { NAMESPACE, type Subject } from './subject.ts';

/** The ports AccessReviewer and Discovery. The subject exists when the first test begins. */
export function askingContract(subject: () => Subject): void {
  const cluster = (): Subject['cluster'] => subject().cluster;

  describe('asking', () => {
    it('knows what one may', async () => {
      const question = { verb: 'list', group: '', resource: 'pods', namespace: NAMESPACE };
      assert.equal((await cluster().canI(question)).allowed, true);
      const { rules, incomplete } = await cluster().rulesIn(NAMESPACE);
      assert.ok(rules.some(({ verbs }) => verbs.length > 0));
      assert.equal(typeof incomplete, 'boolean');
    });

    it('knows what is served', async () => {
      assert.deepEqual(await cluster().servedVersions('apps'), ['v1']);
      assert.deepEqual(await cluster().servedVersions(''), ['v1']);
      assert.deepEqual(await cluster().servedVersions('nonesuch.io'), []);
      const core = await cluster().servedResources('', 'v1');
      const pods = { group: '', version: 'v1', kind: 'Pod', plural: 'pods', namespaced: true };
      assert.deepEqual(
        core.find(({ plural }) => plural === 'pods'),
        pods,
      );
      assert.ok(core.every(({ plural }) => !plural.includes('/')));
      assert.deepEqual(await cluster().servedResources('apps', 'v9'), []);
    });

    it('passes on what the server warns of, once', async () => {
      const endpoints: ApiResource = {
        group: '',
        version: 'v1',
        kind: 'Endpoints',
        plural: 'endpoints',
        namespaced: true,
      };
      for (let times = 0; times < 2; times++) await cluster().list(endpoints, { namespace: NAMESPACE });
      assert.equal(subject().warnings.filter((text) => text.startsWith('v1 Endpoints is deprecated')).length, 1);
    });
  });
}
