import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import type { Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { assertSchema } from '../support/schemas.ts';
import { cells, withoutAge } from '../support/table.ts';

const HEADER = 'NAMESPACE NAME FLAVOUR STRATEGY STORAGE VERSION STATUS'.split(' ');
const ALL_IN_ONE = 'default jaeger-all-in-one-inmemory jaeger-operator allinone memory 1.65.0 Ready'.split(' ');
const PRODUCTION = 'jaeger-production jaeger-production jaeger-operator production elasticsearch 1.65.0 Ready'.split(
  ' ',
);
const V2 = 'jaeger-v2 jaeger manifests allinone memory 2.13.0 Ready'.split(' ');
const V2_PRODUCTION = 'jaeger-v2-production jaeger manifests production opensearch 2.13.0 Ready'.split(' ');

describe('kubectl jaeger list', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  const list = (...args: string[]): Promise<Outcome> => cluster.outcome(['kubectl', 'jaeger', 'list', ...args]);

  async function rows(...args: string[]): Promise<string[][]> {
    const { code, stdout, stderr } = await list(...args);
    assert.deepEqual([code, stderr], [0, '']);
    return withoutAge(cells(stdout));
  }

  it('has a row for every instance of the cluster, however it was installed', async () => {
    assert.deepEqual(await rows('-A'), [HEADER, ALL_IN_ONE, PRODUCTION, V2, V2_PRODUCTION]);
  });

  it('keeps to a namespace, and says when nothing is there', async () => {
    assert.deepEqual(await rows('-n', 'jaeger-v2'), [HEADER, V2]);
    const { code, stdout, stderr } = await list('-n', 'kube-system');
    assert.deepEqual([code, stdout, stderr], [0, '', 'No resources found in kube-system namespace.\n']);
  });

  it('selects by labels of custom resources and of workloads, which the server evaluates', async () => {
    assert.deepEqual(await rows('-A', '-l', 'app=jaeger,component=query'), [HEADER, V2_PRODUCTION]);
    assert.deepEqual(await rows('-A', '-l', 'jaegertracing.io/operated-by', '-n', 'default'), [
      HEADER,
      ALL_IN_ONE,
      PRODUCTION,
    ]);
    const { code, stderr } = await list('-A', '-l', '=');
    assert.equal(code, 1);
    assert.match(stderr, /^Error from server \(BadRequest\): found '='/);
  });

  it('gives names that kubectl finds, and JSON as its schema has it', async () => {
    const { stdout } = await list('-n', 'jaeger-v2-production', '-o', 'name');
    assert.equal(stdout, 'deployment.apps/jaeger-query\n');
    const found = await cluster.kubectl('get', stdout.trim(), '-n', 'jaeger-v2-production', '-o', 'name');
    assert.equal(found.trim(), stdout.trim());
    const report: unknown = JSON.parse((await list('-A', '-o', 'json')).stdout);
    await assertSchema(report);
    assert.doesNotMatch(JSON.stringify(report), /"settings"/);
  });

  it('tells of a workload without Pods that it is not ready', async () => {
    const scale = (replicas: number): Promise<string> =>
      cluster.kubectl('-n', 'jaeger-v2', 'scale', 'deployment/jaeger', `--replicas=${replicas}`);
    await scale(0);
    try {
      assert.deepEqual(await rows('-n', 'jaeger-v2'), [HEADER, [...V2.slice(0, -1), 'ScaledDown']]);
    } finally {
      await scale(1);
      await cluster.kubectl('-n', 'jaeger-v2', 'rollout', 'status', 'deployment/jaeger', '--timeout=120s');
    }
  });
});
