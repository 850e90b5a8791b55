import { down, up } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { say } from '../ground/run.ts';
import { recordAnswers } from './record-answers.ts';
import { recordObjects } from './record-objects.ts';
import { recordDiscovery, recordWorld } from './record-world.ts';

/**
 * `npm run record` records what the API server answers to each command line of the tests; `npm run record -- SET…`
 * the objects of a cluster with that set; `npm run record -- world NAME SET…` a world for the practice cluster, and
 * `npm run record -- discovery` what every world serves. Each recording begins on an empty cluster.
 */
const instance = instanceOf('record');
const [what = '', ...rest] = process.argv.slice(2);
const recordings = recordingsOf();
for (const recording of recordings) {
  await down(instance);
  try {
    await recording(await up(instance));
  } finally {
    await down(instance);
  }
}

function recordingsOf(): readonly (typeof recordAnswers)[] {
  if (what === '') return [recordAnswers];
  if (what === 'discovery') return [recordDiscovery];
  if (what !== 'world') return [what, ...rest].map((set) => recordingOf(set));
  const [name = '', ...sets] = rest;
  return [(cluster) => recordWorld(cluster, name, sets)];
}

function recordingOf(set: string): typeof recordAnswers {
  return async (cluster) => say(`recorded ${await recordObjects(cluster, set)}`);
}
