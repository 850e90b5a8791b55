import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
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

    it('serves the kinds that a definition adds', async () => {
      const { ask } = subject();
      const names = { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' };
      const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
      const version = { name: 'v1', served: true, storage: true, schema };
      const definition = {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'things.contract.example' },
        spec: { group: 'contract.example', scope: 'Namespaced', names, versions: [version] },
      };
      const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
      assert.equal((await ask(definitions, { method: 'POST', body: definition })).code, 201);
      const things: ApiResource = {
        group: 'contract.example',
        version: 'v1',
        kind: 'Thing',
        plural: 'things',
        namespaced: true,
      };
      const path = `/apis/contract.example/v1/namespaces/${NAMESPACE}/things`;
      for (let tries = 0; tries < 100 && (await ask(path)).code !== 200; tries++) await sleep(100);
      assert.deepEqual(await cluster().servedVersions('contract.example'), ['v1']);
      assert.equal((await cluster().servedGroups()).get('contract.example')?.join(), 'v1');
      assert.deepEqual(await cluster().servedResources('contract.example', 'v1'), [things]);
      const metadata = { name: 'a', namespace: NAMESPACE };
      await cluster().create(things, { apiVersion: 'contract.example/v1', kind: 'Thing', metadata });
      const { body } = await ask(path);
      const items = body['items'] as readonly Record<string, unknown>[];
      assert.deepEqual(
        [body['kind'], items[0]?.['kind'], items[0]?.['apiVersion']],
        ['ThingList', 'Thing', 'contract.example/v1'],
      );
      const { body: missing } = await ask(`${path}/b`);
      assert.deepEqual(
        [missing['message'], missing['details']],
        ['things.contract.example "b" not found', { name: 'b', group: 'contract.example', kind: 'things' }],
      );
      await cluster().delete(things, metadata);
      assert.equal((await ask(`${definitions}/things.contract.example`, { method: 'DELETE' })).code, 200);
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
