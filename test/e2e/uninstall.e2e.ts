import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { without } from '../ground/roles.ts';
import { sleep, until, type Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { BADGER, CLAIM, claim, jaeger, NAME, NAMESPACE, sender } from '../support/uninstall-manifests.ts';
import { declaredRights, tableOf } from '../support/rights-reference.ts';

/** What the server makes by itself, at any time. */
const FLEETING = new Set(['events', 'events.events.k8s.io', 'leases.coordination.k8s.io']);

describe('kubectl jaeger uninstall', () => {
  let cluster: Cluster;
  let kinds: string;
  let snapshot: string;

  const uninstall = (...argv: string[]): Promise<Outcome> =>
    cluster.outcome(['kubectl', 'jaeger', 'uninstall', NAME, '-n', NAMESPACE, ...argv]);

  const inNamespace = (...argv: string[]): Promise<string> => cluster.kubectl('-n', NAMESPACE, ...argv);

  /** Every object of the namespace, by kind, name and identity. */
  const objects = (): Promise<string> =>
    inNamespace('get', kinds, '-o', 'jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.uid}{"\\n"}{end}');

  async function install(spec: object): Promise<void> {
    await cluster.apply(jaeger(spec));
    await cluster.run(['kubectl', 'jaeger', 'status', NAME, '-n', NAMESPACE, '--wait', '--timeout', '3m']);
  }

  before(async () => {
    cluster = await e2eCluster();
    await cluster.kubectl('create', 'namespace', NAMESPACE);
    const listed = await cluster.kubectl('api-resources', '--namespaced', '--verbs=list', '-o', 'name');
    kinds = listed
      .trim()
      .split('\n')
      .filter((kind) => !FLEETING.has(kind))
      .join(',');
    const own = /ConfigMap\/kube-root-ca\.crt(.|\n)*ServiceAccount\/default/;
    await until('the objects that every namespace has', 30, async () => own.test(await objects()));
    snapshot = await objects();
  });

  after(async () => {
    await cluster.kubectl('delete', 'namespace', NAMESPACE, '--wait=false');
  });

  /** What the server's garbage collector has still to do then takes a moment: slices of endpoints, say. */
  const isAsBefore = async (): Promise<void> =>
    until('the namespace as it was', 30, async () => (await objects()) === snapshot).catch(async () =>
      assert.equal(await objects(), snapshot),
    );

  describe('an instance in memory', () => {
    before(() => install({}));

    it('changes nothing without consent, with the name of another, or in a dry run', async () => {
      const there = await objects();
      for (const [argv, code] of [
        [[], 2],
        [['--yes', '--confirm', 'another'], 2],
        [['-A', '--yes'], 2],
        [['--dry-run=client'], 0],
        [['--dry-run=server', '-o', 'name'], 0],
        [['--diff'], 1],
      ] as const) {
        const { code: actual, stderr } = await uninstall(...argv);
        assert.equal(actual, code, `${argv.join(' ')}: ${stderr}`);
      }
      assert.match((await uninstall('--yes', '--confirm', 'another')).stderr, /--confirm another is not the name/);
      assert.equal(await objects(), there);
    });

    it('shows what kubectl can delete as well', async () => {
      const manifest = (await uninstall('--dry-run=client', '-o', 'yaml')).stdout;
      const argv = ['kubectl', 'delete', '--dry-run=server', '-f', '-', '-o', 'name'];
      assert.equal(await cluster.run(argv, { input: manifest }), `jaeger.jaegertracing.io/${NAME}\n`);
    });

    it('says which right is missing, and changes nothing', async () => {
      const there = await objects();
      const declared = (await declaredRights()).find(({ id }) => id === 'uninstall') ?? assert.fail('uninstall');
      const user = { name: 'uninstall' };
      const argv = ['kubectl', 'jaeger', 'uninstall', NAME, '-n', NAMESPACE];
      try {
        for (const right of [
          'delete jaegers.jaegertracing.io',
          'list deployments.apps',
          'list jaegers.jaegertracing.io',
        ]) {
          const kubeconfig = await narrowed(cluster, { ...user, rights: without(tableOf(declared), [right]) });
          const { code, stderr } = await withKubeconfig(cluster, kubeconfig, [...argv, '--yes']);
          assert.equal(code, 4, stderr);
          assert.match(stderr, new RegExp(`hint: check with: kubectl auth can-i ${right.replaceAll('.', '\\.')}`));
        }
        const kubeconfig = await narrowed(cluster, { ...user, rights: tableOf(declared) });
        const all = await withKubeconfig(cluster, kubeconfig, [...argv, '--dry-run=server']);
        assert.equal(all.code, 0, all.stderr);
        assert.ok(!all.stderr.includes('not looked at'));
      } finally {
        await forget(cluster, user);
      }
      assert.equal(await objects(), there);
    });

    it('is refused while a Deployment has its sidecar', async () => {
      await cluster.apply(sender);
      const label = ['get', 'deployment', 'shop', '-o', 'jsonpath={.metadata.labels}'];
      await until('the sidecar', 30, async () => /injected/.test(await inNamespace(...label)));
      const there = await objects();
      const { code, stderr } = await uninstall('--yes');
      assert.equal(code, 2);
      assert.match(stderr, /uninstall-e2e\/deployments\/shop: label sidecar\.jaegertracing\.io\/injected\n/);
      assert.equal(await objects(), there);
      // The command that it names is the one that helps.
      const [, command = ''] = /to stop that: (kubectl annotate .*)/.exec(stderr) ?? [];
      await cluster.run(command.split(' '));
      await until('no sidecar', 30, async () => !/injected/.test(await inNamespace(...label)));
    });

    it('is removed with all that it owns, and the namespace is as it was', async () => {
      await inNamespace('delete', 'deployment', 'shop', '--cascade=foreground');
      const { code, stdout, stderr } = await uninstall('--yes');
      assert.deepEqual([code, stdout], [0, `jaeger.jaegertracing.io/${NAME} deleted\n`], stderr);
      await isAsBefore();
    });

    it('is not there any more', async () => {
      const again = await uninstall('--yes');
      assert.deepEqual([again.code, again.stdout], [3, '']);
      assert.match(again.stderr, /no Jaeger instance "simplest" found in namespace "uninstall-e2e"/);
      const ignored = await uninstall('--yes', '--ignore-not-found');
      assert.deepEqual([ignored.code, ignored.stdout, ignored.stderr], [0, '', '']);
    });
  });

  describe('an instance with a claim', () => {
    beforeEach(async () => {
      await cluster.apply(claim);
      await install(BADGER);
    });

    const volumes = (): Promise<string> => inNamespace('get', 'pvc', '-o', 'name');

    it('leaves it', async () => {
      const { code, stderr } = await uninstall('--yes');
      assert.equal(code, 0, stderr);
      assert.match(stderr, /data stays: persistentvolumeclaim\/badger, 1Gi, storage class gp2, reclaim policy Delete/);
      assert.equal(await volumes(), `persistentvolumeclaim/${CLAIM}\n`);
    });

    it('takes it along only where its name is said, and then the namespace is as it was', async () => {
      for (const argv of [['--delete-data'], ['--delete-data', '--yes'], ['--delete-data', '--confirm', NAME]]) {
        const { code, stderr } = await uninstall(...argv);
        assert.equal(code, 2, argv.join(' '));
        assert.match(stderr, /--yes --confirm simplest/);
      }
      const { code, stdout, stderr } = await uninstall('--delete-data', '--yes', '--confirm', NAME);
      assert.equal(code, 0, stderr);
      assert.equal(stdout, `jaeger.jaegertracing.io/${NAME} deleted\npersistentvolumeclaim/${CLAIM} deleted\n`);
      await isAsBefore();
    });
  });

  /** The operator writes a new resource several times, and each time deletes what has its labels and is not of its making. */
  async function settled(): Promise<void> {
    let last = '';
    await until('a resource that nobody writes any more', 90, async () => {
      const state = ['get', 'jaeger', NAME, '-o', 'jsonpath={.metadata.resourceVersion} {.status.phase}'];
      const now = await inNamespace(...state);
      const isSettled = now === last && now.endsWith('Running');
      last = now;
      if (!isSettled) await sleep(5000);
      return isSettled;
    });
  }

  it('leaves what another instance needs, and takes it from its owner', async () => {
    await install({});
    await settled();
    const uid = await inNamespace('get', 'jaeger', NAME, '-o', 'jsonpath={.metadata.uid}');
    const marks = { 'app.kubernetes.io/instance': NAME, 'app.kubernetes.io/managed-by': 'jaeger-operator' };
    const ownerReferences = [{ apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', name: NAME, uid, controller: true }];
    for (const name of ['needed', 'not-needed'])
      await cluster.apply(
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name, namespace: NAMESPACE, labels: marks, ownerReferences },
        }),
      );
    try {
      await cluster.apply(jaeger({ storage: { secretName: 'needed' } }, 'neighbour'));
      const { code, stdout, stderr } = await uninstall('--yes');
      assert.equal(code, 0, stderr);
      assert.equal(stdout, `secret/needed configured\njaeger.jaegertracing.io/${NAME} deleted\n`);
      const secrets = [
        'get',
        'secrets',
        '-o',
        'jsonpath={.items[*].metadata.name} {.items[*].metadata.ownerReferences}',
      ];
      assert.equal(await inNamespace(...secrets), 'needed ');
    } finally {
      await inNamespace(
        'delete',
        '--ignore-not-found',
        'jaeger/neighbour',
        `jaeger/${NAME}`,
        'secret/needed',
        'secret/not-needed',
      );
    }
    await isAsBefore();
  });

  it('says what is left, and why, when time is out', async () => {
    await cluster.apply(jaeger({}));
    const finalizers = (value: string): Promise<string> =>
      inNamespace('patch', 'jaeger', NAME, '--type=merge', '-p', `{"metadata":{"finalizers":${value}}}`);
    await finalizers('["example.com/hold"]');
    const { code, stderr } = await uninstall('--yes', '--timeout', '5s');
    assert.equal(code, 124);
    assert.match(stderr, /jaegers\.jaegertracing\.io\/simplest waits for its finalizer example\.com\/hold: /);
    const unwaited = await uninstall('--yes', '--wait=false');
    assert.equal(unwaited.code, 0, unwaited.stderr);
    await finalizers('null');
    await isAsBefore();
  });
});
