import assert from 'node:assert/strict';
import { connect, isAlive, manifestOf, startComponent, type Cluster } from '../ground/cluster.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { without } from '../ground/roles.ts';
import { instanceOf } from '../ground/paths.ts';
import { until, type Outcome } from '../ground/run.ts';
import { beside, waitFor } from '../support/beside.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { declaredRights, tableOf } from '../support/rights-reference.ts';
import { assertSchema } from '../support/schemas.ts';

const ALL_IN_ONE = ['-n', 'default', '-l', 'app.kubernetes.io/name=jaeger-all-in-one-inmemory'];
const PRODUCTION = ['-n', 'jaeger-production'];
const CHATTY = 'chatty';

interface Line {
  readonly time: string;
  readonly pod: string;
  readonly container: string;
  readonly component: string;
}

/** Jaeger, and beside it a container that writes numbers, 200 in a second. */
const chatty = (): object[] => {
  const labels = { app: CHATTY };
  const count =
    'exec 3<> <(:); for ((i = 1; ; i++)); do printf "line %s\\033[31m\\n" $i; read -t 0.005 -u 3; done; exit 0';
  const containers = [
    { name: 'jaeger', image: 'jaegertracing/all-in-one:1.65.0' },
    { name: 'count', image: 'quay.io/jaegertracing/jaeger-operator:1.65.0', command: ['/usr/bin/bash', '-c', count] },
  ];
  const metadata = { name: CHATTY, namespace: CHATTY };
  const template = { metadata: { labels }, spec: { terminationGracePeriodSeconds: 1, containers } };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: CHATTY } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector: { matchLabels: labels }, template } },
  ];
};

