import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import { opensearchImage } from '../opensearch.ts';
import { haveAll } from '../part.ts';
import {
  agentClientImage,
  agentImage,
  allInOneImage,
  hotrodImage,
  jaegerV2Image,
  nodeParts,
  pauseImage,
  productionImages,
} from '../parts.ts';
import { say } from '../run.ts';
import { operator } from './operator.ts';
import { otelOperator } from './otel-operator.ts';
import { deleteManifest, manifest, podsGone, rolledOut, serves, type GroundSet } from './set.ts';

const PRODUCTION = 'jaeger-production';
const instancePods = (name: string): string => `app.kubernetes.io/instance=${name}`;

const allInOne: GroundSet = {
  name: 'all-in-one',
  needs: ['operator'],
  parts: [allInOneImage],
  async add(cluster) {
    await cluster.load(allInOneImage);
    await cluster.apply(await manifest('all-in-one'));
    await rolledOut(cluster, 'default', 'deployment/jaeger-all-in-one-inmemory');
    await serves(cluster, 'default', 'jaeger-all-in-one-inmemory-collector', 4318);
  },
  async remove(cluster) {
    await deleteManifest(cluster, await manifest('all-in-one'));
    await podsGone(cluster, 'default', instancePods('jaeger-all-in-one-inmemory'));
  },
};

const opensearch: GroundSet = {
  name: 'opensearch',
  needs: [],
  parts: [opensearchImage],
  async add(cluster) {
    await cluster.load(opensearchImage);
    await cluster.apply(await manifest('opensearch'));
    await rolledOut(cluster, PRODUCTION, 'statefulset/elasticsearch', 180);
    await serves(cluster, PRODUCTION, 'elasticsearch', 9200);
  },
  async remove(cluster) {
    await deleteManifest(cluster, await manifest('opensearch'));
  },
};

const production: GroundSet = {
  name: 'production',
  needs: ['operator', 'opensearch'],
  parts: [...productionImages, agentImage],
  async add(cluster) {
    await cluster.load(...productionImages, agentImage);
    await cluster.apply(await manifest('production'));
    for (const name of ['collector', 'query']) {
      await rolledOut(cluster, PRODUCTION, `deployment/jaeger-production-${name}`, 180);
    }
    await serves(cluster, PRODUCTION, 'jaeger-production-collector', 4318);
  },
  async remove(cluster) {
    await deleteManifest(cluster, await manifest('production'));
    await podsGone(cluster, PRODUCTION, instancePods('jaeger-production'));
  },
};

const hotrod: GroundSet = {
  name: 'hotrod',
  needs: ['production'],
  parts: [hotrodImage],
  async add(cluster) {
    await cluster.load(hotrodImage);
    await cluster.apply(await manifest('hotrod'));
    await rolledOut(cluster, PRODUCTION, 'deployment/hotrod');
  },
  async remove(cluster) {
    await deleteManifest(cluster, await manifest('hotrod'));
    await podsGone(cluster, PRODUCTION, 'app=hotrod');
  },
};

const agentClient: GroundSet = {
  name: 'agent-client',
  needs: ['all-in-one'],
  parts: [agentImage, agentClientImage],
  async add(cluster) {
    await cluster.load(agentImage, agentClientImage);
    await cluster.apply(await manifest('agent-client'));
    await rolledOut(cluster, 'default', 'deployment/agent-client');
  },
  async remove(cluster) {
    await deleteManifest(cluster, await manifest('agent-client'));
    await podsGone(cluster, 'default', 'app=agent-client');
  },
};

const jaegerV2: GroundSet = {
  name: 'jaeger-v2',
  needs: ['opensearch'],
  parts: [jaegerV2Image],
  async add(cluster) {
    await cluster.load(jaegerV2Image);
    await cluster.apply(await manifest('jaeger-v2'));
    await rolledOut(cluster, 'jaeger-v2', 'deployment/jaeger');
    for (const name of ['collector', 'query']) {
      await rolledOut(cluster, 'jaeger-v2-production', `deployment/jaeger-${name}`);
    }
    await serves(cluster, 'jaeger-v2', 'jaeger', 4318);
    await serves(cluster, 'jaeger-v2-production', 'jaeger-collector', 4318);
  },
  async remove(cluster) {
    await deleteManifest(cluster, await manifest('jaeger-v2'));
  },
};

/** In the order in which they can be added; they are removed in the opposite one. */
export const sets: readonly GroundSet[] = [
  operator,
  allInOne,
  opensearch,
  production,
  hotrod,
  agentClient,
  jaegerV2,
  otelOperator,
];

const stateFile = (cluster: Cluster): string => join(cluster.stateDir, 'sets');

export async function setsOn(cluster: Cluster): Promise<string[]> {
  const text = await readFile(stateFile(cluster), 'utf8').catch(() => '');
  return text.split('\n').filter((name) => name !== '');
}

/** Builds what a cluster with these sets needs, and starts nothing. */
export async function buildSets(names: readonly string[]): Promise<void> {
  const wanted = withNeeds(names);
  await haveAll([
    ...nodeParts,
    pauseImage,
    ...sets.filter(({ name }) => wanted.has(name)).flatMap(({ parts }) => parts),
  ]);
}

/** Adds sets with all they need; those that are there already stay as they are. */
export async function addSets(cluster: Cluster, names: readonly string[]): Promise<void> {
  const wanted = withNeeds(names);
  const present = await setsOn(cluster);
  for (const set of sets.filter(({ name }) => wanted.has(name) && !present.includes(name))) {
    const started = Date.now();
    say(`add ${set.name}`);
    await set.add(cluster);
    present.push(set.name);
    await writeFile(stateFile(cluster), present.join('\n'));
    say(`add ${set.name}: ready in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

/** Removes sets with all that need them. */
export async function removeSets(cluster: Cluster, names: readonly string[]): Promise<void> {
  names.forEach(setNamed);
  let present = await setsOn(cluster);
  for (const set of sets.toReversed()) {
    const unwanted = names.some((name) => withNeeds([set.name]).has(name));
    if (!unwanted || !present.includes(set.name)) continue;
    say(`remove ${set.name}`);
    await set.remove(cluster);
    present = present.filter((name) => name !== set.name);
    await writeFile(stateFile(cluster), present.join('\n'));
  }
}

function withNeeds(names: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const name of names) {
    for (const needed of withNeeds(setNamed(name).needs)) found.add(needed);
    found.add(name);
  }
  return found;
}

function setNamed(name: string): GroundSet {
  const found = sets.find((set) => set.name === name);
  if (!found) throw new Error(`no set is called "${name}"; there are ${sets.map((set) => set.name).join(', ')}`);
  return found;
}
