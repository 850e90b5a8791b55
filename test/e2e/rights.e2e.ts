import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resourceInWords } from '../../src/cli/rights.ts';
import type { Cluster } from '../ground/cluster.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { checkout } from '../ground/paths.ts';
import { each, without } from '../ground/roles.ts';
import type { Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { declaredRights, tableOf, type Declared } from '../support/rights-reference.ts';

const NAMESPACE = 'jaeger-production';

/** Those whose report is one document, and the same a moment later. */
const REPORTS = ['list', 'status', 'version', 'workloads'];

describe('kubectl jaeger with narrow rights', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  const run = (kubeconfig: string, ...argv: string[]): Promise<Outcome> => withKubeconfig(cluster, kubeconfig, argv);

  /**
   * What the administrator is told and what the narrow user is, of the same state of the cluster: the operator may be at work, as after an
   * API server that was started again, so that two reports, one after the other, may differ by that alone.
   */
  async function bothTold(kubeconfig: string, argv: readonly string[]): Promise<{ admin: string; narrow: Outcome }> {
    for (let tries = 1; ; tries++) {
      const { stdout: before } = await cluster.outcome(argv);
      const narrow = await run(kubeconfig, ...argv);
      const { stdout: admin } = await cluster.outcome(argv);
      if (admin === before) return { admin, narrow };
      assert.ok(tries < 10, 'the cluster did not settle');
    }
  }

  /** The hint must be true: kubectl, asked the same, says no. */
  async function assertTrueHint(kubeconfig: string, text: string, verb: string, resource: string): Promise<void> {
    const [hint = ''] = /kubectl auth can-i .*/.exec(text) ?? [];
    assert.ok(hint.startsWith(`kubectl auth can-i ${verb} ${resource}`), hint);
    assert.equal((await run(kubeconfig, ...hint.trim().split(' '))).stdout, 'no\n');
  }

  it('knows what every command needs', async () => {
    const declared = await declaredRights();
    const known = [
      'check',
      'completion',
      'inject',
      'install',
      'list',
      'logs',
      'port-forward',
      'retention',
      'status',
      'uninject',
      'uninstall',
      'version',
      'workloads',
    ];
    assert.deepEqual(declared.map(({ id }) => id).toSorted(), known);
  });

  for (const id of REPORTS) {
    describe(id, () => {
      const user = { name: id };
      const argv = ['kubectl', 'jaeger', id, '-n', NAMESPACE];
      let declared: Declared;

      before(async () => {
        declared = (await declaredRights()).find((command) => command.id === id) ?? assert.fail(id);
      });

      after(() => forget(cluster, user));

      it('needs no right but those that it declares', async () => {
        const kubeconfig = await narrowed(cluster, { ...user, rights: tableOf(declared) });
        const { admin, narrow } = await bothTold(kubeconfig, [...argv, '-o', 'json']);
        assert.equal(narrow.stderr, '');
        assert.deepEqual(JSON.parse(narrow.stdout), JSON.parse(admin));
      });

      it('with any one of them less says which, and shows the rest where it can', async () => {
        for (const right of declared.needs.rights.filter(({ seldom, onSuspicion }) => !seldom && !onSuspicion)) {
          const resource = resourceInWords(right);
          const rights = without(tableOf(declared), [`${right.verb} ${resource}`]);
          const kubeconfig = await narrowed(cluster, { ...user, rights });
          const { code, stdout, stderr } = await run(kubeconfig, ...argv);
          if (right.without === undefined) {
            assert.equal(code, 4, resource);
            assert.equal(stdout, '');
            assert.match(stderr, new RegExp(`all that "${id}" needs: list `));
          } else {
            assert.equal(code, 0, resource);
            assert.match(stdout, new RegExp(`^Errors:\\n +${right.resource}: `, 'm'));
          }
          await assertTrueHint(kubeconfig, stdout + stderr, right.verb, resource);
        }
      });
    });
  }

  it('has a ready ClusterRole with which every report says all that it can', async () => {
    const user = { name: 'ready' };
    const role = await readFile(join(checkout, 'docs/rbac/viewer.yaml'), 'utf8');
    const kubeconfig = await narrowed(cluster, { ...user, rights: {} });
    const subject = '--serviceaccount=kube-public:ready';
    await cluster.apply(role);
    try {
      await cluster.kubectl('create', 'clusterrolebinding', 'ready', '--clusterrole=kubectl-jaeger-viewer', subject);
      for (const { id } of (await declaredRights()).filter((one) => REPORTS.includes(one.id))) {
        const argv = ['kubectl', 'jaeger', id, '-n', NAMESPACE, '-o', 'json'];
        const { admin, narrow } = await bothTold(kubeconfig, argv);
        assert.equal(narrow.stderr, '');
        assert.deepEqual(JSON.parse(narrow.stdout), JSON.parse(admin));
      }
    } finally {
      await cluster.kubectl(
        'delete',
        '--ignore-not-found',
        'clusterrolebinding/ready',
        'clusterrole/kubectl-jaeger-viewer',
      );
      await forget(cluster, user);
    }
  });

  it('does not look into other namespaces than it is told to', async () => {
    const user = { name: 'one-namespace', namespace: NAMESPACE };
    const rights = each(['jaegers.jaegertracing.io', 'pods', 'services', 'persistentvolumeclaims'], ['list']);
    const kubeconfig = await narrowed(cluster, { ...user, rights });
    try {
      assert.equal((await run(kubeconfig, 'kubectl', 'jaeger', 'status', '-n', NAMESPACE)).code, 0);
      assert.equal((await run(kubeconfig, 'kubectl', 'jaeger', 'status', '-n', 'default')).code, 4);
      assert.equal((await run(kubeconfig, 'kubectl', 'jaeger', 'status', '-A')).code, 4);
    } finally {
      await forget(cluster, user);
    }
  });
});
