import assert from 'node:assert/strict';
import type { ApiCluster } from '../../../src/kubernetes/api-cluster.ts';
import type { Manifest } from '../../../src/kubernetes/ports.ts';
import { json, status, withApi, type Asked } from '../../support/api-server.ts';

const object: Manifest & { data: object } = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'ns' },
  data: { b: 'c' },
};

async function asked(
  work: (cluster: ApiCluster) => Promise<unknown>,
  code = 200,
): Promise<Asked & { content: unknown }> {
  return withApi(
    (response) => json(response, code, object),
    async (cluster, server) => {
      await work(cluster);
      const [request] = server.asked;
      assert.ok(request && server.asked.length === 1);
      return { ...request, content: JSON.parse(request.body || 'null') as unknown };
    },
  );
}

describe('a write', () => {
  it('creates', async () => {
    const { method, url, headers, content } = await asked((cluster) => cluster.create('configmaps', object), 201);
    assert.equal(`${method} ${url}`, 'POST /api/v1/namespaces/ns/configmaps?fieldManager=kubectl-jaeger');
    assert.equal(headers['content-type'], 'application/json');
    assert.deepEqual(content, object);
  });

  it('applies under our name, and never by force unless it is told to', async () => {
    const applied = await asked((cluster) => cluster.apply('configmaps', object));
    assert.equal(
      `${applied.method} ${applied.url}`,
      'PATCH /api/v1/namespaces/ns/configmaps/a?fieldManager=kubectl-jaeger',
    );
    assert.equal(applied.headers['content-type'], 'application/apply-patch+yaml');
    const forced = await asked((cluster) =>
      cluster.apply('configmaps', object, { force: true, dryRun: true, fieldManager: 'me' }),
    );
    assert.match(forced.url, /\?fieldManager=me&force=true&dryRun=All$/);
  });

  it('says whether an apply made the object', async () => {
    for (const [code, created] of [
      [200, false],
      [201, true],
    ] as const)
      await asked(async (cluster) => {
        const applied = await cluster.apply('configmaps', object);
        assert.equal(applied.created, created);
        assert.deepEqual(applied.object, { metadata: object.metadata, data: { b: 'c' } });
      }, code);
  });

  it('patches, with what the object must still be', async () => {
    const preconditions = { uid: 'u', resourceVersion: '7' };
    const merge = await asked((cluster) =>
      cluster.patch(
        'configmaps',
        object.metadata,
        { type: 'merge', changes: { metadata: { labels: { x: null } } } },
        { preconditions },
      ),
    );
    assert.equal(merge.headers['content-type'], 'application/merge-patch+json');
    assert.deepEqual(merge.content, { metadata: { labels: { x: null }, uid: 'u', resourceVersion: '7' } });
    const operations = [{ op: 'remove', path: '/data/b' }] as const;
    const patch = await asked((cluster) =>
      cluster.patch('configmaps', object.metadata, { type: 'json', operations }, { preconditions, dryRun: true }),
    );
    assert.equal(patch.headers['content-type'], 'application/json-patch+json');
    assert.match(patch.url, /dryRun=All/);
    assert.deepEqual(patch.content, [
      { op: 'replace', path: '/metadata/uid', value: 'u' },
      { op: 'replace', path: '/metadata/resourceVersion', value: '7' },
      ...operations,
    ]);
  });

  it('deletes what it means, and says what becomes of the dependents', async () => {
    const { method, url, content } = await asked((cluster) =>
      cluster.delete('configmaps', object.metadata, {
        preconditions: { uid: 'u' },
        propagationPolicy: 'Foreground',
        dryRun: true,
      }),
    );
    assert.equal(`${method} ${url}`, 'DELETE /api/v1/namespaces/ns/configmaps/a');
    assert.deepEqual(content, {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid: 'u' },
      propagationPolicy: 'Foreground',
      dryRun: ['All'],
    });
  });

  it('puts an object of the cluster in no namespace', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n', namespace: 'ignored' } };
    assert.match((await asked((cluster) => cluster.apply('namespaces', namespace))).url, /^\/api\/v1\/namespaces\/n\?/);
  });
});

describe('a question about rights', () => {
  it('is asked for oneself, and what is left out is not allowed', () =>
    withApi(
      (response, { body }) => json(response, 201, { status: { allowed: body.includes('"list"') || undefined } }),
      async (cluster, server) => {
        const question = { verb: 'list', group: 'apps', resource: 'deployments', namespace: 'ns' };
        assert.deepEqual(await cluster.canI(question), { allowed: true, reason: '' });
        assert.deepEqual(await cluster.canI({ ...question, verb: 'get' }), { allowed: false, reason: '' });
        assert.equal(server.asked[0]?.url, '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews');
      },
    ));

  it('is asked for all of a namespace', () =>
    withApi(
      (response) =>
        json(response, 201, {
          status: { incomplete: true, resourceRules: [{ verbs: ['get'], resources: ['pods'] }, 7] },
        }),
      async (cluster) => {
        const rule = { verbs: ['get'], apiGroups: [], resources: ['pods'], resourceNames: [] };
        assert.deepEqual(await cluster.rulesIn('ns'), { rules: [rule], incomplete: true });
      },
    ));
});

describe('discovery', () => {
  it('knows the versions of a group, the preferred one first, and none of an unknown one', () =>
    withApi(
      (response, { url }) => {
        const versions = [{ version: 'v1beta1' }, { version: 'v1' }];
        if (url === '/apis/x.io') return json(response, 200, { versions, preferredVersion: { version: 'v1' } });
        return url === '/api' ? json(response, 200, { versions: ['v1'] }) : json(response, 404, '404 page not found');
      },
      async (cluster) => {
        assert.deepEqual(await cluster.servedVersions('x.io'), ['v1', 'v1beta1']);
        assert.deepEqual(await cluster.servedVersions(''), ['v1']);
        assert.deepEqual(await cluster.servedVersions('nonesuch'), []);
      },
    ));

  it('knows the resources of a version, without their subresources', () =>
    withApi(
      (response, { url }) =>
        url === '/apis/x.io/v1'
          ? json(response, 200, {
              resources: [
                { name: 'things', kind: 'Thing', namespaced: true },
                { name: 'things/status', kind: 'Thing', namespaced: true },
                { name: 7 },
              ],
            })
          : json(response, 404, status(404)),
      async (cluster) => {
        const thing = { group: 'x.io', version: 'v1', kind: 'Thing', plural: 'things', namespaced: true };
        assert.deepEqual(await cluster.servedResources('x.io', 'v1'), [thing]);
        assert.deepEqual(await cluster.servedResources('x.io', 'v2'), []);
      },
    ));
});
