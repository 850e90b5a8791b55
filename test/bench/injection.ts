import { join } from 'node:path';
import { buildSets, addSets } from '../ground/sets/index.ts';
import { haveAll } from '../ground/part.ts';
import { down, manifestOf, up, type Cluster } from '../ground/cluster.ts';
import { checkout, instanceOf } from '../ground/paths.ts';
import { sleep } from '../ground/run.ts';
import { kwok, playedNode, PLAYED } from '../ground/sets/kwok.ts';

/**
 * `npm run bench -- injection [ROUNDS]`: 500 Deployments, of which kwok plays the Pods, are annotated by `inject --all` and by `kubectl annotate --all`,
 * by turns, writes only, without the operator and with it. Also what `inject` takes of memory for fewer of them.
 */
const DEPLOYMENTS = 500;
const FEW = 50;
const NAMESPACE = 'many';
const ANNOTATION = 'sidecar.jaegertracing.io/inject';
const OPERATOR = ['deployment/jaeger-operator', '-n', 'observability'];

const ours = (...args: string[]): string[] => [
  process.execPath,
  join(checkout, 'bin/run.js'),
  ...args,
  '-n',
  NAMESPACE,
];
const INJECT = ['--instance', 'jaeger', '--via', 'jaeger-operator', '--max-rollouts', '0', '--wait=false', '--yes'];

const INJECTED = { ours: ours('inject', '--all', ...INJECT), few: ours('inject', '-l', 'few=yes', ...INJECT) };
const ANNOTATED = ['kubectl', 'annotate', 'deployment', '--all', `${ANNOTATION}=jaeger`, '-n', NAMESPACE];

interface Figures {
  readonly seconds: number;
  readonly peakMiB: number;
}

/** As GNU time sees it, inside the cluster's namespaces. */
async function measured(cluster: Cluster, argv: readonly string[]): Promise<Figures> {
  const { stderr, code } = await cluster.outcome(['/usr/bin/time', '-f', '%e %M', '--', ...argv]);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}:\n${stderr}`);
  const [seconds = 0, peakKiB = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { seconds, peakMiB: Math.round(peakKiB / 1024) };
}

const deployment = (index: number): object => {
  const labels = { app: `app-${index}` };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `app-${index}`, namespace: NAMESPACE, labels: { ...labels, few: index < FEW ? 'yes' : 'no' } },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: { type: 'kwok' },
          tolerations: [{ operator: 'Exists' }],
          containers: [{ name: 'app', image: 'app' }],
        },
      },
    },
  };
};

async function prepare(cluster: Cluster): Promise<void> {
  await kwok.add(cluster);
  const jaeger = {
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'jaeger', namespace: NAMESPACE },
  };
  const nodes = Array.from({ length: 4 }, (_, index) => playedNode(`many-${index}`, {}, 300));
  await cluster.apply(
    manifestOf([...nodes, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels: PLAYED } }]),
  );
  await cluster.apply(manifestOf([jaeger]));
  await cluster.apply(manifestOf(Array.from({ length: DEPLOYMENTS }, (_, index) => deployment(index))));
  await calm(cluster);
}

/** Nothing is rolled out, and nobody changes anything: a measurement is not of what the one before left behind. */
async function calm(cluster: Cluster): Promise<void> {
  const versions = async (): Promise<string> =>
    cluster.kubectl('get', 'deployments', '-n', NAMESPACE, '-o', 'jsonpath={.items[*].metadata.resourceVersion}');
  let before = '';
  for (let now = await versions(); now !== before; now = await versions()) {
    before = now;
    await sleep(3000);
  }
}

/** As it was: no annotation, and no agent that the operator has put there. */
async function reset(cluster: Cluster): Promise<void> {
  await cluster.run(ours('uninject', '--all', '--max-rollouts', '0', '--wait=false', '--yes'));
  await cluster.kubectl('annotate', 'deployment', '--all', `${ANNOTATION}-`, '-n', NAMESPACE);
  await calm(cluster);
}

interface Pair {
  readonly ours: Figures;
  readonly kubectl: Figures;
}

async function rounds(cluster: Cluster, count: number): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  const steps = [
    ['ours', INJECTED.ours],
    ['kubectl', ANNOTATED],
  ] as const;
  for (let round = 0; round < count; round += 1) {
    const pair: Partial<Record<'ours' | 'kubectl', Figures>> = {};
    for (const [who, argv] of round % 2 === 0 ? steps : steps.toReversed()) {
      pair[who] = await measured(cluster, argv);
      await reset(cluster);
    }
    if (pair.ours && pair.kubectl) pairs.push({ ours: pair.ours, kubectl: pair.kubectl });
  }
  return pairs;
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

function print(name: string, pairs: readonly Pair[]): void {
  const ratio = median(pairs.map((pair) => pair.ours.seconds / pair.kubectl.seconds));
  const of = (who: 'ours' | 'kubectl', what: keyof Figures): number => median(pairs.map((pair) => pair[who][what]));
  process.stdout.write(
    `${name.padEnd(20)} ${ratio.toFixed(2)}  ${of('ours', 'seconds')}/${of('kubectl', 'seconds')} s  ${of('ours', 'peakMiB')}/${of('kubectl', 'peakMiB')} MiB\n`,
  );
}

/** On a cluster of its own, which goes with it. */
export async function benchInjection(count: number): Promise<void> {
  const instance = instanceOf('bench-injection');
  await buildSets(['operator']);
  await haveAll(kwok.parts);
  const cluster = await up(instance);
  try {
    await addSets(cluster, ['operator']);
    await prepare(cluster);
    process.stdout.write(`inject --all : kubectl annotate --all, ${DEPLOYMENTS} Deployments, ${count} rounds\n`);
    print('with the operator', await rounds(cluster, count));
    await cluster.kubectl('scale', ...OPERATOR, '--replicas=0');
    await cluster.kubectl('rollout', 'status', ...OPERATOR, '--timeout=60s');
    print('without the operator', await rounds(cluster, count));
    const few = await measured(cluster, INJECTED.few);
    process.stdout.write(`inject of ${FEW} Deployments: ${few.seconds} s, ${few.peakMiB} MiB\n`);
  } finally {
    await down(instance);
  }
}
