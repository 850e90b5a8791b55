import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  crashesWhenCreated,
  isInjectable,
  operatorAnswer,
  targetOfJaeger,
  withAgent,
  type AppContainer,
  type Injectable,
} from '../../src/injection/index.ts';
import type { KubernetesObject } from '../../src/kubernetes/types.ts';
import { down, manifestOf, up, type Cluster } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { addSets, buildSets } from '../ground/sets/index.ts';
import { acceptable, deployments } from '../support/workloads.ts';

const INJECT = 'sidecar.jaegertracing.io/inject';
const INJECTED = 'sidecar.jaegertracing.io/injected';
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Deployments, each with each instance. */
const RUNS = 100;

const instance = instanceOf('prove-injection');

/** What resources of the v1 operator say of agents. */
const INSTANCES: Readonly<Record<string, object>> = {
  plain: {},
  spoken: {
    resources: { limits: { cpu: '1', memory: '1Gi' } },
    agent: {
      image: 'registry.local/jaeger-agent:1',
      options: { 'log-level': 'debug', admin: { 'http.host-port': ':14272' }, 'agent.tags': 'a=b' },
      resources: { limits: { memory: '64Mi' }, requests: { cpu: '10m' } },
      volumes: [{ name: 'own', emptyDir: {} }],
      volumeMounts: [{ name: 'own', mountPath: '/own' }],
      imagePullSecrets: [{ name: 'pull' }],
      sidecarSecurityContext: { runAsNonRoot: true },
    },
  },
  'Ports-and-a-name.that-is-longer-than-a-label-of-sixty-three': {
    agent: {
      options: {
        processor: { 'jaeger-compact': { 'server-host-port': ':7831' }, 'jaeger-binary.server-host-port': ':7832' },
        'http-server.host-port': ':7778',
        reporter: { grpc: { 'host-port': 'elsewhere:14250' } },
      },
    },
  },
};

interface Listed {
  readonly items: readonly KubernetesObject[];
}

/** Without what the server makes anew each time. */
function comparable(object: unknown): unknown {
  assert.ok(isInjectable(object));
  const { creationTimestamp, uid, managedFields, generation, ...metadata } = object.metadata as Record<string, unknown>;
  const { [INJECT]: asked, ...annotations } = (metadata['annotations'] ?? {}) as Record<string, string>;
  const { [INJECTED]: injected, ...labels } = (metadata['labels'] ?? {}) as Record<string, string>;
  return { ...object, metadata: { ...metadata, annotations, labels } };
}

const annotated = (workload: Injectable, value: string): Injectable => ({
  ...workload,
  metadata: { ...workload.metadata, annotations: { ...workload.metadata.annotations, [INJECT]: value } },
});

