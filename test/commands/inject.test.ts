import assert from 'node:assert/strict';
import type { Sandbox } from '../../sandbox/index.ts';
import { startPractice } from '../../sandbox/practice.ts';
import { runOn } from '../support/practice.ts';
import { runProgram } from '../support/program.ts';

const NAMESPACE = 'shop';
const INSTANCE = ['--instance', 'jaeger-production/jaeger-production'];
const DEPLOYMENTS = 'deployments.apps';

const deployment = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: NAMESPACE, labels: { team: 'shop' }, annotations: { a: 'b' } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'app', image: 'app:1', env: [{ name: 'SECRET', value: 'not to be shown' }] }] },
    },
  },
});

describe('inject and uninject', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startPractice('production');
    sandbox.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
    for (const name of ['web', 'one', 'two']) sandbox.put(deployment(name));
  });

  after(() => sandbox.close());

  const run = (...argv: string[]): ReturnType<typeof runOn> => runOn(sandbox, [...argv, '-n', NAMESPACE]);

  const stored = (name: string): object => {
    const found = sandbox.get(DEPLOYMENTS, { namespace: NAMESPACE, name }) ?? assert.fail(name);
    const { resourceVersion: _, generation: __, ...metadata } = found.metadata;
    return { metadata, spec: found['spec'] };
  };

  it('needs no yes for one that is named, and is taken back exactly', async () => {
    const before = stored('web');
    const argv = ['web', ...INSTANCE, '--via', 'sidecar', '--wait=false'];
    const { code, stdout, stderr } = await run('inject', ...argv);
    assert.deepEqual([code, stdout], [0, 'deployment.apps/web injected\n'], stderr);
    assert.match(
      stderr,
      /^ {4}spec\.template\.spec\.containers\.jaeger-agent: \(none\) -> image jaegertracing\/jaeger-agent:1\.62\.0$/m,
    );
    assert.match(
      stderr,
      /^ {2}note: spans go to jaeger-production\/jaeger-production \(jaeger-operator\): the only instance/m,
    );
    assert.ok(!stderr.includes('not to be shown'));
    assert.equal((await run('inject', ...argv)).stdout, 'deployment.apps/web unchanged\n');
    const back = await run('uninject', 'web', '--wait=false');
    assert.deepEqual([back.code, back.stdout], [0, 'deployment.apps/web uninjected\n'], back.stderr);
    assert.deepEqual(stored('web'), before);
  });

  it('is proved by the Pods that come of it', async () => {
    const argv = ['web', ...INSTANCE, '--via', 'sidecar', '--timeout', '15s'];
    const { code, stderr } = await run('inject', ...argv);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^deployment\.apps\/web: proved: 1 of 1 Pods Ready with jaeger-agent$/m);
    const back = await run('uninject', 'web', '--timeout', '15s');
    assert.equal(back.code, 0, back.stderr);
    assert.match(back.stderr, /^deployment\.apps\/web: proved: 1 of 1 Pods Ready without anything of it$/m);
  });

  it('writes once, and what it only asks for is little', async () => {
    const { requests } = await run('inject', 'web', ...INSTANCE, '--via', 'sidecar', '--dry-run=client');
    assert.deepEqual(
      requests.filter((request) => !request.startsWith('GET ')),
      [],
    );
    assert.ok(requests.length <= 20, requests.join('\n'));
  });

  it('changes nothing without consent, or when asked why', async () => {
    const before = stored('one');
    for (const [argv, code, text] of [
      [
        ['one', '--wait=false'],
        2,
        /could be any of 2 Jaeger instances; name one\nhint: --instance default\/jaeger-all-in-one-inmemory/,
      ],
      [['-l', 'team=shop', ...INSTANCE], 2, /more than one thing; without a terminal that needs --yes/],
      [['one', 'two', ...INSTANCE], 2, /needs --yes/],
      [[...INSTANCE], 2, /name the workloads, or choose them with one of --selector and --all/],
      [['one', '--all', ...INSTANCE], 2, /name the workloads, or choose/],
      [['pod/one', ...INSTANCE], 2, /"pod\/one" is no workload that can be injected/],
      [['one', '--instance', 'a/b/c'], 2, /it is \[NAMESPACE\/\]NAME/],
      [['one', '--instance', 'nobody'], 3, /no Jaeger instance "nobody"/],
      [['nobody', ...INSTANCE], 3, /nobody/],
      [['one', ...INSTANCE, '--via', 'otel-operator'], 2, /there is no OpenTelemetry operator/],
      [['one', ...INSTANCE, '--via', 'env', '--container', 'x'], 2, /it has no container x/],
      [['one', ...INSTANCE, '--via', 'sidecar', '--diff'], 1, /^$/],
    ] as const) {
      const { code: actual, stderr } = await run('inject', ...argv);
      assert.equal(actual, code, `${argv.join(' ')}: ${stderr}`);
      assert.match(stderr, text);
    }
    const { code, stdout } = await run('inject', 'one', ...INSTANCE, '--explain');
    assert.equal(code, 0);
    assert.match(stdout, /^deployment\.apps\/one\n {2}now +not traced: nothing asks for it/);
    assert.deepEqual(stored('one'), before);
  });

  it('leaves out what is Jaeger’s own where all are meant', async () => {
    sandbox.put({ ...deployment('beside'), metadata: { name: 'beside', namespace: 'default' } });
    const argv = ['inject', '--all', '-n', 'default', ...INSTANCE, '--via', 'sidecar', '--dry-run=client'];
    const { code, stdout, stderr } = await runOn(sandbox, argv);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^deployment\.apps\/beside injected \(dry run\)$/m);
    assert.match(
      stdout,
      /^deployment\.apps\/jaeger-all-in-one-inmemory skipped \(it is part of jaeger-all-in-one-inmemory\)/m,
    );
  });

  it('takes nothing from Jaeger’s own where all are meant', async () => {
    const argv = ['uninject', '--all', '-n', 'jaeger-production', '--dry-run=client'];
    const { code, stdout, stderr } = await runOn(sandbox, argv);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^deployment\.apps\/jaeger-production-query skipped \(it is part of jaeger-production\)/m);
    assert.ok(!stdout.includes('uninjected'), stdout);
  });

  it('looks again where somebody else has written meanwhile', async () => {
    // The first is the dry run; the second would have been the patch.
    const off = sandbox.fault({ what: 'conflict', on: /\/deployments\/two\?(?!.*dryRun)/, times: 2 });
    const { code, stdout, stderr } = await run('inject', 'two', ...INSTANCE, '--via', 'env', '--wait=false');
    off();
    assert.deepEqual([code, stdout], [0, 'deployment.apps/two injected\n'], stderr);
    assert.equal((await run('uninject', 'two', '--wait=false')).code, 0);
  });

  it('says what is missing when what runs does not prove it in time', async () => {
    const argv = ['inject', 'one', ...INSTANCE, '--via', 'sidecar', '--timeout', '1s'];
    const { code, stdout, stderr } = await run(...argv);
    assert.equal(code, 124, stderr);
    assert.match(stdout, /^deployment\.apps\/one failed \(timed out after 1s: /);
    assert.equal((await run('uninject', 'one', '--wait=false')).code, 0);
  });

  it('tells an administrator of nothing else which rights are needed', async () => {
    const limited = await startPractice('production', { users: { viewer: { rights: { pods: ['get', 'list'] } } } });
    try {
      limited.put(deployment('web'));
      const { code, stderr } = await runOn(limited, ['inject', 'web', ...INSTANCE], { user: 'viewer' });
      assert.equal(code, 4, stderr);
      assert.match(stderr, /all that "inject" needs: .*patch deployments\.apps/);
    } finally {
      await limited.close();
    }
  });
});

