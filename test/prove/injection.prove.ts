import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import {
  crashesWhenCreated,
  isInjectable,
  operatorAnswer,
  targetOfJaeger,
  withAgent,
  type Injectable,
} from '../../src/injection/index.ts';
import type { KubernetesObject } from '../../src/kubernetes/types.ts';
import { down, manifestOf, up, type Cluster } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { addSets, buildSets } from '../ground/sets/index.ts';
import { agentIn, INJECT, INJECTED, outcomeOf, situation, STATES, VALUES, WORLDS } from '../support/operator-rows.ts';
import { acceptable, deployments } from '../support/workloads.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Deployments, each with each instance. */
const RUNS = 100;
/** A directory of manifests whose Deployments are tried as well. */
const CASES = process.env['CASES'];

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

const ANEW = new Set(['creationTimestamp', 'uid', 'managedFields', 'generation', 'annotations', 'labels']);

/** Without what the server makes anew each time, and without what says who has injected it. */
function comparable(object: unknown): unknown {
  assert.ok(isInjectable(object));
  const { metadata } = object;
  const kept = (texts: Readonly<Record<string, string>> | null | undefined, key: string): object =>
    Object.fromEntries(Object.entries(texts ?? {}).filter(([name]) => name !== key));
  const others = Object.entries(metadata).filter(([key]) => !ANEW.has(key));
  const marks = { annotations: kept(metadata.annotations, INJECT), labels: kept(metadata.labels, INJECTED) };
  return { ...object, metadata: { ...Object.fromEntries(others), ...marks } };
}

const annotated = (workload: Injectable, value: string): Injectable => ({
  ...workload,
  metadata: { ...workload.metadata, annotations: { ...workload.metadata.annotations, [INJECT]: value } },
});

/** Deployments of today's API, without those that have an agent already, each under a name of its own. */
async function publishedDeployments(directory: string, namespace: string): Promise<readonly Injectable[]> {
  const found: Injectable[] = [];
  for (const file of (await readdir(directory)).toSorted().filter((name) => /\.ya?ml$/.test(name))) {
    const text = await readFile(join(directory, file), 'utf8');
    for (const document of parseAllDocuments(text, { logLevel: 'silent', merge: true })) {
      const object: unknown = document.errors.length > 0 ? undefined : document.toJS();
      if (!isInjectable(object) || object.kind !== 'Deployment' || object.apiVersion !== 'apps/v1') continue;
      if (object.spec.template.spec.containers.some(({ name }) => name === 'jaeger-agent')) continue;
      const { labels: { app: _, ...labels } = {}, ...metadata } = object.metadata as Labelled;
      found.push({ ...object, metadata: { ...metadata, labels, namespace, name: `p-${found.length}` } });
    }
  }
  return found;
}

type Labelled = Injectable['metadata'] & { readonly labels?: Readonly<Record<string, string>> };

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

  for (const directory of CASES === undefined ? [] : [CASES])
    it(`writes what we write into the Deployments of ${directory}`, async () => {
      const surroundings = { openshift: false, configMapKeys: new Set<string>() };
      const [jaeger] = jaegers;
      assert.ok(jaeger);
      const published = await publishedDeployments(directory, 'shop');
      let refused = 0;
      for (const one of published) {
        const request = annotated(one, jaeger.metadata.name);
        const theirs: readonly KubernetesObject[] | undefined = await created([request]).catch(() => undefined);
        if (theirs === undefined) refused++;
        const [object] = theirs ?? [];
        if (object === undefined) continue;
        const [ours] = await created([withAgent(annotated(one, 'false'), targetOfJaeger(jaeger), surroundings)]);
        assert.equal(object.metadata.labels?.[INJECTED], jaeger.metadata.name, `${one.metadata.name} was not injected`);
        assert.deepEqual(comparable(ours), comparable(object), one.metadata.name);
      }
      assert.ok(published.length > refused, 'none was taken');
      process.stdout.write(
        `      ${published.length - refused} Deployments: equal; ${refused} refused by the server\n`,
      );
    });

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
          const arbitrary = because.includes(': any instance');
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
