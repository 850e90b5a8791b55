import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { ApiCluster } from '../../../src/kubernetes/api-cluster.ts';
import type { Manifest } from '../../../src/kubernetes/ports.ts';
import { clusterAt, failure, json, listOf, status, withApi } from '../../support/api-server.ts';

const manifest: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'ns' } };

describe('an answer that is no success', () => {
  const cases = {
    '401': [
      401,
      status(401, { reason: 'Unauthorized' }),
      'UNAUTHORIZED',
      'You must be logged in to the server (Unauthorized)',
    ],
    '404 of a group that is not there': [
      404,
      '404 page not found',
      'NO_SUCH_KIND',
      'the server doesn\'t have a resource type "pods"',
    ],
    '404 of a kind that is not there': [
      404,
      status(404, { reason: 'NotFound', details: {} }),
      'NO_SUCH_KIND',
      'the server doesn\'t have a resource type "pods"',
    ],
    '410': [410, status(410, { reason: 'Expired', message: 'too old' }), 'EXPIRED', 'too old'],
    '500': [500, status(500, { message: 'etcd is unwell' }), 'SERVER', 'etcd is unwell'],
    'a proxy’s own text': [502, 'Bad Gateway', 'SERVER', 'Bad Gateway'],
    'a proxy’s page': [502, '<html><title>Bad Gateway', 'SERVER', 'the server answered with HTTP 502'],
    'an empty answer': [503, '', 'SERVER', 'the server answered with HTTP 503'],
    'a Status of wrong types': [
      500,
      { message: { a: 1 }, reason: 7, details: [] },
      'SERVER',
      'the server answered with HTTP 500',
    ],
    'a redirect': [302, '', 'SERVER', 'the server answered with HTTP 302'],
  } as const;
  for (const [what, [code, body, expected, message]] of Object.entries(cases))
    it(`is translated: ${what}`, () =>
      withApi(
        (response) => json(response, code, body),
        async (cluster) => {
          const error = await failure(cluster.list('pods', { namespace: 'ns' }));
          assert.equal(error.code, expected);
          assert.equal(error.message, message);
        },
      ));

  const forbidden = status(403, { reason: 'Forbidden', message: 'no' });
  for (const [what, ask, proof] of [
    ['a list', (cluster) => cluster.list('pods', { namespace: 'ns' }), 'list pods -n ns'],
    ['a list everywhere', (cluster) => cluster.list('jaegers', {}), 'list jaegers.jaegertracing.io -A'],
    [
      'one object',
      (cluster) => cluster.get('jaegers', { namespace: 'ns', name: 'a' }),
      'get jaegers.jaegertracing.io/a -n ns',
    ],
    ['one of the cluster', (cluster) => cluster.get('namespaces', { name: 'ns' }), 'get namespaces/ns'],
    ['create', (cluster) => cluster.create('configmaps', manifest), 'create configmaps -n ns'],
    ['apply', (cluster) => cluster.apply('configmaps', manifest), 'patch configmaps/a -n ns'],
    ['delete', (cluster) => cluster.delete('configmaps', { namespace: 'ns', name: 'a' }), 'delete configmaps/a -n ns'],
    [
      'a name for the shell',
      (cluster) => cluster.get('pods', { namespace: "n'; rm", name: 'a' }),
      String.raw`get pods/a -n 'n'\''; rm'`,
    ],
  ] as readonly [string, (cluster: ApiCluster) => Promise<unknown>, string][])
    it(`names the line that proves a 403: ${what}`, () =>
      withApi(
        (response) => json(response, 403, forbidden),
        async (cluster) => {
          const error = await failure(ask(cluster));
          assert.equal(error.prefix, 'Error from server (Forbidden)');
          assert.deepEqual(error.hints, [`check with: kubectl auth can-i ${proof}`]);
        },
      ));

  it('tells a missing object from a missing kind', () =>
    withApi(
      (response) =>
        json(response, 404, status(404, { message: 'pods "a" not found', details: { name: 'a', kind: 'pods' } })),
      async (cluster) => {
        const error = await failure(cluster.get('pods', { namespace: 'ns', name: 'a' }));
        assert.deepEqual([error.code, error.exitCode], ['NOT_FOUND', 3]);
      },
    ));

  it('says who manages the fields of a conflict', () => {
    const cause = (manager: string, field: string): object => ({
      reason: 'FieldManagerConflict',
      message: `conflict with "${manager}" using v1`,
      field,
    });
    const causes = [
      cause('helm', '.data.a'),
      cause('hpa', '.spec.replicas'),
      cause('helm', '.data.b'),
      { reason: 'Other' },
    ];
    return withApi(
      (response) =>
        json(response, 409, status(409, { reason: 'Conflict', message: 'Apply failed', details: { causes } })),
      async (cluster) => {
        const error = await failure(cluster.apply('configmaps', manifest));
        assert.equal(error.code, 'CONFLICT');
        assert.deepEqual(error.hints.slice(0, 2), ['"helm" manages .data.a, .data.b', '"hpa" manages .spec.replicas']);
      },
    );
  });

  it('lists the causes of a 422 as kubectl does', () => {
    const details = { kind: 'ConfigMap', name: 'Bad_', causes: [{ field: 'metadata.name', message: 'Invalid value' }] };
    return withApi(
      (response) => json(response, 422, status(422, { reason: 'Invalid', message: 'long', details })),
      async (cluster) => {
        const error = await failure(cluster.create('configmaps', manifest));
        assert.equal(error.code, 'INVALID');
        assert.equal(error.message, 'The ConfigMap "Bad_" is invalid:\n* metadata.name: Invalid value');
      },
    );
  });
});