describe('inject and uninject of manifests', () => {
  const text =
    '# ours\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web # the shop\nspec:\n  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n        - name: app\n          image: app:1\n---\n# not touched\nkind:   Service\napiVersion: v1\nmetadata: {name:  web}\n';

  it('prints them, says beside them what was done, and back', async () => {
    const argv = ['-f', '-', '-n', 'shop'];
    const injected = await runProgram(['inject', ...argv, '--instance', 'tracing/prod'], { input: text });
    assert.equal(injected.code, 0, injected.stderr);
    assert.equal(
      injected.stderr,
      'deployment.apps/web injected\nservice/web skipped (it has no template for Pods that is looked at)\n',
    );
    assert.match(
      injected.stdout,
      /^# ours\n(.|\n)*name: web # the shop\n +annotations:\n +sidecar\.jaegertracing\.io\/inject: prod\n/,
    );
    assert.ok(injected.stdout.endsWith('# not touched\nkind:   Service\napiVersion: v1\nmetadata: {name:  web}\n'));
    const back = await runProgram(['uninject', ...argv], { input: injected.stdout });
    assert.deepEqual([back.code, back.stdout], [0, text]);
  });

  it('needs the whole name of an instance, and YAML', async () => {
    const short = await runProgram(['inject', '-f', '-', '--instance', 'prod'], { input: text });
    assert.deepEqual([short.code, short.stdout], [2, '']);
    assert.match(short.stderr, /name --instance NAMESPACE\/NAME/);
    const none = await runProgram(['inject', '-f', '-', '--instance', 'a/prod'], { input: 'a: b: c' });
    assert.deepEqual([none.code, none.stdout], [2, '']);
    assert.match(none.stderr, /^error: --filename: /);
  });
});
