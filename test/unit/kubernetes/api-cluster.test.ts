import assert from 'node:assert/strict';
import { KubeConfig } from '@kubernetes/client-node';
import { JaegerError } from '../../../src/errors/index.ts';
import { ApiCluster } from '../../../src/kubernetes/api-cluster.ts';
import type { ListQuery } from '../../../src/kubernetes/ports.ts';
import type { Answer } from '../../support/answers.ts';
import { loopback } from '../../support/loopback.ts';
import { kubeconfigFor } from '../../support/program.ts';

interface Request {
  readonly url: URL;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Lists Pods from a server that answers as given, and returns the names or the error, with what was asked. */
async function list(
  answers: readonly (Answer | Promise<Answer>)[],
  query: ListQuery,
): Promise<{ requests: Request[]; result: string[] | JaegerError }> {
  const requests: Request[] = [];
  const server = await loopback(({ url = '', headers }) => {
    requests.push({ url: new URL(url, 'http://x'), headers });
    return answers[requests.length - 1] ?? { status: 500, body: '' };
  });
  const config = new KubeConfig();
  config.loadFromString(kubeconfigFor(server.url));
  for (const cluster of config.clusters) Object.assign(cluster, { skipTLSVerify: true });
  const cluster = new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 300 });
  try {
    const pods = await cluster.list('pods', query);
    return { requests, result: pods.map(({ metadata }) => metadata.name) };
  } catch (error) {
    assert.ok(error instanceof JaegerError, String(error));
    return { requests, result: error };
  } finally {
    cluster.close();
    server.close();
  }
}

const page = (names: readonly string[], more?: string): Answer => ({
  status: 200,
  body: JSON.stringify({ metadata: { continue: more }, items: names.map((name) => ({ metadata: { name } })) }),
});

const failure = (status: number, body: object | string): Answer => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify({ kind: 'Status', ...body }),
});

describe('ApiCluster.list', () => {
  it('asks for pages of 500 and follows them to the end', async () => {
    const { requests, result } = await list([page(['a', 'b'], 'token&1'), page(['c'])], {
      namespace: 'ns',
      labelSelector: 'a=b',
    });
    assert.deepEqual(result, ['a', 'b', 'c']);
    assert.deepEqual(
      requests.map(({ url }) => [url.pathname, Object.fromEntries(url.searchParams)]),
      [
        ['/api/v1/namespaces/ns/pods', { limit: '500', labelSelector: 'a=b' }],
        ['/api/v1/namespaces/ns/pods', { limit: '500', labelSelector: 'a=b', continue: 'token&1' }],
      ],
    );
  });

  it('says who it is, and asks for metadata alone where that is enough', async () => {
    const { requests } = await list([page([])], { metadataOnly: true });
    const headers = requests[0]?.headers ?? {};
    assert.equal(headers['authorization'], 'Bearer secret-token');
    assert.equal(headers['user-agent'], 'test/1');
    assert.match(String(headers['accept']), /as=PartialObjectMetadataList/);
  });

  it('takes an empty list that is written as null', async () => {
    assert.deepEqual((await list([{ status: 200, body: '{"items":null}' }], {})).result, []);
  });

  for (const [what, answer, code, message, hint] of [
    [
      '403',
      failure(403, { reason: 'Forbidden', message: 'pods is forbidden' }),
      'FORBIDDEN',
      'pods is forbidden',
      'check with: kubectl auth can-i list pods -n ns',
    ],
    [
      '401',
      failure(401, { reason: 'Unauthorized' }),
      'UNAUTHORIZED',
      'You must be logged in to the server (Unauthorized)',
      undefined,
    ],
    [
      '404',
      failure(404, '404 page not found'),
      'NO_SUCH_KIND',
      'the server doesn\'t have a resource type "pods"',
      undefined,
    ],
    ['500', failure(500, { message: 'etcd is unwell' }), 'SERVER', 'etcd is unwell', undefined],
    ['a proxy’s own text', failure(502, 'Bad Gateway'), 'SERVER', 'Bad Gateway', undefined],
    ['an empty answer', failure(503, ''), 'SERVER', 'the server answered with HTTP 503', undefined],
  ] as const) {
    it(`translates ${what}`, async () => {
      const { result } = await list([answer], { namespace: 'ns' });
      assert.ok(result instanceof JaegerError);
      assert.equal(result.code, code);
      assert.equal(result.message, message);
      if (hint !== undefined) assert.deepEqual(result.hints, [hint]);
    });
  }

  it('gives up on a server that does not answer, and says so', async () => {
    const never = new Promise<Answer>(() => undefined);
    const { result } = await list([never], {});
    assert.ok(result instanceof JaegerError);
    assert.equal(result.code, 'UNREACHABLE');
    assert.match(result.message, /^no answer from 127\.0\.0\.1:\d+ within 0\.3 s$/);
  });

  it('fails once, and quietly afterwards, when it cannot authenticate', async () => {
    const config = new KubeConfig();
    config.loadFromString(kubeconfigFor('http://127.0.0.1:1')); // not marked as plain HTTP: the library refuses it
    const cluster = new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 300 });
    await assert.rejects(
      cluster.list('pods', {}),
      (error) => error instanceof JaegerError && error.code === 'UNREACHABLE',
    );
    const unhandled: unknown[] = [];
    const note = (reason: unknown): number => unhandled.push(reason);
    process.on('unhandledRejection', note);
    cluster.close();
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });

  it('fails on the second page as on the first', async () => {
    const { result } = await list([page(['a'], 'more'), failure(403, { message: 'no' })], {});
    assert.ok(result instanceof JaegerError && result.code === 'FORBIDDEN');
  });
});