describe(`the operator's webhook (SEED=${SEED})`, () => {
  let cluster: Cluster;
  let jaegers: readonly KubernetesObject[];

  before(async () => {
    await buildSets(['operator']);
    await down(instance);
    cluster = await up(instance);
    await addSets(cluster, ['operator']);
    await cluster.kubectl('create', 'namespace', 'shop');
    const resources = Object.entries(INSTANCES).map(([name, spec]) => ({
      apiVersion: 'jaegertracing.io/v1',
      kind: 'Jaeger',
      metadata: { name: name.toLowerCase(), namespace: 'shop' },
      spec,
    }));
    await cluster.apply(manifestOf(resources));
    jaegers = (JSON.parse(await cluster.kubectl('get', 'jaegers', '-A', '-o', 'json')) as Listed).items;
  });

  after(() => down(instance));

  /** What the server would store. */
  async function created(objects: readonly object[]): Promise<readonly KubernetesObject[]> {
    const argv = ['kubectl', 'create', '--dry-run=server', '--validate=false', '-o', 'json', '-f', '-'];
    const text = await cluster.run(argv, { input: manifestOf(objects) });
    return text.split(/(?<=^})\n(?={)/m).map((one) => JSON.parse(one) as KubernetesObject);
  }

  it('writes what we write, field by field', async () => {
    const surroundings = { openshift: false, configMapKeys: new Set<string>() };
    const generated = fc
      .sample(deployments, { seed: SEED, numRuns: RUNS })
      .map((one, index) => acceptable(one, 'shop', index));
    let compared = 0;
    for (const jaeger of jaegers) {
      const named = generated.map((one) => annotated(one, jaeger.metadata.name));
      const theirs = await created(named);
      const ours = await created(
        generated.map((one) => withAgent(annotated(one, 'false'), targetOfJaeger(jaeger), surroundings)),
      );
      for (const [index, object] of theirs.entries()) {
        const labels = object.metadata.labels ?? {};
        assert.equal(labels[INJECTED], jaeger.metadata.name, `${JSON.stringify(named[index])} was not injected`);
        assert.deepEqual(comparable(ours[index]), comparable(object));
        compared++;
      }
    }
    process.stdout.write(
      `      ${compared} Deployments of ${generated.length} shapes, for ${jaegers.length} instances: equal\n`,
    );
  });

  /** Namespaces are named for what is written on them. */
  const VALUES: Readonly<Record<string, string | undefined>> = {
    absent: undefined,
    empty: '',
    false: 'False',
    true: 'TRUE',
    named: 'first',
    unknown: 'nobody',
  };

  /** Which instances there are: namespace → names. */
  const WORLDS: readonly Readonly<Record<string, readonly string[]>>[] = [
    {},
    { elsewhere: ['first'] },
    { HERE: ['first'] },
    { HERE: ['first'], elsewhere: ['second'] },
    { HERE: ['first', 'second'] },
    { elsewhere: ['first'], 'another-one': ['first'] },
    { elsewhere: ['second'] },
  ];

  const agent = { name: 'jaeger-agent', image: 'agent:old' };
  const STATES = {
    plain: {},
    injected: { label: 'first', agent },
    'injected for another': { label: 'second', agent },
    'made by hand': { agent },
    'a label alone': { label: 'second' },
    skipped: { app: 'jaeger' },
    'an agent that is skipped': { app: 'jaeger', label: 'first', agent },
    query: { app: 'jaeger', component: 'query' },
    'the operator itself': { own: 'jaeger-operator' },
  } as const;

  function situation(state: keyof typeof STATES, value: string | undefined, index: number): Injectable {
    const {
      label,
      agent: beside,
      app,
      component,
      own,
    }: Partial<Record<'label' | 'app' | 'component' | 'own', string>> & {
      agent?: object;
    } = STATES[state];
    const labels = { app: app ?? 'web', [INJECTED]: label, 'app.kubernetes.io/component': component, name: own };
    const workload: unknown = JSON.parse(
      JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: `web-${index}`, labels, annotations: { [INJECT]: value, a: 'b' } },
        spec: {
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web' } },
            spec: { containers: [{ name: 'web', image: 'web:1' }, ...(beside ? [beside] : [])] },
          },
        },
      }),
    );
    assert.ok(isInjectable(workload));
    return workload;
  }

  const agentIn = (object: Injectable): (AppContainer & { readonly args?: readonly string[] }) | undefined =>
    object.spec.template.spec.containers.find(({ name }) => name === 'jaeger-agent');

  function outcomeOf(before: Injectable, after: Injectable): readonly [outcome: string, instance: string | undefined] {
    const [had, has] = [agentIn(before), agentIn(after)];
    const address = has?.args?.find((argument) => argument.startsWith('--reporter.grpc.host-port='));
    const [, name, namespace] = /dns:\/\/\/(.+?)-collector-headless\.(.+?)\.svc/.exec(address ?? '') ?? [];
    if (had === undefined) return has ? ['injects', `${namespace}/${name}`] : ['nothing', undefined];
    if (has === undefined) return ['removes', undefined];
    return has.image === had.image ? ['keeps', undefined] : ['updates', `${namespace}/${name}`];
  }

  it('decides as we say that it does, row by row', async () => {
    await cluster.kubectl('delete', 'jaegers', '--all', '-n', 'shop');
    const places = Object.keys(VALUES).map((name) => `n-${name}`);
    await cluster.apply(
      manifestOf([
        ...Object.entries(VALUES).map(([name, value]) => ({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: `n-${name}`, annotations: value === undefined ? {} : { [INJECT]: value } },
        })),
        ...['elsewhere', 'another-one'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      ]),
    );
    let rows = 0;
    for (const world of WORLDS) {
      const instances = (place: string): object[] =>
        Object.entries(world).flatMap(([where, names]) =>
          names.map((name) => ({
            apiVersion: 'jaegertracing.io/v1',
            kind: 'Jaeger',
            metadata: { name, namespace: where === 'HERE' ? place : where },
          })),
        );
      for (const place of places) {
        const there = instances(place) as KubernetesObject[];
        if (there.length > 0) await cluster.apply(manifestOf(there));
        const asked = Object.keys(STATES).flatMap((state, row) =>
          Object.values(VALUES).map((value, column) =>
            situation(state as keyof typeof STATES, value, row * 10 + column),
          ),
        );
        const placed = asked.map((one) => ({ ...one, metadata: { ...one.metadata, namespace: place } }));
        const namespace = VALUES[place.slice(2)];
        const seen = await created(placed);
        for (const [index, workload] of placed.entries()) {
          const after: unknown = seen[index];
          assert.ok(isInjectable(after));
          const annotations = namespace === undefined ? {} : { [INJECT]: namespace };
          const {
            outcome,
            instance: chosen,
            because,
          } = operatorAnswer({ workload, namespace: annotations, jaegers: there });
          const [actual, target] = outcomeOf(workload, after);
          const what = JSON.stringify({
            world,
            place,
            labels: workload.metadata.labels,
            D: workload.metadata.annotations,
            because,
          });
          assert.equal(actual, outcome, what);
          const arbitrary = /^any instance/.test(because.split(': ')[1] ?? '');
          if (chosen && !arbitrary) assert.equal(target, `${chosen.namespace}/${chosen.name}`, what);
          rows++;
        }
        if (there.length > 0) await cluster.run(['kubectl', 'delete', '-f', '-'], { input: manifestOf(there) });
      }
    }
    process.stdout.write(`      ${rows} situations: as we say\n`);
  });

  it('crashes over a Deployment without any annotation, and over no other', async () => {
    const bare = situation('plain', undefined, 1);
    const { annotations: _, ...metadata } = { ...bare.metadata, namespace: 'n-named' };
    const workload = { ...bare, metadata };
    await cluster.apply(
      manifestOf([
        { apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', metadata: { name: 'first', namespace: 'shop' } },
      ]),
    );
    assert.ok(isInjectable(workload));
    for (const one of [workload, { ...workload, metadata: { ...metadata, annotations: { a: 'b' } } }]) {
      const [after] = await created([one]);
      assert.ok(isInjectable(after));
      assert.equal(agentIn(after) === undefined, crashesWhenCreated(one));
    }
  });
});
