import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { without } from '../ground/roles.ts';
import type { Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { declaredRights, tableOf } from '../support/rights-reference.ts';

const NAMESPACE = 'install-e2e';
const NAME = 'made';
const TRACES = ['--memory-max-traces', '5000'];

describe('kubectl jaeger install', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  after(() => cluster.kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found'));

  const install = (name: string, ...args: string[]): Promise<Outcome> =>
    cluster.outcome(['kubectl', 'jaeger', 'install', name, '-n', NAMESPACE, ...args]);

  const resource = async (): Promise<string> =>
    cluster.kubectl('get', 'jaeger', NAME, '-n', NAMESPACE, '-o', 'jsonpath={.metadata.generation} {.spec}');

  it('says that the namespace is missing, and makes nothing', async () => {
    const { code, stdout, stderr } = await install(NAME);
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(stderr, /\nhint: --create-namespace makes the namespace install-e2e\n/);
  });

  it('shows what a new instance would be, and makes nothing', async () => {
    const { code, stdout } = await install(NAME, '--create-namespace', '--diff');
    assert.equal(code, 1);
    assert.match(stdout, /^\+\+\+ MERGED\/jaegertracing\.io\.v1\.Jaeger\.install-e2e\.made$/m);
    assert.equal((await cluster.outcome(['kubectl', 'get', 'namespace', NAMESPACE])).code, 1);
  });

  it('makes an all-in-one that runs, by flags alone, and says how to use it', async () => {
    const { code, stdout, stderr } = await install(NAME, '--create-namespace', ...TRACES);
    assert.equal(code, 0, stderr);
    assert.equal(stdout, `namespace/${NAMESPACE} created\njaeger.jaegertracing.io/${NAME} created\n`);
    assert.match(stderr, /\nruns +Jaeger 1\.65\.0, allinone, on memory: all-in-one 1\/1\n/);
    assert.match(
      stderr,
      /\nanswers +the query service; it knows no service yet\nlook at it +kubectl jaeger port-forward made -n install-e2e\n/,
    );
    assert.match(stderr, /\nOTLP over HTTP +http:\/\/made-collector\.install-e2e\.svc:4318\n/);
    const pod = await cluster.kubectl(
      'get',
      'pods',
      '-n',
      NAMESPACE,
      '-o',
      'jsonpath={.items[*].spec.containers[0].args}',
    );
    assert.match(pod, /--memory\.max-traces=5000/);
  });

  it('has nothing to do when it is run again', async () => {
    const { code, stdout, stderr } = await install(NAME, ...TRACES);
    assert.deepEqual([code, stdout], [0, `jaeger.jaegertracing.io/${NAME} unchanged\n`]);
    assert.match(stderr, /^nothing to do: jaeger\.jaegertracing\.io\/made is as it should be\n/);
    const diff = await install(NAME, ...TRACES, '--diff');
    assert.deepEqual([diff.code, diff.stdout], [0, '']);
  });

  it('needs no right but those that it declares, and says what it has not done for want of one', async () => {
    const { needs } = (await declaredRights()).find(({ id }) => id === 'install') ?? assert.fail();
    const rights = tableOf({ id: 'install', needs });
    const argv = ['kubectl', 'jaeger', 'install', NAME, '-n', NAMESPACE, ...TRACES];
    for (const [less, told] of [
      [[], /^nothing to do: .*\nruns .*\nanswers .*\nlook at it/],
      [
        ['create pods/portforward', 'get pods/portforward'],
        /\nWarning: the query service could not be asked: .* is forbidden: .*\nruns .*\nlook at it/,
      ],
    ] as const) {
      const kubeconfig = await narrowed(cluster, { name: 'install', rights: without(rights, less) });
      const { code, stderr } = await withKubeconfig(cluster, kubeconfig, argv);
      assert.deepEqual([code], [0], stderr);
      assert.match(stderr, told);
    }
    const kubeconfig = await narrowed(cluster, {
      name: 'install',
      rights: without(rights, ['patch jaegers.jaegertracing.io']),
    });
    const { code, stderr } = await withKubeconfig(cluster, kubeconfig, [...argv, '--memory-max-traces=1', '--yes']);
    assert.equal(code, 4);
    assert.match(stderr, /kubectl auth can-i patch jaegers\.jaegertracing\.io/);
    await forget(cluster, { name: 'install' });
  });

  it('makes of its manifest, applied with kubectl, an instance to which it has nothing to add', async () => {
    const { stdout } = await install(
      NAME,
      ...TRACES,
      '--ingress-security=oauth-proxy',
      '--dry-run=client',
      '-o',
      'yaml',
    );
    await cluster.apply(stdout.replace(`name: ${NAME}`, 'name: piped'));
    const { code, stdout: diff } = await install('piped', ...TRACES, '--ingress-security=oauth-proxy', '--diff');
    assert.deepEqual([code, diff], [0, '']);
  });

  it('refuses what is lost or changed without consent, and has changed nothing', async () => {
    const before = await resource();
    const production = ['--strategy=production', '--storage=elasticsearch', '--es-url=http://elsewhere:9200'];
    for (const args of [
      [...production],
      [...production, '--yes'],
      [...production, '--yes', '--confirm', 'another'],
      [...production, '--confirm', NAME],
      ['--memory-max-traces=6000'],
      ['--strategy=production', '--yes', '--confirm', NAME],
      ['--es-nodes=3', '--yes', '--confirm', NAME],
    ]) {
      const { code, stdout } = await install(NAME, ...args);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
    }
    assert.equal((await install(NAME, ...production, '--yes', '--confirm', NAME, '--dry-run=server')).code, 0);
    assert.equal(await resource(), before);
  });

  it('refuses a field that nobody knows, of a new instance and of one that is there', async () => {
    for (const name of [NAME, 'other']) {
      const { code, stderr } = await install(name, '--set', 'query.nonesuch=1', '--yes');
      assert.equal(code, 1);
      assert.match(stderr, /spec\.query\.nonesuch/);
    }
  });

  it('leaves the fields of others to them', async () => {
    const spec = { storage: { options: { memory: { 'max-traces': 7 } } } };
    const theirs = {
      apiVersion: 'jaegertracing.io/v1',
      kind: 'Jaeger',
      metadata: { name: NAME, namespace: NAMESPACE },
      spec,
    };
    const apply = ['kubectl', 'apply', '--server-side', '--force-conflicts', '--field-manager=argocd', '-f', '-'];
    await cluster.run(apply, { input: JSON.stringify(theirs) });
    const refused = await install(NAME, ...TRACES, '--yes');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /\nhint: "argocd" manages \.spec\.storage\.options\.memory\.max-traces\n/);
  });

  it('changes what is named and nothing else, and waits for it', async () => {
    const before = JSON.parse((await resource()).replace(/^\d+ /, '')) as { storage: object };
    const { code, stdout, stderr } = await install(NAME, '--memory-max-traces=8', '--yes', '--force-conflicts');
    assert.deepEqual([code, stdout], [0, `jaeger.jaegertracing.io/${NAME} configured\n`], stderr);
    const after = JSON.parse((await resource()).replace(/^\d+ /, '')) as object;
    assert.deepEqual(after, { ...before, storage: { ...before.storage, options: { memory: { 'max-traces': 8 } } } });
    const pods = [
      'get',
      'pods',
      '-n',
      NAMESPACE,
      '-l',
      `app.kubernetes.io/instance=${NAME}`,
      '-o',
      'jsonpath={..args}',
    ];
    assert.match(await cluster.kubectl(...pods), /--memory\.max-traces=8/);
  });

  it('ends with 124 and the reason where it does not come up', async () => {
    const { code, stderr } = await install('broken', '--image=registry.invalid/nonesuch:1', '--timeout=20s');
    assert.equal(code, 124);
    assert.match(stderr, /error JG006 /);
    assert.match(stderr, /\nerror: timed out after 20s: install-e2e\/broken is NotReady/);
  });
});
