import assert from 'node:assert/strict';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { emptyWorld, FAULTS, startSandbox, type Fault, type Sandbox } from '../../../sandbox/index.ts';
import { ApiCluster } from '../../../src/kubernetes/api-cluster.ts';
import { failure } from '../../support/api-server.ts';
import { askerOf, eventsIn, type RawAnswer } from '../../contract/raw.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

describe('faults of the practice cluster', () => {
  let sandbox: Sandbox;
  let cluster: ApiCluster;
  let off: (() => void)[];

  before(async () => {
    sandbox = await startSandbox({ world: await emptyWorld(), users: { late: { isExpired: true } } });
    cluster = clusterOf('admin');
  });
  beforeEach(() => {
    off = [];
    for (const name of ['a', 'b', 'c'])
      sandbox.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } });
  });
  afterEach(() => off.forEach((end) => end()));
  after(async () => {
    cluster.close();
    await sandbox.close();
  });

  function clusterOf(user: string): ApiCluster {
    const config = new KubeConfig();
    config.loadFromString(sandbox.kubeconfig(user));
    return new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 2000 });
  }
  const on = (fault: Fault): void => void off.push(sandbox.fault(fault));
  const ask = (query: string): Promise<RawAnswer> =>
    askerOf({ url: sandbox.url, ca: sandbox.ca })(`${CONFIG_MAPS}${query}`);
  const list = (): Promise<readonly unknown[]> => cluster.list('configmaps', { namespace: 'default' });
  const patch = { type: 'merge', changes: { data: { b: '2' } } } as const;
  const change = (): Promise<unknown> => cluster.patch('configmaps', { namespace: 'default', name: 'a' }, patch);

  it('are all here', () => {
    const tested = ['busy', 'conflict', 'expired', 'forbidden', 'unauthorized', 'slow', 'reset', 'dropped-watch'];
    assert.deepEqual(FAULTS.toSorted(), tested.toSorted());
  });

  it('busy: 429, and when one may ask again', async () => {
    on({ what: 'busy', seconds: 7, times: 1 });
    const { code, headers, body } = await ask('');
    assert.deepEqual([code, headers['retry-after'], body['reason']], [429, '7', 'TooManyRequests']);
    assert.equal((await ask('')).code, 200);
    on({ what: 'busy', seconds: 0, times: 1 });
    assert.equal((await list()).length, 3, 'a read is tried again');
  });

  it('conflict: of changes alone', async () => {
    on({ what: 'conflict' });
    assert.equal((await list()).length, 3);
    assert.equal((await failure(change())).code, 'CONFLICT');
  });

  it('expired: of watches and of later pages', async () => {
    const first = await ask('?limit=1');
    on({ what: 'expired' });
    const { continue: more } = first.body['metadata'] as { continue: string };
    assert.equal((await ask(`?limit=1&continue=${more}`)).code, 410);
    assert.equal((await list()).length, 3);
    const [event] = eventsIn(await ask('?watch=true&resourceVersion=1'));
    assert.deepEqual([event?.type, event?.object.code], ['ERROR', 410]);
  });

  it('forbidden and unauthorized: of what is said', async () => {
    on({ what: 'forbidden', on: /^PATCH .*configmaps/ });
    assert.equal((await failure(change())).code, 'FORBIDDEN');
    assert.equal((await list()).length, 3);
    on({ what: 'unauthorized' });
    assert.equal((await failure(cluster.serverVersion())).code, 'UNAUTHORIZED');
    assert.equal((await failure(list())).code, 'UNAUTHORIZED');
  });

  it('an expired token, until it is a new one', async () => {
    const late = clusterOf('late');
    assert.equal((await failure(late.list('pods', {}))).code, 'UNAUTHORIZED');
    sandbox.users.set('late', { rights: { pods: ['list'] } });
    assert.deepEqual(await late.list('pods', {}), []);
    late.close();
  });

  it('slow: later than anybody waits', async () => {
    on({ what: 'slow', seconds: 0.3, times: 1 });
    const began = performance.now();
    assert.equal((await list()).length, 3);
    assert.ok(performance.now() - began >= 299);
  });

  it('reset: no answer, and nothing done', async () => {
    on({ what: 'reset' });
    assert.equal((await failure(change())).code, 'UNREACHABLE');
    const { metadata } = sandbox.get('configmaps', { namespace: 'default', name: 'a' }) ?? {};
    off[0]?.();
    assert.equal((await cluster.get('configmaps', { namespace: 'default', name: 'a' })).data, undefined);
    assert.ok(metadata?.resourceVersion);
  });

  it('dropped-watch: again and again, and nothing is missed', async () => {
    on({ what: 'dropped-watch', seconds: 0.05, times: 3 });
    const done = new AbortController();
    const events: string[] = [];
    for await (const event of cluster.watch('configmaps', { namespace: 'default', signal: done.signal })) {
      if (event.type === 'interrupted')
        sandbox.patch('configmaps', { namespace: 'default', name: 'a' }, { data: { n: String(events.length) } });
      if (event.type !== 'added' && event.type !== 'synced') events.push(event.type);
      if (events.filter((type) => type === 'modified').length === 3) done.abort();
    }
    assert.deepEqual(events, ['interrupted', 'modified', 'interrupted', 'modified', 'interrupted', 'modified']);
  });
});
