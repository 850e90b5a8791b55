import assert from 'node:assert/strict';
import { down, manifestOf, up, type Ground } from '../ground/cluster.ts';
import { endFault, putFault } from '../ground/faults/index.ts';
import { have } from '../ground/part.ts';
import { hotrodImage } from '../ground/parts.ts';
import { instanceOf } from '../ground/paths.ts';
import { addSets, buildSets } from '../ground/sets/index.ts';
import { sleep, until, type Outcome } from '../ground/run.ts';

const instance = instanceOf('prove-injected');
const NAMESPACE = 'shop';
const V1 = { namespace: 'default', name: 'jaeger-all-in-one-inmemory', query: 'jaeger-all-in-one-inmemory-query' };
const V2 = { namespace: 'otel', name: 'jaeger-inmemory', query: 'jaeger-inmemory-collector-extension' };
const HOTROD = 'docker.io/jaegertracing/example-hotrod:1.76.0';

interface Detail {
  readonly kind?: string;
  readonly labels?: object;
  readonly image?: string;
  readonly beside?: readonly object[];
  readonly paused?: boolean;
  readonly annotations?: object;
}

const workload = (
  name: string,
  { kind = 'Deployment', labels, image = HOTROD, beside = [], paused, annotations }: Detail = {},
): object => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: NAMESPACE, labels, annotations },
  spec: {
    ...(paused ? { paused } : {}),
    ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image, args: ['all'] }, ...beside] },
    },
  },
});

