import assert from 'node:assert/strict';
import { down, startComponent, up, type Ground } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { until, type Outcome } from '../ground/run.ts';
import { addSets, buildSets } from '../ground/sets/index.ts';
import { randomFrom } from '../support/random.ts';

const instance = instanceOf('prove-interrupt');
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const random = randomFrom(seed);

const NAME = 'interrupted';
const FLAGS = ['--create-namespace', '--memory-max-traces=5000', '--yes'];
/** The first run need not see the end; the second one may have to wait for an operator that has crashed with the API server. */
const [FIRST, SECOND] = ['--timeout=60s', '--timeout=5m'];
const MOMENTS = 10;
/** An installation takes about so long, its wait with it; most of what is written is written in the first second. */
const LONGEST_MS = 12_000;
const WRITING_MS = 2500;

type End = 'SIGINT' | 'SIGKILL' | 'API server killed';

/** Every kind that the operator makes something of, and what could be made twice. */
const KINDS =
  'jaegers,deployments,daemonsets,statefulsets,services,configmaps,serviceaccounts,secrets,ingresses,cronjobs,jobs,horizontalpodautoscalers,persistentvolumeclaims';

describe(`install, interrupted (SEED=${seed})`, () => {
  let cluster: Ground;
  let whole: string;
  const rows: string[] = [];

  before(async () => {
    await buildSets(['all-in-one']);
    await down(instance);
    cluster = await up(instance);
    await addSets(cluster, ['all-in-one']);
    const { code, stderr } = await install('whole');
    assert.equal(code, 0, stderr);
    whole = await stateOf('whole');
    await remove('whole');
  });

  after(async () => {
    process.stdout.write(`\n${['END after MS: exit code, then made; code of the second run', ...rows].join('\n')}\n`);
    await down(instance);
  });

  const argv = (namespace: string, timeout: string): string[] =>
    ['kubectl', 'jaeger', 'install', NAME, '-n', namespace, timeout].concat(FLAGS);

  const install = (namespace: string, timeout = SECOND): Promise<Outcome> => cluster.outcome(argv(namespace, timeout));

  const remove = (namespace: string): Promise<string> =>
    cluster.kubectl('delete', 'namespace', namespace, '--ignore-not-found');

  /** Which objects there are, and what the resource and the Deployment say, whatever the namespace is called. */
  async function stateOf(namespace: string): Promise<string> {
    const names = await cluster.kubectl('-n', namespace, 'get', KINDS, '-o', 'name');
    const spec = await cluster.kubectl('-n', namespace, 'get', `jaeger/${NAME}`, '-o', 'jsonpath={.spec}');
    const path = 'jsonpath={.spec.template.spec} {.status.readyReplicas}';
    const deployment = await cluster.kubectl('-n', namespace, 'get', `deployment/${NAME}`, '-o', path);
    return [names, spec, deployment].join('\n').replaceAll(namespace, 'NAMESPACE');
  }

  async function interrupted(namespace: string, end: End, milliseconds: number): Promise<number> {
    if (end !== 'API server killed') {
      const script = '"$@" & p=$!; sleep $S; kill -$END $p; wait $p';
      const env = [`S=${milliseconds / 1000}`, `END=${end.slice('SIG'.length)}`];
      return (await cluster.outcome(['env', ...env, 'bash', '-c', script, 'bash', ...argv(namespace, FIRST)])).code;
    }
    const running = install(namespace, FIRST);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await cluster.outcome(['pkill', '-KILL', '-x', 'kube-apiserver']);
    await new Promise((resolve) => setTimeout(resolve, 500 + random() * 3000));
    await startComponent(cluster, 'kube-apiserver');
    const { code } = await running;
    await until(
      'API server',
      60,
      async () => (await cluster.outcome(['kubectl', 'get', '--raw', '/readyz'])).code === 0,
    );
    return code;
  }

  for (const end of ['SIGINT', 'SIGKILL', 'API server killed'] as const) {
    for (let turn = 0; turn < MOMENTS; turn++) {
      const milliseconds = Math.round(random() * (turn % 3 === 2 ? LONGEST_MS : WRITING_MS));
      it(`${end} after ${milliseconds} ms: run again, it is finished`, async () => {
        const namespace = `interrupted-${turn}`;
        const first = await interrupted(namespace, end, milliseconds);
        const made = (await cluster.outcome(['kubectl', '-n', namespace, 'get', KINDS, '-o', 'name'])).stdout;
        const second = await install(namespace);
        rows.push(`${end} after ${milliseconds}: ${first}, ${made.split('\n').length - 1}; ${second.code}`);
        assert.equal(second.code, 0, second.stderr);
        assert.equal(await stateOf(namespace), whole);
        await remove(namespace);
      });
    }
  }
});
