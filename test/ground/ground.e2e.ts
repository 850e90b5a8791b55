import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { down, killComponent, isAlive, startComponent, up, type Ground } from './cluster.ts';
import { initOf } from './namespaces.ts';
import { checkout, instanceOf } from './paths.ts';
import { listed, rightsOf } from './roles.ts';
import { outcome, run, sleep, until, type Outcome } from './run.ts';

const NAME = 'e2e-ground';
const instance = instanceOf(NAME);

/** What a kubelet would write if it could. */
const SETTINGS = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops', 'kernel/keys/root_maxkeys'];

const ground = (...args: string[]): Promise<Outcome> =>
  outcome([process.execPath, 'test/ground/cli.ts', '--instance', NAME, ...args], { cwd: checkout });

/** What a cluster could leave on this machine. */
async function traces(): Promise<Record<string, string[]>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const namespaces = new Set<string>();
  const processes: string[] = [];
  for (const pid of pids) {
    for (const kind of ['pid', 'mnt', 'net']) {
      const link = await readlink(`/proc/${pid}/ns/${kind}`).catch(() => undefined);
      if (link) namespaces.add(link);
    }
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(instance.dir)) processes.push(command);
  }
  const cgroups = await run(['find', '/sys/fs/cgroup', '-type', 'd', '-name', `*${instance.cgroup}*`]);
  return {
    processes,
    namespaces: [...namespaces].toSorted(),
    mounts: (await readFile('/proc/self/mounts', 'utf8')).split('\n'),
    cgroups: cgroups.split('\n'),
    rules: (await run(['iptables-save'])).split('\n').filter((line) => !line.startsWith('#')),
    interfaces: (await run(['ip', '-o', 'link'])).split('\n').map((line) => line.split(':')[1] ?? ''),
    settings: await Promise.all(SETTINGS.map((name) => readFile(`/proc/sys/${name}`, 'utf8'))),
    files: existsSync(instance.dir) ? [instance.dir] : [],
  };
}

interface Rules {
  readonly status: {
    readonly incomplete: boolean;
    readonly resourceRules: readonly { verbs: string[]; apiGroups?: string[]; resources?: string[] }[];
  };
}

/** What the API server says that a kubeconfig's user may do everywhere, each right as `list jobs.batch`. */
async function rightsOfUser(cluster: Ground, kubeconfig: string): Promise<string[]> {
  const file = join(instance.dir, 'kubeconfig-of-test');
  await writeFile(file, kubeconfig);
  const path = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    spec: { namespace: 'default' },
  };
  const argv = ['kubectl', '--kubeconfig', file, 'create', '--raw', path, '-f', '-'];
  const { status } = JSON.parse(await cluster.run(argv, { input: JSON.stringify(review) })) as Rules;
  assert.equal(status.incomplete, false);
  const rights = status.resourceRules.flatMap(({ verbs, apiGroups = [], resources = [] }) =>
    verbs.flatMap((verb) => apiGroups.flatMap((group) => resources.map((name) => `${verb} ${qualified(name, group)}`))),
  );
  return [...new Set(rights)].toSorted();
}

function qualified(path: string, group: string): string {
  const [name = '', ...subresource] = path.split('/');
  return [group === '' ? name : `${name}.${group}`, ...subresource].join('/');
}

