import assert from 'node:assert/strict';
import type { PreflightReport } from '../../src/install/preflight/report.ts';
import type { Cluster } from '../ground/cluster.ts';
import { endFault, putFault } from '../ground/faults/index.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { without } from '../ground/roles.ts';
import type { Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { declaredRights, tableOf } from '../support/rights-reference.ts';
import { assertSchema } from '../support/schemas.ts';

const NAMESPACE = 'preflight-e2e';
const OPERATOR = ['-n', 'observability', 'deployment/jaeger-operator'];
const ORDERED = ['--strategy=production', '--storage=elasticsearch', '--es-storage-size=1Gi'];

describe('a preflight', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
    await cluster.kubectl('create', 'namespace', NAMESPACE);
  });

  after(() => cluster.kubectl('delete', 'namespace', NAMESPACE, '--wait=false'));

  const install = (...args: readonly string[]): Promise<Outcome> =>
    cluster.outcome(['kubectl', 'jaeger', 'install', 'checked', '-n', NAMESPACE, ...args]);

  /** The checks that do not pass, each with what shows it. */
  async function troubles(...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const { code, stdout, stderr } = await install('--preflight', '-o', 'json', ...args);
    assert.equal(stderr, '');
    const report = JSON.parse(stdout) as PreflightReport;
    await assertSchema(report);
    const found = report.checks.filter(({ verdict }) => verdict !== 'pass');
    assert.equal(code, found.some(({ verdict }) => verdict === 'fail') ? 1 : 0);
    return Object.fromEntries(found.map(({ id, evidence }) => [id, evidence]));
  }

  /** Nothing of the instance was made. */
  async function assertRefused(outcome: Promise<Outcome>, code: number, reason: RegExp): Promise<void> {
    const refused = await outcome;
    assert.deepEqual([refused.code, refused.stdout], [code, ''], refused.stderr);
    assert.match(refused.stderr, reason);
    assert.equal(await cluster.kubectl('get', 'jaegers', '-n', NAMESPACE, '-o', 'name'), '');
  }

  it('passes where the operator is well', async () => {
    assert.deepEqual(await troubles(), {});
    const { code, stdout, stderr } = await cluster.outcome(['kubectl', 'jaeger', 'check', '--pre', '-n', NAMESPACE]);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /\n✔ operator +observability\/jaeger-operator, 1\.65\.0, 1\/1 ready\n/);
    assert.match(stdout, /: install can go on\n$/);
  });

  it('knows that nothing would make an Elasticsearch, and no class its claims', async () => {
    const found = await troubles(...ORDERED);
    assert.deepEqual(Object.keys(found), ['elasticsearch', 'storage-class']);
    assert.match(found['storage-class'] ?? '', /^no storage class is the default, and none is named; there is gp2$/);
    assert.match(
      (await troubles(...ORDERED, '--es-storage-class=fast-ssd'))['storage-class'] ?? '',
      /^there is no storage class fast-ssd; there is gp2$/,
    );
  });

  it('counts with the server what the namespace has room for', async () => {
    const hard = 'services=6,pods=0,limits.memory=300Mi';
    await cluster.kubectl('-n', NAMESPACE, 'create', 'quota', 'small', `--hard=${hard}`);
    await cluster.kubectl('-n', NAMESPACE, 'create', 'service', 'clusterip', 'one', '--tcp=80');
    try {
      assert.match(
        (await troubles())['quota'] ?? '',
        /counts limits\.memory, and the Pods of allInOne say none: they are refused/,
      );
      const limited = await troubles('--set', 'allInOne.resources.limits.memory=256Mi');
      assert.match(limited['quota'] ?? '', /^of the quota small 0 of 0 pods are used, and 1 more are needed$/);
      const large = await troubles('--set', 'allInOne.resources.limits.memory=512Mi');
      assert.match(large['quota'] ?? '', /of the quota small 0 of 300Mi limits\.memory are used, and 512Mi more/);
      await assertRefused(
        install(),
        1,
        /^error: preflight, quota: .*\nhint: --set allInOne\.resources\.limits\.memory=/,
      );
    } finally {
      await cluster.kubectl('-n', NAMESPACE, 'delete', 'quota/small', 'service/one');
    }
  });

  it('knows what the operator could not make, as it then cannot', async () => {
    await cluster.kubectl('-n', NAMESPACE, 'create', 'service', 'clusterip', 'checked-query', '--tcp=80');
    try {
      assert.match(
        (await troubles())['leftovers'] ?? '',
        /^services\/checked-query is there, and is not the operator's/,
      );
      const { code, stderr } = await install('--no-preflight', '--timeout=8s');
      assert.equal(code, 124);
      assert.match(stderr, /error JG020 /);
    } finally {
      await cluster.kubectl('-n', NAMESPACE, 'delete', 'service/checked-query', 'jaeger/checked');
    }
  });

  it('names every right that is missing, truly, and hides nothing else', async () => {
    const user = { name: 'preflight' };
    const declared = (await declaredRights()).find(({ id }) => id === 'install') ?? assert.fail();
    const rights = without(tableOf(declared), [
      'patch jaegers.jaegertracing.io',
      'resourcequotas',
      'leases.coordination.k8s.io',
    ]);
    const kubeconfig = await narrowed(cluster, { ...user, rights });
    const run = (...argv: readonly string[]): Promise<Outcome> => withKubeconfig(cluster, kubeconfig, argv);
    try {
      const { code, stdout } = await run('kubectl', 'jaeger', 'check', '--pre', '-n', NAMESPACE);
      assert.equal(code, 1);
      assert.match(stdout, /\n✗ rights +you may not patch jaegers\.jaegertracing\.io\n/);
      assert.match(stdout, /\n! operator-lease +not known: may not get leases in observability\n/);
      assert.match(stdout, /\n! quota +not known: may not list resourcequotas in preflight-e2e\n/);
      assert.match(stdout, /\n1 failed, 2 warnings, 10 passed: install would be refused\n$/);
      const proofs = stdout.match(/kubectl auth can-i .*/g) ?? [];
      assert.equal(proofs.length, 3);
      for (const proof of proofs) assert.equal((await run(...proof.split(' '))).stdout, 'no\n', proof);
      await assertRefused(
        run('kubectl', 'jaeger', 'install', 'checked', '-n', NAMESPACE),
        4,
        /^error: preflight, rights: /,
      );
      const enough = await narrowed(cluster, { ...user, rights: tableOf(declared) });
      const checked = await withKubeconfig(cluster, enough, ['kubectl', 'jaeger', 'check', '--pre', '-n', NAMESPACE]);
      assert.deepEqual([checked.code, checked.stderr], [0, '']);
      assert.match(checked.stdout, /\n13 passed: install can go on\n$/);
    } finally {
      await forget(cluster, user);
    }
  });

  it('fails while the API server could not ask the webhook', async () => {
    await putFault(cluster, 'webhook-ca');
    try {
      assert.match((await troubles())['webhook'] ?? '', /has no CA bundle for mjaeger\.kb\.io/);
      await assertRefused(install(), 1, /^error: preflight, webhook: /);
    } finally {
      await endFault(cluster, 'webhook-ca');
    }
  });

  it('fails while nobody carries out a resource, or not here', async () => {
    const path = '/spec/template/spec/containers/0/env/0';
    const variable = JSON.parse(
      await cluster.kubectl('get', ...OPERATOR, '-o', 'jsonpath={.spec.template.spec.containers[0].env[0]}'),
    ) as { readonly name: string };
    assert.equal(variable.name, 'WATCH_NAMESPACE');
    const watch = (value: object): Promise<string> =>
      cluster.kubectl('patch', ...OPERATOR, '--type=json', '-p', JSON.stringify([{ op: 'replace', path, value }]));
    await putFault(cluster, 'operator-gone');
    try {
      assert.deepEqual(Object.keys(await troubles()), ['operator', 'webhook']);
      await assertRefused(
        install(),
        1,
        /\nhint: kubectl scale deployment jaeger-operator --replicas=1 -n observability\n/,
      );
      await watch({ name: variable.name, value: 'shop' });
      assert.match((await troubles())['operator-scope'] ?? '', /watches shop, and not preflight-e2e/);
      await watch(variable);
    } finally {
      await endFault(cluster, 'operator-gone');
    }
    assert.deepEqual(await troubles(), {});
  });
});
