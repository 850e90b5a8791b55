import assert from 'node:assert/strict';
import { connect, isAlive, startComponent, type Cluster } from '../ground/cluster.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { each } from '../ground/roles.ts';
import { instanceOf } from '../ground/paths.ts';
import { until, type Outcome } from '../ground/run.ts';
import { beside, waitFor } from '../support/beside.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { assertSchema } from '../support/schemas.ts';

const PODS = ['-n', 'default', '-l', 'app.kubernetes.io/name=jaeger-all-in-one-inmemory'];
const API_SERVER = 'kube-apiserver';

/** Status and length of what is answered, whatever it takes. */
const ASK = String.raw`curl -s -o /dev/null -m 60 -w '%{http_code}\n'`;

describe('kubectl jaeger port-forward', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  /** With the URL of the tunnel as `$url`. */
  const run = (commands: string, ...args: string[]): Promise<Outcome> => {
    const forwarding = ['port-forward', '-n', 'default', ...args];
    return beside(cluster, forwarding, `${waitFor('Forwarding')}; url=$(head -1 $d/out); ${commands}`);
  };

  it('prints the URL first, and answers 200 at once, after 100 that did not wait for theirs', async () => {
    const leave = 'seq 100 | xargs -P 20 -I{} curl -s -o /dev/null -m 0.02 $url';
    const many = `${leave}; seq 200 | xargs -P 200 -I{} ${ASK} $url`;
    const { stdout } = await run(many, '--port', '17001', '--path', 'api/services');
    assert.deepEqual(
      stdout.split('\n').slice(0, 200),
      Array.from({ length: 200 }, () => '200'),
    );
    assert.match(stdout, /^http:\/\/127\.0\.0\.1:17001\/api\/services\nForwarding from 127\.0\.0\.1:17001 -> 16686$/m);
  });

  it('takes the next port that is free, and says so', async () => {
    const listening = `node -e 'require("net").createServer().listen(16686, "127.0.0.1", () => console.log("listening"))'`;
    const { stdout, stderr } = await cluster.outcome([
      'bash',
      '-c',
      `${listening} & other=$!; sleep 1; timeout -s INT 5 kubectl jaeger ui -n default; kill $other`,
    ]);
    assert.match(stdout, /^http:\/\/127\.0\.0\.1:16687\/$/m);
    assert.match(stderr, /^local port 16686 is in use, using 16687$/m);
  });

  it('goes on with the next Pod; a connection in flight ends with its Pod, and a new one waits', async () => {
    const { stdout, stderr } = await run(
      `exec 3<>/dev/tcp/127.0.0.1/17005; (cat <&3 >/dev/null; echo "held ended") & held=$!
sleep 3; kill -0 $held && echo "held is open"
kubectl delete pod ${PODS.join(' ')} --grace-period=5 --wait >/dev/null; timeout 10 tail --pid=$held -f /dev/null
${ASK} $url`,
      '--port',
      '17002',
      '--port',
      '17005:4317', // waits for two minutes for the first word of a client
    );
    assert.match(stdout, /^held is open\nheld ended\n200\n/);
    assert.match(stderr, /^connection to pod \S+ lost, (waiting for a Ready Pod|using \S+)$/m);
  });

  it('reaches Jaeger v2 as well: a span goes in by one tunnel and comes out of another', async () => {
    const span = `{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"through-a-tunnel"}}]},
"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"x","kind":1,
"startTimeUnixNano":"'$(date +%s%N)'","endTimeUnixNano":"'$(date +%s%N)'"}]}]}]}`;
    const post = `curl -s -m 20 -o /dev/null -w '%{http_code}\n' -H 'content-type: application/json' -d '${span}' http://127.0.0.1:17007/v1/traces`;
    const into = await run(
      post,
      '-n',
      'jaeger-v2',
      '--component',
      'otlp',
      '--port',
      '17006:4317',
      '--port',
      '17007:4318',
    );
    assert.match(into.stdout, /^200\n/);
    const ask = `for i in $(seq 50); do curl -s -m 20 $url | grep -o through-a-tunnel && break; sleep 0.2; done`;
    const out = await run(ask, '-n', 'jaeger-v2', '--port', '17008', '--path', 'api/services');
    assert.match(out.stdout, /^through-a-tunnel\n/);
  });

  it('runs a command with the address in its environment, and ends with its exit code', async () => {
    const script = 'curl -s -m 20 $JAEGER_URL/api/services; echo; exit 7';
    const argv = ['kubectl', 'jaeger', 'port-forward', '-n', 'default', '--port', '17009', '--', 'sh', '-c', script];
    const { code, stdout, stderr } = await cluster.outcome(argv);
    assert.equal(code, 7, stderr);
    assert.match(stdout, /^\{"data":.*\}\n$/);
    assert.match(stderr, /^http:\/\/127\.0\.0\.1:17009\/\nForwarding from /m);
    const missing = await cluster.outcome([...argv.slice(0, 8), 'no-such-program']);
    assert.deepEqual([missing.code, /cannot be run/.test(missing.stderr)], [2, true]);
  });

  it('says why nothing listens on a port of the Pod', async () => {
    const { stdout, stderr } = await run(`${ASK} http://127.0.0.1:17003/`, '--port', '17003:9');
    assert.match(stdout, /^000\n/);
    assert.match(stderr, /^connection failed: pods\/\S+ port 9: connection refused$/m);
  });

  it('tells scripts line by line in JSON', async () => {
    const argv = ['port-forward', '-n', 'default', '-o', 'json', '--port', '17010:9'];
    const ask = `${waitFor('PortForward')}; ${ASK} http://127.0.0.1:17010/ >/dev/null; ${waitFor('failed')}`;
    const { stdout, stderr } = await beside(cluster, argv, ask);
    assert.equal(stderr, '');
    const [report, ...events] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly type?: string });
    await assertSchema(report);
    for (const event of events) await assertSchema(event, 'PortForwardEvent');
    assert.deepEqual([events[0]?.type, events.at(-1)?.type], ['using', 'failed']);
  });

  it('gives up with 124 when there has been no Ready Pod for the time that was given', async () => {
    const scale = (replicas: number): Promise<string> =>
      cluster.kubectl('scale', '-n', 'default', 'deployment/jaeger-all-in-one-inmemory', `--replicas=${replicas}`);
    await scale(0);
    try {
      await cluster.kubectl('wait', '--for=delete', 'pods', ...PODS, '--timeout=60s');
      const argv = ['kubectl', 'jaeger', 'port-forward', '-n', 'default', '--reconnect-timeout', '2s'];
      const { code, stdout, stderr } = await cluster.outcome(argv);
      assert.equal(code, 124);
      assert.equal(stdout, '');
      assert.match(stderr, /^waiting for a Ready Pod\nerror: timed out after 2s waiting for a Ready Pod\nhint: /);
    } finally {
      await scale(1);
      await cluster.kubectl('rollout', 'status', '-n', 'default', 'deployment/jaeger-all-in-one-inmemory');
    }
  });

  it('names both rights where the one to forward is missing', async () => {
    const user = { name: 'no-port-forward' };
    const read = each(
      ['jaegers.jaegertracing.io', 'deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'pods'],
      ['list', 'watch'],
    );
    const kubeconfig = await narrowed(cluster, { ...user, rights: read });
    try {
      const argv = ['kubectl', 'jaeger', 'port-forward', '-n', 'default'];
      const { code, stdout, stderr } = await withKubeconfig(cluster, kubeconfig, argv);
      assert.equal(code, 4);
      assert.equal(stdout, '');
      for (const verb of ['get', 'create'])
        assert.match(stderr, new RegExp(`kubectl auth can-i ${verb} pods --subresource=portforward -n default\n`));
    } finally {
      await forget(cluster, user);
    }
  });

  if (!process.env['E2E_KUBECONFIG']) {
    it('finds out that the API server is frozen, and goes on when it is not any more', async () => {
      const freeze = `exec 3<>/dev/tcp/127.0.0.1/17011; (cat <&3 >/dev/null) & held=$!; sleep 1
pkill -STOP -x ${API_SERVER.slice(0, 15)}; timeout 25 tail --pid=$held -f /dev/null && echo "found out"
pkill -CONT -x ${API_SERVER.slice(0, 15)}; ${ASK} $url`;
      const { stdout } = await run(freeze, '--port', '17012', '--port', '17011:4317');
      assert.match(stdout, /^found out\n200\n/);
    });

    it('outlives the API server', async () => {
      const ground = await connect(instanceOf('e2e'));
      const through = run(`${ASK} $url; pkill -KILL -x ${API_SERVER.slice(0, 15)}; ${ASK} $url`, '--port', '17004');
      await until('end of the API server', 30, async () => !(await isAlive(ground, API_SERVER)));
      await startComponent(ground, API_SERVER);
      const { stdout, stderr } = await through;
      assert.match(stdout, /^200\n200\n/);
      assert.match(stderr, /^connection to the API server lost, reconnecting: /m);
    });
  }
});