describe('the ground', () => {
  let before: Record<string, string[]>;
  let cluster: Ground;

  const startAfresh = async (): Promise<void> => {
    await down(instance);
    before = await traces();
    cluster = await up(instance);
  };

  beforeEach(async () => {
    if ((await initOf(instance)) === undefined) await startAfresh();
  });

  after(() => down(instance));

  it('finds the running cluster when it is started again', async () => {
    const init = await initOf(instance);
    const { code } = await ground('up');
    assert.equal(code, 0);
    assert.equal(await initOf(instance), init);
  });

  it('runs a command inside and ends with its exit code', async () => {
    const { code, stdout } = await ground('exec', 'bash', '-c', 'kubectl get nodes -o name; exit 7');
    assert.equal(code, 7);
    assert.equal(stdout, 'node/ground\n');
  });

  it('has no way out', async () => {
    const { stdout } = await ground('exec', 'ip', 'route');
    assert.doesNotMatch(stdout, /default/);
  });

  it('leaves the kernel settings of the machine alone', async () => {
    const { stdout } = await ground('exec', 'cat', '/proc/sys/kernel/keys/root_maxkeys');
    assert.equal(stdout, '1000000\n');
    assert.deepEqual((await traces())['settings'], before['settings']);
  });

  it('gives tokens that may do exactly what their role says', async () => {
    const rightsWith = (kubeconfig: string): Promise<string[]> => rightsOfUser(cluster, kubeconfig);
    const nobody = await rightsWith((await ground('kubeconfig', '--role', 'nobody')).stdout);
    const more = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await ground('kubeconfig', ...args);
      return (await rightsWith(stdout)).filter((right) => !nobody.includes(right));
    };
    for (const role of ['viewer', 'operator', 'no-claims', 'only-list-pods', 'only-get-pods-log']) {
      assert.deepEqual(await more('--role', role), listed(rightsOf[role] ?? {}).toSorted(), role);
    }
    assert.deepEqual(await more('--role', 'only-list-jobs'), ['list jobs.batch']);
    const all = await more('--role', 'viewer');
    const left = all.filter((right) => right !== 'list pods' && !right.endsWith(' jobs.batch'));
    assert.deepEqual(await more('--without', 'viewer', 'list pods', 'jobs.batch'), left);
    assert.ok((await rightsWith((await ground('kubeconfig')).stdout)).includes('* *.*'));
  });

  it('binds a claim of class gp2', async () => {
    await cluster.apply(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: claim, namespace: default }
spec: { accessModes: [ReadWriteOnce], storageClassName: gp2, resources: { requests: { storage: 50Gi } } }
`);
    await cluster.kubectl('wait', '--for=jsonpath={.status.phase}=Bound', 'pvc/claim', '--timeout=30s');
    await cluster.kubectl('delete', 'pvc', 'claim');
  });

  for (const component of ['etcd', 'kube-apiserver', 'kubelet', 'containerd'] as const) {
    it(`recovers when ${component} is killed and started again`, async () => {
      await killComponent(cluster, component);
      assert.equal(await isAlive(cluster, component), false);
      await startComponent(cluster, component);
      const pod = `after-${component}`;
      const create = ['kubectl', 'run', pod, '--image=ground.local/pause:1', '--restart=Never'];
      await until('API server', 30, async () => (await cluster.outcome(create)).code === 0);
      await cluster.kubectl('wait', '--for=condition=Ready', `pod/${pod}`, '--timeout=60s');
      await cluster.kubectl('delete', 'pod', pod, '--grace-period=1');
    });
  }

  it('can be emptied', async () => {
    await cluster.kubectl('create', 'namespace', 'to-be-forgotten');
    const { code } = await ground('reset');
    assert.equal(code, 0);
    assert.doesNotMatch(await cluster.kubectl('get', 'namespaces', '-o', 'name'), /to-be-forgotten/);
  });

  it('leaves nothing when it is ended', async () => {
    await startAfresh();
    const { code } = await ground('down');
    assert.equal(code, 0);
    assert.deepEqual(await traces(), before);
  });

  it('leaves nothing when it is ended after a crash of the process that holds it', async () => {
    await startAfresh();
    await run(['pkill', '-KILL', '-f', `^unshare .*${instance.dir}`]);
    await until('end of process 1', 10, async () => (await initOf(instance)) === undefined);
    await down(instance);
    assert.deepEqual(await traces(), before);
  });

  it('leaves nothing when its start is interrupted half way', async () => {
    await down(instance);
    before = await traces();
    const start = spawn(process.execPath, ['test/ground/cli.ts', '--instance', NAME, 'up'], {
      cwd: checkout,
      stdio: 'ignore',
    });
    await until('namespaces', 20, async () => (await initOf(instance)) !== undefined);
    await sleep(1500);
    start.kill('SIGINT');
    const code = await new Promise((resolve) => start.on('close', resolve));
    assert.equal(code, 130);
    assert.deepEqual(await traces(), before);
  });

  it('starts over when the last start was killed half way', async () => {
    await down(instance);
    const start = spawn(process.execPath, ['test/ground/cli.ts', '--instance', NAME, 'up'], {
      cwd: checkout,
      stdio: 'ignore',
    });
    await until('namespaces', 20, async () => (await initOf(instance)) !== undefined);
    start.kill('SIGKILL');
    await up(instance);
    assert.match(await cluster.kubectl('get', 'nodes', '-o', 'name'), /node\/ground/);
  });

  it('refuses what it does not know, and says what there is', async () => {
    for (const [args, message] of [
      [['add', 'nonesuch'], /no set is called "nonesuch"; there are operator, all-in-one/],
      [['kill', 'init'], /no component is called "init"/],
      [['kubeconfig', '--role', 'king'], /no role is called "king"; there are admin/],
      [['kubeconfig', '--without', 'admin', 'list pods'], /what admin may do is not told as rights/],
      [['kubeconfig', '--without', 'viewer'], /RIGHT is missing/],
      [['fault', 'nonesuch', 'on'], /no fault is called "nonesuch"; there are image/],
      [['fault', 'image', 'up'], /no state is called "up"; there are on, off/],
      [['fault', 'image', 'on'], /fault image needs: npm run ground -- add operator/],
      [['dance'], /no verb is called "dance"/],
      [['constructor'], /no verb is called "constructor"/],
    ] as const) {
      const { code, stderr } = await ground(...args);
      assert.notEqual(code, 0, args.join(' '));
      assert.match(stderr, message);
    }
    assert.ok(existsSync(join(instance.dir, 'ready')));
  });
});
