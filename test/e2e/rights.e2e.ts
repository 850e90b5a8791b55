import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import { forget, narrowed } from '../ground/narrow.ts';
import { each, without, type Rights } from '../ground/roles.ts';
import type { Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';

const NAMESPACE = 'jaeger-production';
const USER = { name: 'status', namespace: NAMESPACE };

/** What the README says `status` needs; each test leaves something out. */
const NEEDED = each(
  ['jaegers.jaegertracing.io', 'pods', 'services', 'persistentvolumeclaims', 'jobs.batch', 'cronjobs.batch'],
  ['list'],
);

describe('kubectl jaeger status with narrow rights', () => {
  let cluster: Cluster;
  let kubeconfig: string;

  before(async () => {
    cluster = await e2eCluster();
  });

  after(() => forget(cluster, USER));

  async function statusWith(rights: Rights, ...args: string[]): Promise<Outcome> {
    kubeconfig = await narrowed(cluster, { ...USER, rights });
    const script = 'f=$(mktemp); cat >$f; kubectl jaeger status --kubeconfig $f "$@"; c=$?; rm $f; exit $c';
    return cluster.outcome(['bash', '-c', script, 'status', ...args], { input: kubeconfig });
  }

  it('needs no right but those that the README lists', async () => {
    const narrow = await statusWith(NEEDED, '-n', NAMESPACE, '-o', 'json');
    const admin = await cluster.outcome(['kubectl', 'jaeger', 'status', '-n', NAMESPACE, '-o', 'json']);
    assert.equal(narrow.stderr, '');
    assert.deepEqual(JSON.parse(narrow.stdout), JSON.parse(admin.stdout));
  });

  it('shows the rest when claims may not be listed, and the line that proves it', async () => {
    const { code, stdout } = await statusWith(without(NEEDED, ['persistentvolumeclaims']), '-n', NAMESPACE);
    assert.equal(code, 0);
    assert.match(stdout, /jaeger-production-query-/);
    assert.match(stdout, /PVCS\n {2}unknown, see Errors\n/);
    const [hint = ''] = /kubectl auth can-i .*/.exec(stdout) ?? [];
    assert.equal(hint, `kubectl auth can-i list persistentvolumeclaims -n ${NAMESPACE}`);
    const script = `f=$(mktemp); cat >$f; ${hint} --kubeconfig $f; rm $f`;
    assert.equal((await cluster.outcome(['bash', '-c', script], { input: kubeconfig })).stdout, 'no\n');
  });

  it('ends with 4 when instances may not be listed', async () => {
    const { code, stdout, stderr } = await statusWith(each(['pods'], ['list']), '-n', NAMESPACE);
    assert.equal(code, 4);
    assert.equal(stdout, '');
    assert.match(stderr, /^Error from server \(Forbidden\): jaegers\.jaegertracing\.io is forbidden: /);
  });

  it('does not look into other namespaces than it is told to', async () => {
    assert.equal((await statusWith(NEEDED, '-n', 'default')).code, 4);
    assert.equal((await statusWith(NEEDED, '-A')).code, 4);
  });
});
