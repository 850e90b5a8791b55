import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { loadWorld, startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { have } from '../ground/part.ts';
import { kubernetes } from '../ground/parts.ts';
import { outcome, until, type Outcome } from '../ground/run.ts';

const DEPLOYMENT = 'jaeger-all-in-one-inmemory';

describe('the practice cluster and the real kubectl', () => {
  let sandbox: Sandbox;
  let program: string;
  let home: string;

  before(async () => {
    program = join(await have(kubernetes), 'kubectl');
    home = await mkdtemp(join(tmpdir(), 'sandbox-kubectl-'));
    const rights = { pods: ['get', 'list', 'watch'] };
    sandbox = await startSandbox({ world: await loadWorld('production'), users: { viewer: { rights } } });
    for (const user of ['admin', 'viewer']) await writeFile(join(home, user), sandbox.kubeconfig(user));
    sandbox.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'default' } });
  });
  after(async () => {
    await sandbox.close();
    await rm(home, { recursive: true });
  });

  const environment = (user: string): Record<string, string> => ({ HOME: home, KUBECONFIG: join(home, user) });
  const kubectl = (argv: readonly string[], user = 'admin'): Promise<Outcome> =>
    outcome([program, ...argv], { env: environment(user) });
  async function says(argv: readonly string[], user = 'admin'): Promise<string> {
    const { code, stdout, stderr } = await kubectl(argv, user);
    assert.deepEqual([code, stderr], [0, ''], argv.join(' '));
    return stdout.trim();
  }

  it('lists names and objects, of custom resources too', async () => {
    const pods = sandbox.list('pods').map(({ metadata }) => `pod/${metadata.name}`);
    assert.deepEqual((await says(['get', 'pods', '-A', '-o', 'name'])).split('\n'), pods);
    const jaegers = JSON.parse(await says(['get', 'jaegers', '-A', '-o', 'json'])) as { items: { kind: string }[] };
    assert.deepEqual(
      jaegers.items.map(({ kind }) => kind),
      ['Jaeger', 'Jaeger'],
    );
    assert.equal(await says(['get', 'deploy', DEPLOYMENT, '-o', 'name']), `deployment.apps/${DEPLOYMENT}`);
    assert.match(await says(['get', 'pods']), /^NAME +AGE\njaeger-all-in-one/);
    assert.match(await says(['version']), /Server Version: v1\.36\./);
  });

  it('watches', async () => {
    const watching = spawn(program, ['get', 'configmaps', '-w', '-o', 'name'], { env: environment('admin') });
    let seen = '';
    watching.stdout.on('data', (chunk: Buffer) => (seen += chunk.toString()));
    await until('first event', 10, () => seen.includes('configmap/a\n'));
    sandbox.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late', namespace: 'default' } });
    await until('second event', 10, () => seen.endsWith('configmap/late\n'));
    watching.kill();
  });

  it('asks what one may', async () => {
    assert.equal(await says(['auth', 'can-i', 'list', 'pods'], 'viewer'), 'yes');
    const no = await kubectl(['auth', 'can-i', 'delete', 'pods', '-n', 'jaeger-production'], 'viewer');
    assert.deepEqual([no.code, no.stdout.trim()], [1, 'no']);
    assert.match(await says(['auth', 'can-i', '--list'], 'viewer'), /^pods .*\[get list watch\]$/m);
    const refused = await kubectl(['get', 'configmaps'], 'viewer');
    const why =
      'configmaps is forbidden: User "viewer" cannot list resource "configmaps" in API group "" in the namespace "default"';
    assert.deepEqual([refused.code, refused.stderr.trim()], [1, `Error from server (Forbidden): ${why}`]);
  });

  it('patches, labels, waits, and deletes', async () => {
    assert.equal(await says(['patch', 'configmap', 'a', '-p', '{"data":{"b":"2"}}']), 'configmap/a patched');
    assert.equal(
      await says(['wait', '--for=jsonpath={.data.b}=2', 'configmap/a', '--timeout=10s']),
      'configmap/a condition met',
    );
    assert.equal(await says(['label', 'configmap', 'a', 'x=y']), 'configmap/a labeled');
    assert.equal(await says(['get', 'configmaps', '-l', 'x=y', '-o', 'name']), 'configmap/a');
    const available = ['wait', '--for=condition=Available', `deploy/${DEPLOYMENT}`, '--timeout=10s'];
    assert.equal(await says(available), `deployment.apps/${DEPLOYMENT} condition met`);
    assert.match(await says(['delete', 'configmap', 'a']), /^configmap "a" deleted/);
    assert.match(await says(['delete', 'namespace', 'jaeger-production']), /^namespace "jaeger-production" deleted/);
    assert.equal(
      await says(['get', 'pods', '-n', 'observability', '-o', 'name']).then((names) => names.split('\n').length),
      1,
    );
  });

  it('reads logs', async () => {
    const [last = ''] = (await says(['logs', `deploy/${DEPLOYMENT}`, '--tail=1', '--timestamps'])).split('\n');
    assert.match(last, /^\d{4}-\d\d-\d\dT\S+Z \{"level":"info"/);
  });

  it('is told what the practice cluster does not do', async () => {
    const create = await kubectl(['create', 'configmap', 'b']);
    assert.equal(create.code, 1);
    assert.match(create.stderr, /the practice cluster reads JSON alone/);
  });
});