describe('a request without an answer', () => {
  it('ends after its time, headers or not, and says so', async () => {
    for (const respond of [() => undefined, (response: ServerResponse) => response.writeHead(200).write('{')])
      await withApi(
        respond,
        async (cluster) => {
          const error = await failure(cluster.list('pods', {}));
          assert.equal(error.code, 'UNREACHABLE');
          assert.match(error.message, /^no answer from 127\.0\.0\.1:\d+ within 0\.2 s$/);
        },
        { timeoutMs: 200 },
      );
  });

  it('ends with the reason of the signal that aborts it', () =>
    withApi(
      () => undefined,
      async (cluster) => {
        const controller = new AbortController();
        const reason = new Error('Ctrl-C');
        setTimeout(() => controller.abort(reason), 20);
        await assert.rejects(cluster.list('pods', { signal: controller.signal }), (error) => error === reason);
        await assert.rejects(cluster.list('pods', { signal: controller.signal }), (error) => error === reason);
      },
    ));

  it('fails once, and quietly afterwards, when it cannot authenticate', async () => {
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [{ name: 'k', server: 'http://127.0.0.1:1' }],
      users: [{ name: 'u' }],
      contexts: [{ name: 'c', cluster: 'k', user: 'u' }],
      currentContext: 'c',
    });
    const cluster = new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 300 });
    assert.equal((await failure(cluster.list('pods', {}))).code, 'UNREACHABLE'); // not marked as plain HTTP: the library refuses it
    const unhandled: unknown[] = [];
    const note = (reason: unknown): number => unhandled.push(reason);
    process.on('unhandledRejection', note);
    cluster.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });

  it('does not count the time in which somebody logs in', () =>
    withApi(
      (response) => json(response, 200, listOf([])),
      async (_, { url }) => {
        const config = new KubeConfig();
        const login = 'setTimeout(() => console.log(JSON.stringify({ status: { token: "t" } })), 300)';
        config.loadFromOptions({
          clusters: [{ name: 'k', server: url, skipTLSVerify: true }],
          users: [{ name: 'u', exec: { command: process.execPath, args: ['-e', login] } }],
          contexts: [{ name: 'c', cluster: 'k', user: 'u' }],
          currentContext: 'c',
        });
        const cluster = new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 250 });
        assert.deepEqual(await cluster.list('pods', {}), []);
        cluster.close();
      },
    ));

  it('says of a refused connection and of an unknown host what kubectl says', async () => {
    const refused = await failure(clusterAt('http://127.0.0.1:1').list('pods', {}));
    assert.equal(refused.prefix, '');
    assert.equal(
      refused.message,
      'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?',
    );
    const unknown = await failure(clusterAt('https://nonesuch.invalid:6443').list('pods', {}));
    assert.equal(unknown.code, 'UNREACHABLE');
    assert.match(unknown.message, /^dial tcp: lookup nonesuch\.invalid: /);
  });

  it('names the proxy, and not its password', async () => {
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [{ name: 'k', server: 'https://api.invalid', proxyUrl: 'http://me:secret@127.0.0.1:1' }],
      users: [{ name: 'u' }],
      contexts: [{ name: 'c', cluster: 'k', user: 'u' }],
      currentContext: 'c',
    });
    const error = await failure(new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 300 }).list('pods', {}));
    assert.match(error.message, /127\.0\.0\.1:1: connection refused/);
    assert.deepEqual(error.hints, ['asked through the proxy http://127.0.0.1:1']);
    assert.doesNotMatch(error.message, /secret/);
  });
});
