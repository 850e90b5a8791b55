import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { JaegerError } from '../../../src/errors/index.ts';
import { loadKubeconfig, targetOf } from '../../../src/kubernetes/kubeconfig.ts';
import type { Target } from '../../../src/kubernetes/ports.ts';

interface Shape {
  readonly server?: string;
  readonly current?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly cluster?: string;
}

const configOf = ({ server = 'https://one', current = '', context = 'c', namespace, cluster = 'k' }: Shape): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'k', cluster: { server } }],
    users: [{ name: 'u', user: {} }],
    contexts: [{ name: context, context: { cluster, user: 'u', namespace } }],
    'current-context': current,
  });

describe('loadKubeconfig', () => {
  let dir: string;
  const file = async (name: string, shape: Shape): Promise<string> => {
    await writeFile(join(dir, name), configOf(shape));
    return join(dir, name);
  };
  const target = (...files: string[]): Target => targetOf(loadKubeconfig({ environment: files.join(delimiter) }));

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kubeconfig-test-'));
  });
  after(() => rm(dir, { recursive: true }));

  it('takes the first of two clusters and contexts with one name, as kubectl does', async () => {
    const files = [
      await file('a', { server: 'https://first', current: 'c' }),
      await file('b', { server: 'https://second', namespace: 'x' }),
    ];
    assert.deepEqual(target(...files), { context: 'c', server: 'https://first', namespace: 'default' });
  });

  it('takes the first current-context that is not empty', async () => {
    const files = [
      await file('a', {}),
      await file('b', { current: 'd', context: 'd', namespace: 'x' }),
      await file('e', { current: 'c' }),
    ];
    assert.deepEqual(target(...files), { context: 'd', server: 'https://one', namespace: 'x' });
  });

  it('passes over missing files in a list, empty entries and a file named twice', async () => {
    const known = await file('a', { current: 'c' });
    assert.equal(target('/nonesuch/config', '', known, known).context, 'c');
  });

  it('insists on a file that --kubeconfig names', () => {
    const load = (): unknown => loadKubeconfig({ kubeconfig: '/nonesuch/config' });
    assert.throws(load, (error) => error instanceof JaegerError && /"\/nonesuch\/config": ENOENT/.test(error.message));
  });

  it('reads the file of --kubeconfig alone, and the context of --context', async () => {
    const listed = await file('a', { server: 'https://listed', current: 'c' });
    const named = await file('b', { server: 'https://named', context: 'd' });
    const config = loadKubeconfig({ kubeconfig: named, context: 'd', environment: listed });
    assert.equal(targetOf(config).server, 'https://named');
  });

  it('takes a server without TLS, as kubectl does', async () => {
    const environment = await file('a', { server: 'http://127.0.0.1:8001', current: 'c' });
    const options = {};
    await loadKubeconfig({ environment }).applyToHTTPSOptions(options);
    assert.ok('agent' in options);
  });

  for (const [what, shape, message] of [
    ['no context', {}, /no current context is set/],
    ['a context that does not exist', { current: 'nope' }, /context was not found for specified context: nope/],
    [
      'a context of a cluster that does not exist',
      { current: 'c', cluster: 'gone' },
      /names a cluster that is not in the kubeconfig/,
    ],
  ] as const) {
    it(`refuses ${what} instead of asking some other server`, async () => {
      const path = await file('a', shape);
      assert.throws(
        () => loadKubeconfig({ environment: path }),
        (error) => {
          assert.ok(error instanceof JaegerError);
          assert.equal(error.code, 'KUBECONFIG');
          assert.match(error.message, message);
          return error.hints.some((hint) => hint.includes(path));
        },
      );
    });
  }
});