describe('kubectl jaeger logs', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  const logs = (...args: string[]): Promise<Outcome> => cluster.outcome(['kubectl', 'jaeger', 'logs', ...args]);

  const follow = (commands: string, ...args: string[]): Promise<Outcome> =>
    beside(cluster, ['logs', '-f', ...args], commands);

  const linesOf = ({ stdout }: Outcome): Line[] =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);

  const podsOf = (lines: readonly Line[]): string[] => [...new Set(lines.map(({ pod }) => pod))];

  it('prints what kubectl prints, and before it Pod and container', async () => {
    const { code, stdout, stderr } = await logs('-n', 'default');
    assert.equal(code, 0);
    assert.equal(stderr, '');
    const expected = await cluster.kubectl('logs', ...ALL_IN_ONE, '--tail=-1');
    const [pod = ''] = (await cluster.kubectl('get', 'pods', ...ALL_IN_ONE, '-o', 'name')).split('\n');
    assert.equal(stdout, expected.replaceAll(/^(?=[^])/gm, `${pod.replace('pod/', '')} jaeger `));
    assert.equal((await logs('-n', 'default', '--prefix=false')).stdout, expected);
  });

  it('reads all Pods of an instance, sidecars and Jobs, and of a component those alone', async () => {
    const job = ['job', 'by-hand'];
    await cluster.kubectl(...PRODUCTION, 'create', ...job, '--from=cronjob/jaeger-production-es-index-cleaner');
    await cluster.kubectl(...PRODUCTION, 'wait', '--for=condition=complete', 'job/by-hand', '--timeout=60s');
    const all = await logs(...PRODUCTION, '--tail', '2', '-o', 'json');
    await cluster.kubectl(...PRODUCTION, 'delete', ...job);
    assert.equal(all.code, 0, all.stderr);
    const lines = linesOf(all);
    for (const line of lines) await assertSchema(line, 'LogLine');
    const byLog = Map.groupBy(lines, ({ pod, container }) => `${pod} ${container}`);
    assert.deepEqual(podsOf(lines), podsOf(lines).toSorted());
    assert.ok([...byLog.values()].every((ofLog) => ofLog.length <= 2));
    const components = new Set(lines.map(({ component }) => component));
    assert.deepEqual([...components].toSorted(), ['cleaner', 'collector', 'query']);
    assert.ok(lines.some(({ container }) => container === 'jaeger-agent'));
    for (const component of ['collector', 'storage']) {
      const one = linesOf(await logs(...PRODUCTION, '--tail', '1', '--component', component, '-o', 'json'));
      assert.deepEqual([...new Set(one.map((line) => line.component))], [component]);
    }
  });

  it('follows: a new Pod joins from its first line on when the old one is gone, and Ctrl-C is the end', async () => {
    const replace = `sleep 2; kubectl delete pod ${ALL_IN_ONE.join(' ')} --wait >/dev/null; ${waitFor('application version')}; ${waitFor('is gone\\|has ended', 'err')}`;
    const { stdout, stderr } = await follow(replace, '-n', 'default', '--tail', '0');
    const [, pod = ''] = /^pod (\S+) has joined$/m.exec(stderr) ?? assert.fail(stderr);
    assert.match(stderr, /^pod \S+ (is gone|has ended: \w+)$/m);
    assert.match(stdout, new RegExp(`^(?!${pod})\\S+ jaeger .*Shutdown complete`, 'm'));
    assert.match(stdout, new RegExp(`^${pod} jaeger .* maxprocs: `, 'm'));
  });

  it('needs no right but those that it declares, and says which one is missing', async () => {
    const user = { name: 'logs' };
    const declared = (await declaredRights()).find(({ id }) => id === 'logs') ?? assert.fail();
    const run = async (rights: ReturnType<typeof tableOf>, ...args: string[]): Promise<Outcome> =>
      withKubeconfig(cluster, await narrowed(cluster, { ...user, rights }), ['kubectl', 'jaeger', 'logs', ...args]);
    const all = tableOf(declared);
    try {
      for (const component of [[], ['--component', 'storage']]) {
        const { code, stderr } = await run(all, ...PRODUCTION, '--tail', '1', ...component);
        assert.deepEqual([code, stderr], [0, '']);
      }
      for (const more of [[], ['-f']]) {
        const { code, stderr } = await run(without(all, ['get pods/log']), '-n', 'default', ...more);
        assert.equal(code, 4);
        assert.match(stderr, /kubectl auth can-i get pods\/jaeger-\S+ --subresource=log -n default\n/);
      }
      const { code, stdout, stderr } = await run(without(all, ['list jobs.batch']), ...PRODUCTION, '--tail', '1');
      assert.equal(code, 0);
      assert.notEqual(stdout, '');
      assert.match(stderr, /^Warning: logs of Jobs are missing: .*jobs.batch is forbidden/);
    } finally {
      await forget(cluster, user);
    }
  });

  if (!process.env['E2E_KUBECONFIG']) {
    it('loses and repeats no line when API server and kubelet are started again', async () => {
      const ground = await connect(instanceOf('e2e'));
      await cluster.apply(manifestOf(chatty()));
      try {
        await cluster.kubectl('rollout', 'status', '-n', CHATTY, 'deployment', CHATTY, '--timeout=60s');
        const restart = `sleep 1; pkill -KILL -x kube-apiserver; sleep 1; pkill -KILL -x kubelet; ${waitFor('never')}`;
        const through = follow(`(${restart}) & sleep 14; kill $!`, '-n', CHATTY, '-c', 'count', '--no-prefix');
        for (const component of ['kube-apiserver', 'kubelet'] as const) {
          await until(`end of ${component}`, 30, async () => !(await isAlive(ground, component)));
          await startComponent(ground, component);
        }
        const { stdout, stderr } = await through;
        const numbers = [...stdout.matchAll(/^line (\d+)\^\[\[31m$/gm)].map(([, number]) => Number(number));
        assert.ok(numbers.length > 1000, `${numbers.length} lines`);
        assert.deepEqual(
          numbers,
          numbers.map((_, index) => index + (numbers[0] ?? 0)),
        );
        assert.match(stderr, /^connection lost, reconnecting: /m);
      } finally {
        await cluster.kubectl('delete', 'namespace', CHATTY);
      }
    });
  }
});
