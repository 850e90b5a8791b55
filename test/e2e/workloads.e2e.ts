import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import type { Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { assertSchema } from '../support/schemas.ts';

const NAMESPACE = 'jaeger-production';

describe('kubectl jaeger workloads', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  const workloads = (...argv: string[]): Promise<Outcome> =>
    cluster.outcome(['kubectl', 'jaeger', 'workloads', ...argv]);

  it('knows the application that the operator has given an agent', async () => {
    const { code, stdout, stderr } = await workloads('-n', NAMESPACE, '-l', 'app=hotrod');
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(
      stdout,
      /^jaeger-production +hotrod +yes +jaeger-operator +jaeger-production\/jaeger-production +container jaeger-agent, label /m,
    );
    assert.match(stdout, /\n\n1 of 1 workload is traced\n$/);
  });

  it('counts none of Jaeger’s own, and gives names that kubectl finds', async () => {
    const { stdout } = await workloads('-A', '-o', 'json');
    const report: unknown = JSON.parse(stdout);
    await assertSchema(report);
    const { stdout: names } = await workloads('-n', NAMESPACE, '-o', 'name');
    assert.ok(names.split('\n').includes('deployment.apps/hotrod'), names);
    assert.doesNotMatch(names, /-(collector|query)$/m);
    for (const name of names.trim().split('\n'))
      assert.equal((await cluster.kubectl('-n', NAMESPACE, 'get', name, '-o', 'name')).trim(), name);
  });

  it('leaves out what is the cluster’s own', async () => {
    const { stdout } = await workloads('-n', 'kube-system');
    assert.equal(stdout, '');
  });
});
