import assert from 'node:assert/strict';
import type { Fault, Sandbox } from '../../sandbox/index.ts';
import { startPractice } from '../../sandbox/practice.ts';
import { runOn } from '../support/practice.ts';

const STATUS = ['status', '-n', 'jaeger-production'];
const PODS = /^GET .*\/pods\?/;
const lists = (requests: readonly string[]): number => requests.filter((request) => PODS.test(request)).length;

describe('commands under faults', () => {
  let sandbox: Sandbox;
  before(async () => {
    const users = { late: { isExpired: true }, some: { rights: { pods: ['list'] } } };
    sandbox = await startPractice('production', { users });
  });
  after(() => sandbox.close());

  async function under(fault: Fault, argv = STATUS, user = 'admin'): ReturnType<typeof runOn> {
    const end = sandbox.fault(fault);
    try {
      return await runOn(sandbox, argv, { user });
    } finally {
      end();
    }
  }

  it('ask again when the server is busy, no sooner than it says', async () => {
    const began = performance.now();
    const { code, stdout, requests } = await under({ what: 'busy', on: PODS, times: 1, seconds: 2 });
    assert.equal(code, 0);
    assert.match(stdout, / Ready$/m);
    assert.equal(lists(requests), 2);
    assert.ok(performance.now() - began >= 2000);
  });

  it('give up on a server that stays busy, and show the rest', async () => {
    const { code, stdout, stderr } = await under({ what: 'busy', on: PODS, seconds: 0 });
    assert.equal(code, 0, stderr);
    assert.match(stdout + stderr, /too many requests/i);
    assert.match(stdout, /^ +jaeger-production-collector +ClusterIP/m);
  });

  it('ask again when a connection is reset', async () => {
    const { code, stdout, requests } = await under({ what: 'reset', on: PODS, times: 1 });
    assert.equal(code, 0);
    assert.match(stdout, /-query-\S+ +2\/2/);
    assert.equal(lists(requests), 2);
  });

  it('wait no longer than --request-timeout for a slow server', async () => {
    const began = performance.now();
    const { code, stderr } = await under({ what: 'slow', seconds: 10 }, [...STATUS, '--request-timeout=300ms']);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /^Unable to connect to the server: no answer from \S+ within 0\.3 s$/m);
    assert.ok(performance.now() - began < 9000);
  });

  it('wait on, though watches end and are refused what was', async () => {
    for (const fault of [
      { what: 'expired', on: /watch=/, times: 1 },
      { what: 'dropped-watch', seconds: 0.1, times: 2 },
    ] as const) {
      const [pod] = sandbox.list('pods', 'default');
      assert.ok(pod);
      sandbox.delete('pods', pod.metadata);
      const { code, stdout, requests } = await under(fault, ['status', '--wait', '--timeout=15s']);
      assert.equal(code, 0, stdout);
      assert.match(stdout, / Ready$/m);
      assert.ok(requests.filter((request) => request.includes('watch=')).length > 1);
    }
  });

  it('say of an expired token what to do', async () => {
    const { code, stdout, stderr } = await runOn(sandbox, STATUS, { user: 'late' });
    assert.deepEqual([code, stdout], [4, '']);
    assert.match(stderr, /Unauthorized/);
  });

  it('say of rights that are missing how to look at them', async () => {
    const { code, stderr } = await runOn(sandbox, ['list', '-A'], { user: 'some' });
    assert.equal(code, 4, stderr);
    assert.match(stderr, /kubectl auth can-i list \S+ (-A|--all-namespaces)/);
  });
});
