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
import { helmReleases } from './helm.ts';
import { manifestSet } from './manifest-set.ts';
import { openshift } from './openshift.ts';
import { operator } from './operator.ts';
import { otelOperator } from './otel-operator.ts';
import { scaleSet } from './scale.ts';
import type { GroundSet } from './set.ts';

const PRODUCTION = 'jaeger-production';
const instancePods = (name: string): string => `app.kubernetes.io/instance=${name}`;

const allInOne = manifestSet({
  name: 'all-in-one',
  needs: ['operator'],
  images: [allInOneImage],
  places: [
    {
      namespace: 'default',
      workloads: ['deployment/jaeger-all-in-one-inmemory'],
      serves: { 'jaeger-all-in-one-inmemory-collector': 4318 },
      pods: instancePods('jaeger-all-in-one-inmemory'),
    },
  ],
});

const opensearch = manifestSet({
  name: 'opensearch',
  needs: [],
  images: [opensearchImage],
  places: [{ namespace: PRODUCTION, workloads: ['statefulset/elasticsearch'], serves: { elasticsearch: 9200 } }],
  seconds: 180,
});

const production = manifestSet({
  name: 'production',
  needs: ['operator', 'opensearch'],
  images: [...productionImages, agentImage],
  places: [
    {
      namespace: PRODUCTION,
      workloads: ['deployment/jaeger-production-collector', 'deployment/jaeger-production-query'],
      serves: { 'jaeger-production-collector': 4318 },
      pods: instancePods('jaeger-production'),
    },
  ],
  seconds: 180,
});

const hotrod = manifestSet({
  name: 'hotrod',
  needs: ['production'],
  images: [hotrodImage],
  places: [{ namespace: PRODUCTION, workloads: ['deployment/hotrod'], pods: 'app=hotrod' }],
});

const agentClient = manifestSet({
  name: 'agent-client',
  needs: ['all-in-one'],
  images: [agentImage, agentClientImage],
  places: [{ namespace: 'default', workloads: ['deployment/agent-client'], pods: 'app=agent-client' }],
});

const jaegerV2 = manifestSet({
  name: 'jaeger-v2',
  needs: ['opensearch'],
  images: [jaegerV2Image],
  places: [
    { namespace: 'jaeger-v2', workloads: ['deployment/jaeger'], serves: { jaeger: 4318 } },
    {
      namespace: 'jaeger-v2-production',
      workloads: ['deployment/jaeger-collector', 'deployment/jaeger-query'],
      serves: { 'jaeger-collector': 4318 },
    },
  ],
});

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
  helmReleases,
  openshift,
  scaleSet,
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
  requireCompatible([...wanted, ...present]);
  for (const set of sets.filter(({ name }) => wanted.has(name) && !present.includes(name))) {
    const started = Date.now();
    say(`add ${set.name}`);
    await set.add(cluster);
    present.push(set.name);
    await writeFile(stateFile(cluster), present.join('\n'));
    say(`add ${set.name}: ready in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

function requireCompatible(names: readonly string[]): void {
  for (const { name, excludes = [] } of names.map(setNamed)) {
    const other = excludes.find((excluded) => names.includes(excluded));
    if (other) throw new Error(`the sets ${name} and ${other} cannot be on the same cluster: they want the same names`);
  }
}

/** Removes sets with all that need them. */
export async function removeSets(cluster: Cluster, names: readonly string[]): Promise<void> {
  names.forEach(setNamed);
  let present = await setsOn(cluster);
  for (const set of sets.toReversed()) {
    const unwanted = names.some((name) => withNeeds([set.name]).has(name));
    // Of one that is named, an interrupted `add` may have left a part.
    if (!unwanted || !(present.includes(set.name) || names.includes(set.name))) continue;
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
