import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import type { Outcome } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { assertSchema } from '../support/schemas.ts';

const INSTANCE = 'jaeger-all-in-one-inmemory';
const DEPLOYMENT = ['-n', 'default', `deployment/${INSTANCE}`];
const PODS = ['-n', 'default', 'pods', '-l', 'app=jaeger'];

interface Report {
  instances: { health: string; pods: { name: string; status: string }[] }[];
}

/** Two watches in a pipe, as text and as JSON, while something is done; then Ctrl-C for both. */
const watchedDuring = (commands: string): string[] => [
  'bash',
  '-c',
  `d=$(mktemp -d); trap 'kill $text $json 2>/dev/null; rm -r $d' EXIT
kubectl jaeger status -w -n default >$d/text 2>$d/err & text=$!
kubectl jaeger status -w -n default -o json >$d/json 2>>$d/err & json=$!
for i in $(seq 100); do [ -s $d/text ] && [ -s $d/json ] && break; sleep 0.1; done
{ ${commands}; } >&2
for i in $(seq 50); do grep -q "$after" $d/text && tail -n1 $d/json | grep "$after" | grep -qv "$before" && break; sleep 0.1; done
kill -INT $text $json; wait $text; echo "ended with $?"; wait $json; echo "ended with $?"
cat $d/text; echo '--- json'; cat $d/json; cat $d/err >&2`,
];

describe('kubectl jaeger status, following', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  const status = (...args: string[]): Promise<Outcome> =>
    cluster.outcome(['kubectl', 'jaeger', 'status', '-n', 'default', ...args]);

  const podName = async (): Promise<string> => (await cluster.kubectl('get', ...PODS, '-o', 'name')).trim();

  it('gives up in time with 124 and the last state', async () => {
    await cluster.kubectl('scale', ...DEPLOYMENT, '--replicas=0');
    try {
      await cluster.kubectl('wait', ...PODS, '--for=delete', '--timeout=60s');
      const { code, stdout, stderr } = await status('--wait', '--timeout', '1s');
      assert.equal(code, 124);
      assert.match(stdout, new RegExp(`^default/${INSTANCE} {2}\\(jaeger-operator\\) {2}ScaledDown\n`));
      assert.equal(
        stderr,
        `waiting: default/${INSTANCE} is ScaledDown\nerror: timed out after 1s: default/${INSTANCE} is ScaledDown\n`,
      );
    } finally {
      // The next test waits until all is well again.
      await cluster.kubectl('scale', ...DEPLOYMENT, '--replicas=1');
      await cluster.kubectl('wait', ...DEPLOYMENT, '--for=jsonpath={.status.replicas}=1');
    }
  });

  it('appends in a pipe what has become of a Pod that is deleted; Ctrl-C is the end, with 0', async () => {
    const before = await podName();
    const { stdout, stderr } = await cluster.outcome(
      // The Pod is gone before its successor is waited for: a ready successor may come sooner than its end.
      watchedDuring(`before=${before.replace('pod/', '')}
kubectl delete -n default ${before}
kubectl jaeger status -n default --wait --timeout 60s -o name
after=$(kubectl get pods -n default -l app=jaeger -o name | cut -d/ -f2)`),
    );
    const after = await podName();
    assert.notEqual(after, before);
    assert.match(stdout, /^ended with 0\nended with 0\n/);
    assert.doesNotMatch(stdout, /\u001b/); // oxlint-disable-line no-control-regex -- that is the point

    const [text = '', json = ''] = stdout.split('--- json\n');
    const headings = text.match(/^default\/.*$/gm) ?? [];
    assert.ok(headings.length >= 2 && headings.length <= 20, `${headings.length} reports`);
    assert.match(headings.at(-1) ?? '', /Ready$/);
    assert.match(stderr, new RegExp(`^jaeger.jaegertracing.io/${INSTANCE}$`, 'm'));

    const lines = json.trim().split('\n');
    const reports = lines.map((line) => JSON.parse(line) as Report);
    for (const report of reports) await assertSchema(report);
    assert.ok(lines.every((line, index) => line !== lines[index - 1]));
    assert.deepEqual(
      [reports[0], reports.at(-1)].map((report) => report?.instances[0]?.pods.map(({ name }) => `pod/${name}`)),
      [[before], [after]],
    );
  });

  it('waits for an instance that is named and not there, and for no other', async () => {
    const missing = await status('nonesuch', '--wait', '--timeout', '1s');
    assert.equal(missing.code, 124);
    assert.match(
      missing.stderr,
      /^error: timed out after 1s: no Jaeger instance "nonesuch" found in namespace "default"$/m,
    );
    const none = await cluster.outcome(['kubectl', 'jaeger', 'status', '-n', 'kube-public', '--wait']);
    assert.equal(none.code, 3);
  });
});
