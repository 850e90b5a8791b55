import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { each } from '../ground/roles.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';

/** What kubectl itself says on stderr, of what it does and of the directive. */
const OF_KUBECTL = /^(\[Debug\] .*\n)+Completion ended with directive: ShellCompDirectiveNoFileComp\n$/;

/** Milliseconds within which a key is answered, beside what kubectl and an empty answer take. */
const PATIENCE_MS = 1000;

/** A machine that is busy with other tests. */
const PATIENT = { KUBECTL_JAEGER_COMPLETION_TIMEOUT: '60s' };

describe('kubectl jaeger at the Tab key', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  /** By the real kubectl, which finds kubectl_complete-jaeger on PATH and hands on its answer. */
  async function candidates(...words: string[]): Promise<readonly string[]> {
    const argv = ['kubectl', '__complete', 'jaeger', ...words];
    const { code, stdout, stderr } = await cluster.outcome(argv, { env: PATIENT });
    assert.equal(code, 0);
    assert.match(stderr, OF_KUBECTL);
    const lines = stdout.split('\n');
    assert.deepEqual(lines.slice(-2), [':4', '']);
    return lines.slice(0, -2);
  }

  const names = async (...words: string[]): Promise<readonly string[]> =>
    (await candidates(...words)).map((line) => line.split('\t')[0] ?? '');

  const kubectl = async (...args: string[]): Promise<readonly string[]> =>
    (await cluster.kubectl('get', '-o', 'name', ...args)).trim().split('\n');

  it('offers commands and what they do', async () => {
    const lines = await candidates('');
    assert.ok(lines.includes('list\tList Jaeger instances, however they were installed'), lines.join('\n'));
    const { stdout } = await cluster.outcome(['kubectl', '__completeNoDesc', 'jaeger', 'st']);
    assert.equal(stdout, 'status\n:4\n');
  });

  it('offers the values of flags', async () => {
    assert.deepEqual(await names('status', '-o', ''), ['table', 'wide', 'json', 'yaml', 'name']);
    assert.deepEqual(await names('status', '--output=js'), ['json']);
    const { stdout } = await cluster.outcome(['kubectl', '__complete', 'jaeger', 'status', '--kubeconfig', '']);
    assert.equal(stdout, ':0\n');
  });

  it('offers the instances of the namespace that the line names, and of all', async () => {
    assert.deepEqual(await names('status', '-n', 'jaeger-production', ''), ['jaeger-production']);
    const everywhere = await names('status', '-A', '');
    assert.ok(everywhere.includes('jaeger-production') && everywhere.includes('jaeger-all-in-one-inmemory'));
    assert.deepEqual(await names('status', '-n', 'kube-system', ''), []);
    assert.deepEqual(await names('inject', '--instance', 'jaeger-production/'), [
      'jaeger-production/jaeger-production',
    ]);
  });

  it('offers what kubectl lists', async () => {
    const namespaces = (await kubectl('namespaces')).map((name) => name.replace('namespace/', ''));
    assert.deepEqual(await names('status', '-n', ''), namespaces);
    const deployments = await kubectl('deployments', '-n', 'jaeger-production');
    const offered = await names('inject', '-n', 'jaeger-production', 'deployment/');
    assert.deepEqual(
      offered,
      deployments.map((name) => name.replace('deployment.apps/', 'deployment/')),
    );
    const pods = await kubectl('pods', '-n', 'jaeger-production');
    assert.deepEqual(
      (await names('retention', '-n', 'jaeger-production', '--es-pod', '')).map((name) => `pod/${name}`),
      pods,
    );
  });

  it('offers with narrow rights what they let it see, and nothing without any', async () => {
    const user = { name: 'at-the-key', namespace: 'jaeger-production' };
    const rights = each(['jaegers.jaegertracing.io', 'deployments.apps'], ['list']);
    const ask = async (kubeconfig: string, ...words: string[]): Promise<readonly string[]> => {
      // kubectl takes flags of its own from the line: the kubeconfig goes in by the environment.
      const script = 'f=$(mktemp); cat >$f; KUBECONFIG=$f "$@"; c=$?; rm $f; exit $c';
      const { stdout, stderr } = await cluster.outcome(
        ['bash', '-c', script, 'bash', 'kubectl', '__complete', 'jaeger', ...words],
        { input: kubeconfig, env: PATIENT },
      );
      assert.match(stderr, OF_KUBECTL);
      return stdout.split('\n').slice(0, -2);
    };
    try {
      const kubeconfig = await narrowed(cluster, { ...user, rights });
      const [only, ...others] = await ask(kubeconfig, 'status', '-n', 'jaeger-production', '');
      assert.match(only ?? '', /^jaeger-production\t/);
      assert.deepEqual(others, []);
      assert.deepEqual(await ask(kubeconfig, 'status', '-n', 'default', ''), []);
      assert.deepEqual(await ask(kubeconfig, 'inject', '-n', 'jaeger-production', 'statefulset/'), []);
      const offered = await ask(kubeconfig, 'inject', '-n', 'jaeger-production', '--instance', '');
      assert.deepEqual(
        offered.map((line) => line.split('\t')[0]),
        ['jaeger-production', 'jaeger-production/jaeger-production'],
      );
      // The program is told no more than anybody else.
      assert.equal((await withKubeconfig(cluster, kubeconfig, ['kubectl', 'get', 'namespaces'])).code, 1);
    } finally {
      await forget(cluster, user);
    }
  });

  for (const [what, listen] of [
    ['refuses connections', undefined],
    ['takes them and never answers', 'require("net").createServer().listen(16445, "127.0.0.1")'],
  ] as const)
    it(`is done within a second where the server ${what}`, async () => {
      const { quickest: empty } = await timed(['status', '-o', 'nothing-like-it']);
      const { quickest, stdout } = await timed(['status', '--server', 'https://127.0.0.1:16445', ''], listen);
      assert.equal(stdout, ':4\n');
      assert.ok(quickest < empty + PATIENCE_MS, `${quickest} ms, and ${empty} ms without a cluster`);
    });

  /** The quickest of three in milliseconds, while a program may listen. */
  async function timed(words: readonly string[], listen?: string): Promise<{ quickest: number; stdout: string }> {
    const script = `${listen === undefined ? '' : `node -e '${listen}' & trap "kill $!" EXIT; sleep 1`}
for i in 1 2 3; do from=$(date +%s%3N); out=$(kubectl __complete jaeger "$@" 2>/dev/null); echo "$(($(date +%s%3N) - from))" >&2; done; echo "$out"`;
    const { stdout, stderr } = await cluster.outcome(['bash', '-c', script, 'bash', ...words]);
    const took = stderr.trim().split('\n').map(Number);
    assert.ok(took.length === 3 && took.every((ms) => ms > 0), stderr);
    return { quickest: Math.min(...took), stdout };
  }
});
