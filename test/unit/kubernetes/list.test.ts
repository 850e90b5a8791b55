import assert from 'node:assert/strict';
import type { ApiResource } from '../../../src/kubernetes/types.ts';
import { failure, json, listOf, status, withApi } from '../../support/api-server.ts';

const namesOf = (objects: readonly { metadata: { name: string } }[]): string[] =>
  objects.map(({ metadata }) => metadata.name);

const queryOf = (url: string): Record<string, string> => Object.fromEntries(new URL(url, 'http://x').searchParams);

describe('list', () => {
  it('asks for pages of 500 and follows them to the end', () =>
    withApi(
      (response, _, number) =>
        json(response, 200, number === 1 ? listOf(['a', 'b'], { continue: 't&1' }) : listOf(['c'])),
      async (cluster, { asked }) => {
        assert.deepEqual(namesOf(await cluster.list('pods', { namespace: 'ns', labelSelector: 'a=b' })), [
          'a',
          'b',
          'c',
        ]);
        assert.deepEqual(
          asked.map(({ url }) => [url.replace(/\?.*/, ''), queryOf(url)]),
          [
            ['/api/v1/namespaces/ns/pods', { limit: '500', labelSelector: 'a=b' }],
            ['/api/v1/namespaces/ns/pods', { limit: '500', labelSelector: 'a=b', continue: 't&1' }],
          ],
        );
      },
    ));

  it('passes on both selectors and nothing else of the query', () =>
    withApi(
      (response) => json(response, 200, listOf([])),
      async (cluster, { asked }) => {
        const query = { namespace: 'ns', fieldSelector: 'status.phase=Running', pageSize: 7, name: 'not for us' };
        await cluster.list('pods', query);
        assert.equal(asked[0]?.url, '/api/v1/namespaces/ns/pods?limit=7&fieldSelector=status.phase%3DRunning');
      },
    ));

  it('says who it is, takes gzip, and asks for metadata alone where that is enough', () =>
    withApi(
      (response) => json(response, 200, listOf([])),
      async (cluster, { asked }) => {
        await cluster.list('jobs', { metadataOnly: true });
        const headers = asked[0]?.headers ?? {};
        assert.equal(headers.authorization, 'Bearer secret-token');
        assert.equal(headers['user-agent'], 'test/1');
        assert.equal(headers['accept-encoding'], 'gzip');
        assert.match(headers.accept ?? '', /as=PartialObjectMetadataList/);
      },
    ));

  it('reads everything anew, in one piece, when the token for the next page has expired', () =>
    withApi(
      (response, { url }, number) => {
        if (number === 1) return json(response, 200, listOf(['a'], { continue: 'old' }));
        if (url.includes('continue'))
          return json(response, 410, status(410, { reason: 'Expired', message: 'too old' }));
        return json(response, 200, listOf(['b', 'c']));
      },
      async (cluster, { asked }) => {
        assert.deepEqual(namesOf(await cluster.list('pods', {})), ['b', 'c']);
        assert.equal(asked.length, 3);
        assert.equal(asked[2]?.url, '/api/v1/pods');
      },
    ));

  it('gives up on a server that hands out the same page for ever', () =>
    withApi(
      (response) => json(response, 200, listOf(['a'], { continue: 'same' })),
      async (cluster, { asked }) => {
        assert.equal((await failure(cluster.list('pods', {}))).code, 'BAD_ANSWER');
        assert.equal(asked.length, 2);
      },
    ));

  it('fails on the second page as on the first', () =>
    withApi(
      (response, _, number) =>
        number === 1 ? json(response, 200, listOf(['a'], { continue: 'more' })) : json(response, 403, status(403)),
      async (cluster) => {
        assert.equal((await failure(cluster.list('pods', {}))).code, 'FORBIDDEN');
      },
    ));

  it('opens no more connections than requests run at once, and keeps them', () =>
    withApi(
      (response) => setTimeout(() => json(response, 200, listOf([])), 10),
      async (cluster, server) => {
        await Promise.all(Array.from({ length: 60 }, () => cluster.list('pods', {})));
        assert.equal(server.asked.length, 60);
        assert.ok(server.connections() <= 16, `${server.connections()} connections`);
      },
    ));

  it('takes a resource that only discovery knows, as the server sent it but for wrong metadata', () =>
    withApi(
      (response) =>
        json(response, 200, {
          metadata: {},
          items: [{ metadata: { name: 'a', labels: 5, generation: 2 }, spec: { x: [1] } }, { metadata: {} }],
        }),
      async (cluster, { asked }) => {
        const routes: ApiResource = {
          group: 'route.openshift.io',
          version: 'v1',
          kind: 'Route',
          plural: 'routes',
          namespaced: true,
        };
        assert.deepEqual(await cluster.list(routes, { namespace: 'ns' }), [
          { metadata: { name: 'a', generation: 2 }, spec: { x: [1] } },
        ]);
        assert.equal(asked[0]?.url, '/apis/route.openshift.io/v1/namespaces/ns/routes?limit=500');
      },
    ));

  for (const namespace of ['..', '.', '', 'a/b', '%2e%2e'])
    it(`does not walk out of its path with the namespace "${namespace}"`, () =>
      withApi(
        (response) => json(response, 200, listOf([])),
        async (cluster, { asked }) => {
          assert.equal((await failure(cluster.list('pods', { namespace }))).code, 'BAD_NAME');
          assert.equal(asked.length, 0);
        },
      ));
});
