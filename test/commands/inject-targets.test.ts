import assert from 'node:assert/strict';
import type { Sandbox } from '../../sandbox/index.ts';
import { startPractice } from '../../sandbox/practice.ts';
import { DOWN, ENTER, ESC } from '../support/answering.ts';
import { runOn } from '../support/practice.ts';
import { changes, play } from '../support/wizard.ts';

const NAMESPACE = 'shop';
const INSTANCE = ['--instance', 'jaeger-production/jaeger-production'];
const INJECT = 'sidecar.jaegertracing.io/inject';
type Texts = Readonly<Record<string, string>>;

const OWN = { name: NAMESPACE, annotations: { [INJECT]: 'false', team: 'shop' } };

const workload = (kind: string, name: string, annotations: object = { a: 'b' }) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: NAMESPACE, annotations },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image: 'app:1' }] } },
  },
});

describe('inject and uninject of a Namespace', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startPractice('production');
    sandbox.put({ apiVersion: 'v1', kind: 'Namespace', metadata: OWN });
    sandbox.put(workload('Deployment', 'web'));
    sandbox.put(workload('StatefulSet', 'db'));
  });

  afterEach(() => sandbox.close());

  const annotations = (): Texts =>
    (sandbox.get('namespaces', { name: NAMESPACE })?.metadata['annotations'] ?? {}) as Texts;

  it('is marked, says what becomes of its workloads, and is taken back exactly', async () => {
    const before = annotations();
    const argv = [`namespace/${NAMESPACE}`, ...INSTANCE, '--wait=false'];
    const { code, stdout, stderr } = await runOn(sandbox, ['inject', ...argv]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(stdout.trim().split('\n'), [
      'namespace/shop injected',
      'deployment.apps/web injected',
      'statefulset.apps/db skipped (the jaeger-operator does nothing for a StatefulSet)',
    ]);
    assert.match(
      stderr,
      /note: Deployments that are made later are injected, too, but for those without any annotation/,
    );
    assert.equal(annotations()[INJECT], 'jaeger-production');
    const back = await runOn(sandbox, ['uninject', `ns/${NAMESPACE}`, '--wait=false']);
    assert.deepEqual([back.code, back.stdout.split('\n')[0]], [0, 'namespace/shop uninjected'], back.stderr);
    assert.deepEqual(annotations(), before);
  });

  it('names the instance on a Deployment on which the webhook crashes', async () => {
    sandbox.put(workload('Deployment', 'bare', {}));
    const argv = ['inject', `namespace/${NAMESPACE}`, ...INSTANCE, '--wait=false', '--yes'];
    const { code, stderr } = await runOn(sandbox, argv);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /note: bare: .*because the webhook crashes on what has no annotation at all/);
    const named = (name: string): Texts =>
      (sandbox.get('deployments.apps', { namespace: NAMESPACE, name })?.metadata['annotations'] ?? {}) as Texts;
    assert.equal(named('bare')[INJECT], 'jaeger-production');
    assert.deepEqual(named('web'), { a: 'b' });
  });

  it('is refused where no operator would heed it, and changes nothing', async () => {
    const space = `namespace/${NAMESPACE}`;
    sandbox.put(workload('Deployment', 'two'));
    for (const [argv, code, text] of [
      [[space, '--via', 'env'], 2, /--via env is written on workloads.*\nhint: .*inject --all -n shop/],
      [[space, '--via', 'sidecar'], 2, /--via sidecar is written on workloads/],
      [[space, '--via', 'otel-operator'], 2, /there is no OpenTelemetry operator/],
      [[space, 'web'], 2, /namespace\/shop is to be named alone/],
      [['namespace/nowhere'], 3, /namespaces "nowhere" not found/],
      [[space], 2, /more than one thing; without a terminal that needs --yes/],
      [['rollout/web'], 3, /the server doesn't have a resource type "rollouts"/],
    ] as const) {
      const outcome = await runOn(sandbox, ['inject', ...argv, ...INSTANCE]);
      assert.equal(outcome.code, code, `${argv.join(' ')}: ${outcome.stderr}`);
      assert.match(outcome.stderr, text);
    }
    assert.deepEqual(changes(sandbox), []);
  });

  it('is tried by the client as well, each workload with what decides it', async () => {
    const argv = ['inject', `namespace/${NAMESPACE}`, ...INSTANCE];
    const tried = await runOn(sandbox, [...argv, '--dry-run=client']);
    assert.match(tried.stdout, /^namespace\/shop injected \(dry run\)\ndeployment\.apps\/web injected \(dry run\)\n/);
    const { stdout } = await runOn(sandbox, [...argv, '--explain']);
    const [name, now, , plan] = stdout.split('\n');
    assert.equal(name, 'deployment.apps/web');
    assert.match(now ?? '', /^ {2}now +not traced: nothing asks for it/);
    assert.match(plan ?? '', /^ {2}plan +its Namespace is annotated: instance jaeger-production in/);
    assert.deepEqual(changes(sandbox), []);
  });
});

describe('inject at a terminal, where it could be several instances', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startPractice('production');
    sandbox.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
    sandbox.put(workload('Deployment', 'web'));
  });

  afterEach(() => sandbox.close());

  const argv = ['inject', 'web', '-n', NAMESPACE, '--via', 'sidecar', '--wait=false'];
  const QUESTION = 'To which instance?';

  it('asks which, and goes on with that one', async () => {
    const { code, text } = await play(
      sandbox,
      [
        [QUESTION, `${DOWN}${ENTER}`],
        ['Go on?', `y${ENTER}`],
      ],
      { argv },
    );
    assert.equal(code, 0, text);
    assert.match(text, /default\/jaeger-all-in-one-inmemory +\(jaeger-operator, v1\)/);
    assert.match(text, /note: spans go to jaeger-production\/jaeger-production \(jaeger-operator\): as chosen/);
    assert.match(text, /deployment\.apps\/web injected/);
  });

  it('changes nothing where that is left without an answer', async () => {
    const { code, text } = await play(sandbox, [[QUESTION, ESC]], { argv });
    assert.equal(code, 130, text);
    assert.ok(text.endsWith('cancelled: nothing has been changed\n'), text);
    assert.deepEqual(changes(sandbox), []);
  });

  it('does not ask with --yes, or in CI', async () => {
    for (const options of [{ argv: [...argv, '--yes'] }, { argv, env: { NO_COLOR: '1', CI: '1' } }]) {
      const { code, text } = await play(sandbox, [], options);
      assert.equal(code, 2, text);
      assert.match(text, /it could be any of 2 Jaeger instances; name one/);
    }
    assert.deepEqual(changes(sandbox), []);
  });
});
