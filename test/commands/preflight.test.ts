import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { Sandbox } from '../../sandbox/index.ts';
import { startPractice } from '../../sandbox/practice.ts';
import { rightsOf } from '../ground/roles.ts';
import { runOn } from '../support/practice.ts';
import { runProgram } from '../support/program.ts';
import { assertSchema } from '../support/schemas.ts';

const JAEGERS = 'jaegers.jaegertracing.io';
const OPERATOR = { namespace: 'observability', name: 'jaeger-operator' };

describe('a preflight', () => {
  let sandbox: Sandbox;
  before(async () => {
    const users = {
      nobody: { rights: {} },
      viewer: { rights: rightsOf['viewer'] },
      operator: { rights: rightsOf['operator'] },
    };
    sandbox = await startPractice('fresh', { users });
    // What was recorded has been renewed last when it was recorded.
    const renewed = { spec: { renewTime: new Date().toISOString().replace('Z', '000Z') } };
    sandbox.patch('leases.coordination.k8s.io', { ...OPERATOR, name: '31e04290.jaegertracing.io' }, renewed);
  });
  after(() => sandbox.close());

  const run = (argv: readonly string[], user = 'admin'): ReturnType<typeof runOn> => runOn(sandbox, argv, { user });
  const install = (...argv: readonly string[]): ReturnType<typeof runOn> => run(['install', 'simplest', ...argv]);

  /** While something is otherwise. */
  async function scaledToZero<T>(work: () => Promise<T>): Promise<T> {
    const ready = sandbox.get('deployments.apps', OPERATOR) ?? assert.fail();
    sandbox.put({ ...ready, spec: { ...(ready['spec'] as object), replicas: 0 }, status: {} });
    try {
      return await work();
    } finally {
      sandbox.put(ready);
    }
  }

  it('alone says what it looked at, and makes nothing, with few questions', async () => {
    const { code, stdout, stderr, requests } = await install('--preflight');
    assert.deepEqual([code, stderr], [0, ''], stdout);
    assert.match(stdout, /^preflight of simplest\n {2}context sandbox, server \S+, namespace default\n\n✔ server /);
    assert.match(stdout, /\n\n13 passed: install can go on\n$/);
    assert.equal(requests.length, 17);
    assert.deepEqual(
      requests.filter((request) => !request.startsWith('GET ')),
      ['POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews'],
    );
    assert.deepEqual(sandbox.list(JAEGERS), []);
  });

  it('is the same of check --pre, for a name that nobody gave', async () => {
    const [one, other] = await Promise.all([
      run(['check', '--pre', '-o', 'json']),
      run(['install', 'jaeger', '--preflight', '-o', 'json']),
    ]);
    assert.deepEqual([one.code, one.stderr], [0, '']);
    const report: unknown = JSON.parse(one.stdout);
    assert.deepEqual(report, JSON.parse(other.stdout));
    await assertSchema(report);
    assert.deepEqual(parse((await run(['check', '--pre', '-o', 'yaml'])).stdout), report);
  });

  it('ends with 1 where a check fails, in every format', async () => {
    await scaledToZero(async () => {
      for (const argv of [[], ['-o', 'json'], ['-o', 'yaml']]) {
        const { code, stdout, stderr } = await install('--preflight', ...argv);
        assert.deepEqual([code, stderr], [1, '']);
        assert.match(stdout, /kubectl scale deployment jaeger-operator --replicas=1 -n observability/);
      }
      assert.equal((await run(['check', '--pre'])).code, 1);
    });
  });

  it('comes before every plan, and refuses what would not come up', async () => {
    await scaledToZero(async () => {
      for (const argv of [[], ['--diff']]) {
        const { code, stdout, stderr } = await install('--wait=false', ...argv);
        assert.deepEqual([code, stdout], [1, '']);
        assert.match(
          stderr,
          /^error: preflight, operator: observability\/jaeger-operator is scaled to 0: .*\nhint: kubectl scale /,
        );
      }
      assert.equal((await install('--es-nodes=3')).code, 2, 'what makes no sense anywhere');
      assert.deepEqual(sandbox.list(JAEGERS), []);
      const { code, stderr } = await install('--wait=false', '--dry-run=server', '--no-preflight');
      assert.equal(code, 0, stderr);
    });
  });

  it('has the exit code of what is missing', async () => {
    const { code, stderr } = await install('-n', 'nowhere');
    assert.equal(code, 3);
    assert.match(
      stderr,
      /^error: preflight, namespace: there is no namespace nowhere\nhint: kubectl create namespace nowhere\nhint: --create-namespace makes/,
    );
    const definition =
      sandbox.get('customresourcedefinitions.apiextensions.k8s.io', { name: JAEGERS }) ?? assert.fail();
    sandbox.delete('customresourcedefinitions.apiextensions.k8s.io', { name: JAEGERS });
    try {
      const without = await install();
      assert.equal(without.code, 3);
      assert.match(without.stderr, /^error: preflight, crd: the server doesn't have a resource type "jaegers"\nhint: /);
    } finally {
      sandbox.put(definition);
    }
  });

  it('names every right that is missing, and how to ask for it', async () => {
    const { code, stdout, stderr } = await run(['install', 'simplest', '--yes'], 'viewer');
    assert.deepEqual([code, stdout], [4, '']);
    assert.match(stderr, /^error: preflight, rights: you may not create jaegers\.jaegertracing\.io, patch jaegers/);
    assert.match(stderr, /\nhint: kubectl auth can-i patch jaegers\.jaegertracing\.io -n default\n/);
    const nobody = await run(['check', '--pre'], 'nobody');
    assert.deepEqual([nobody.code, nobody.stderr], [1, '']);
    assert.match(
      nobody.stdout,
      /\n✔ crd .*\n! namespace +not known: may not get namespaces\n +next: kubectl auth can-i get namespaces\/default\n/,
    );
    assert.match(
      nobody.stdout,
      /\n! quota +not known: may not list resourcequotas in default; may not list limitranges in default\n/,
    );
  });

  it('of which something may not be seen lets an installation go on, and says so once', async () => {
    const { code, stderr } = await run(['install', 'simplest', '--dry-run=server'], 'operator');
    assert.equal(code, 0, stderr);
    assert.equal(stderr.match(/preflight/g)?.length, 2);
    assert.match(stderr, /\n {2}note: preflight could not look at quota; with --preflight it says why\n/);
  });

  it('tells of warnings among the notes of a plan', async () => {
    const labels = { 'app.kubernetes.io/instance': 'simplest', 'app.kubernetes.io/managed-by': 'jaeger-operator' };
    const left = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'simplest-trusted-ca', namespace: 'default', labels },
    };
    sandbox.put(left);
    const { code, stderr } = await install('--dry-run=server');
    sandbox.delete('configmaps', left.metadata);
    assert.equal(code, 0);
    assert.match(
      stderr,
      /\n {2}note: preflight, leftovers: of an earlier simplest there is configmaps\/simplest-trusted-ca: .*; kubectl jaeger uninstall/,
    );
  });

  it('has nothing against an instance that needs no change', async () => {
    assert.equal((await install('--wait=false')).code, 0);
    await scaledToZero(async () => {
      const { code, stdout } = await install('--wait=false');
      assert.deepEqual([code, stdout], [0, 'jaeger.jaegertracing.io/simplest unchanged\n']);
      assert.equal((await install('--wait=false', '--set', 'query.replicas=2', '--yes')).code, 1);
    });
  });
});

describe('the flags of a preflight', () => {
  it('are refused beside what makes a plan, and where there is nothing to check', async () => {
    for (const [argv, reason] of [
      [
        ['install', 'a', '--preflight', '--diff'],
        /^error: --preflight makes no plan and changes nothing: leave out --diff\n/,
      ],
      [['install', 'a', '--preflight', '--dry-run=client'], /leave out --dry-run=client\n/],
      [['install', 'a', '--preflight', '-o', 'name'], /leave out -o name\n/],
      [['check'], /^error: check is there with --pre alone/],
      [['check', '--pre', 'Upper'], /^error: NAME "Upper": it is lower-case/],
      [['check', '--pre', '-n', 'x.y'], /^error: --namespace "x\.y"/],
    ] as const) {
      const { code, stdout, stderr } = await runProgram(argv);
      assert.deepEqual([code, stdout], [2, ''], argv.join(' '));
      assert.match(stderr, reason);
    }
  });

  it('say what is wrong where there is no server', async () => {
    const { code, stdout, stderr } = await runProgram(['check', '--pre'], { server: 'https://127.0.0.1:1' });
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^The connection to the server 127\.0\.0\.1:1 was refused/);
  });
});