describe('injected workloads', () => {
  let cluster: Ground;

  before(async () => {
    const sets = ['agent-client', 'otel-operator'];
    await buildSets(sets);
    await have(hotrodImage);
    await down(instance);
    cluster = await up(instance);
    await addSets(cluster, sets);
    await cluster.load(hotrodImage);
    await cluster.kubectl('create', 'namespace', NAMESPACE);
  });

  after(() => down(instance));

  const jaeger = (...argv: string[]): Promise<Outcome> => cluster.outcome(['kubectl', 'jaeger', ...argv]);

  async function traces({ namespace, query }: typeof V1, service: string): Promise<number> {
    const path = `/api/v1/namespaces/${namespace}/services/${query}:16686/proxy/api/traces?service=${service}&limit=10000&lookback=1h`;
    const { data } = JSON.parse(await cluster.kubectl('get', '--raw', path)) as { data: unknown[] | null };
    return data?.length ?? 0;
  }

  async function done(...argv: string[]): Promise<string> {
    const { code, stdout, stderr } = await jaeger(...argv);
    assert.equal(code, 0, `${argv.join(' ')}: ${stderr}`);
    return stdout;
  }

  it('send through the agent, and not any more after uninject', async () => {
    const count = (): Promise<number> => traces(V1, 'agent-client.default');
    // The variable that named the service goes with the agent.
    await until('the first spans', 60, async () => (await count()) > 0);
    await done('uninject', 'agent-client', '-n', 'default');
    await sleep(3000);
    const ended = await count();
    await sleep(5000);
    assert.equal(await count(), ended);
    await done('inject', 'agent-client', '-n', 'default', '--instance', `${V1.namespace}/${V1.name}`);
    await until('spans again', 60, async () => (await count()) > ended);
    await done('uninject', 'agent-client', '-n', 'default');
    await done(
      'inject',
      'agent-client',
      '-n',
      'default',
      '--instance',
      `${V1.namespace}/${V1.name}`,
      '--via',
      'sidecar',
    );
    const again = await count();
    await until('spans through our own agent', 60, async () => (await count()) > again);
  });

  for (const via of ['otel-operator', 'env'])
    it(`send to Jaeger v2 by ${via}, and not any more after uninject`, async () => {
      await cluster.apply(manifestOf([workload(via)]));
      const dispatch = async (): Promise<void> => {
        const pods = await cluster.kubectl(
          'get',
          'pods',
          '-n',
          NAMESPACE,
          '-l',
          `app=${via}`,
          '--field-selector=status.phase=Running',
          '-o',
          'name',
        );
        const [pod = ''] = pods.trim().split('\n');
        await cluster.outcome([
          'kubectl',
          'get',
          '--raw',
          `/api/v1/namespaces/${NAMESPACE}/${pod.replace('pod/', 'pods/')}:8080/proxy/dispatch?customer=123`,
        ]);
      };
      await done('inject', via, '-n', NAMESPACE, '--instance', `${V2.namespace}/${V2.name}`, '--via', via);
      const service = via === 'env' ? via : 'frontend';
      await until('traces', 90, async () => {
        await dispatch();
        return (await traces(V2, service)) > 0 || (await traces(V2, 'frontend')) > 0;
      });
      await done('uninject', via, '-n', NAMESPACE);
      await sleep(2000);
      const ended = await traces(V2, 'frontend');
      await dispatch();
      await sleep(3000);
      assert.equal(await traces(V2, 'frontend'), ended);
      const left = await cluster.kubectl('get', 'opentelemetrycollectors', '-n', NAMESPACE, '-o', 'name');
      assert.equal(left, '', 'the sidecar has gone with its last user');
      await cluster.kubectl('delete', 'deployment', via, '-n', NAMESPACE);
    });

  it('may be StatefulSets, with our own agent', async () => {
    await cluster.apply(manifestOf([workload('set', { kind: 'StatefulSet' })]));
    const named = ['sts/set', '-n', NAMESPACE];
    assert.equal(
      await done('inject', ...named, '--instance', `${V1.namespace}/${V1.name}`),
      'statefulset.apps/set injected\n',
    );
    assert.equal(await done('uninject', ...named), 'statefulset.apps/set uninjected\n');
  });

  it('are told no where their Namespace asks for injection', async () => {
    await cluster.kubectl('annotate', 'namespace', NAMESPACE, `sidecar.jaegertracing.io/inject=${V1.name}`);
    await cluster.apply(manifestOf([workload('told', { annotations: { a: 'b' } })]));
    const { code, stderr } = await jaeger('uninject', 'told', '-n', NAMESPACE);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /its Namespace asks for injection, so it says "false" from now on/);
    await cluster.kubectl('annotate', 'namespace', NAMESPACE, 'sidecar.jaegertracing.io/inject-');
    await cluster.kubectl('delete', 'deployment', 'told', '-n', NAMESPACE);
  });

  it('that are left of an instance which is gone are found, and taken back', async () => {
    const orphan = { 'sidecar.jaegertracing.io/injected': 'gone' };
    await cluster.kubectl('scale', 'deployment', 'jaeger-operator', '-n', 'observability', '--replicas=0');
    await cluster.apply(
      manifestOf([
        workload('orphan', { labels: orphan, beside: [{ name: 'jaeger-agent', image: HOTROD }] }),
        workload('other'),
      ]),
    );
    assert.equal(await done('uninject', '--orphans', '-n', NAMESPACE, '--yes'), 'deployment.apps/orphan uninjected\n');
    await cluster.kubectl('scale', 'deployment', 'jaeger-operator', '-n', 'observability', '--replicas=1');
    await cluster.kubectl('rollout', 'status', 'deployment/jaeger-operator', '-n', 'observability');
    await cluster.kubectl('delete', 'deployment', 'orphan', 'other', '-n', NAMESPACE);
  });

  const quota = manifestOf([
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'none', namespace: NAMESPACE },
      spec: { hard: { pods: '0' } },
    },
  ]);

  /** What keeps an injection from having its effect: exit code, and the reason that is given. */
  const FAILURES: readonly (readonly [what: string, detail: Detail, code: number, reason: RegExp, broken?: string])[] =
    [
      ['a label of Jaeger’s own', { labels: { app: 'jaeger' } }, 2, /its label app=jaeger/],
      ['an agent by hand', { beside: [{ name: 'jaeger-agent', image: HOTROD }] }, 2, /was put there by hand/],
      [
        'an image that there is not',
        { image: 'nowhere.invalid/none:1' },
        124,
        /container app: (ErrImagePull|ImagePullBackOff)/,
      ],
      ['a paused rollout', { paused: true }, 124, /kubectl rollout resume deployment\/failing/],
      ['a quota', {}, 124, /no Pod can be made: .*exceeded quota/, 'quota'],
      ['no operator', {}, 1, /no jaeger-operator answers/, 'operator'],
      ['a webhook that is not trusted', {}, 1, /its webhook cannot be reached or is not trusted/, 'webhook'],
      ['an instance without Pods', {}, 124, /no Ready Pod behind it/, 'instance'],
    ];

  for (const [what, detail, code, reason, broken] of FAILURES)
    it(`say why they are not: ${what}`, async () => {
      const scale = (name: string, namespace: string, replicas: number): Promise<string> =>
        cluster.kubectl('scale', 'deployment', name, '-n', namespace, `--replicas=${replicas}`);
      await cluster.apply(manifestOf([workload('failing', { annotations: { a: 'b' }, ...detail })]));
      if (broken === 'quota') await cluster.apply(quota);
      if (broken === 'operator') await scale('jaeger-operator', 'observability', 0);
      if (broken === 'instance') {
        await scale('jaeger-operator', 'observability', 0);
        await scale(V1.name, V1.namespace, 0);
      }
      if (broken === 'webhook') await putFault(cluster, 'webhook-ca');
      await sleep(2000);
      const via = broken === 'instance' ? 'sidecar' : 'jaeger-operator';
      const named = ['failing', '-n', NAMESPACE, '--instance', `${V1.namespace}/${V1.name}`];
      try {
        const outcome = await jaeger('inject', ...named, '--via', via, '--timeout', '18s');
        assert.equal(outcome.code, code, outcome.stderr);
        assert.match(outcome.stderr, reason);
      } finally {
        if (broken === 'quota') await cluster.kubectl('delete', 'quota', 'none', '-n', NAMESPACE);
        if (broken === 'webhook') await endFault(cluster, 'webhook-ca');
        await scale(V1.name, V1.namespace, 1);
        await scale('jaeger-operator', 'observability', 1);
        await cluster.kubectl('rollout', 'status', 'deployment/jaeger-operator', '-n', 'observability');
        await cluster.kubectl('delete', 'deployment', 'failing', '-n', NAMESPACE);
      }
    });
});
